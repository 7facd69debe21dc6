package io.safire.broken;

import io.safire.internal.http.OutboundRequest;
import java.util.List;
import java.util.function.BiFunction;

/** Deliberate defects in the signatures and in the serialization of client assertions. */
final class SignatureBreakages {

    private SignatureBreakages() {}

    static List<Breakage> all() {
        return List.of(
                signed("Assertion is padded", SignatureBreakages::signWithPadding)
                        .breaks(307)
                        .reportedAs("to match pattern: "),
                signed(
                                "ECDSA signature of the assertion is in DER",
                                (text, kid) -> text + "." + TestSignature.sign(text, kid, "SHA384withECDSA"))
                        .breaks(307, 309)
                        .reportedAs("Expecting value to be true but was false"),
                signed(
                                "Assertion is signed with another key",
                                (text, kid) -> text + "." + TestSignature.signWithUnregisteredKey(text))
                        .breaks(320)
                        .reportedAs("Expecting value to be true but was false"));
    }

    /**
     * Replaces each assertion.
     *
     * @param signer the function that returns the new assertion for the header and claims of the former assertion and
     *     its {@code kid}
     */
    private static Breakage signed(String name, BiFunction<String, String, String> signer) {
        return Breakage.requests(
                name,
                (request, wire) ->
                        wire.send(AssertionBreakages.hasAssertion(request) ? signAgain(request, signer) : request),
                "BackendTest.obtainsTokenWithRs384AndEs384");
    }

    private static OutboundRequest signAgain(OutboundRequest request, BiFunction<String, String, String> signer) {
        String assertion = AssertionBreakages.assertion(request);
        String text = assertion.substring(0, assertion.lastIndexOf('.'));
        String kid =
                AssertionBreakages.decodePart(assertion.split("\\.")[0]).build().getString("kid");
        return FormParameters.withParameter(request, "client_assertion", signer.apply(text, kid));
    }

    private static String signWithPadding(String text, String kid) {
        String[] parts = text.split("\\.");
        String padded = pad(parts[0]) + "." + pad(parts[1]);
        return padded + "." + pad(TestSignature.sign(padded, kid, ""));
    }

    private static String pad(String part) {
        return part + "=".repeat((4 - part.length() % 4) % 4);
    }
}
