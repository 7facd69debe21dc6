package io.safire.impl.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.discovery.SmartMetadata;
import io.safire.error.AuthorizationException;
import io.safire.error.ValidationException;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that an answer belongs to its request, before anything is sent. */
public final class ResponseCheck {

    private final String server;

    public ResponseCheck(String server) {
        this.server = server;
    }

    /**
     * Gives the code of an answer.
     *
     * @param metadata what the server says of itself, if it was discovered
     * @throws ValidationException if the answer does not belong to the request or has no code
     * @throws AuthorizationException if the answer is an error
     */
    public String code(AuthorizationRequest request, AuthorizationResponse response, Optional<SmartMetadata> metadata) {
        if (!request.server().equals(server)) {
            throw invalid("server", "the request was made for another server", Message.OTHER_SERVER, request.server());
        }
        checkState(request, response);
        checkIssuer(response, metadata);
        if (response.error().isPresent()) {
            throw refused(response);
        }
        return response.code()
                .orElseThrow(() -> invalid("code", "the answer has neither code nor error", Message.NO_CODE));
    }

    private void checkState(AuthorizationRequest request, AuthorizationResponse response) {
        if (response.state().isEmpty()) {
            throw invalid("state", "the answer has none", Message.STATE, "the answer has none");
        }
        byte[] expected = request.state().getBytes(UTF_8);
        byte[] received = response.state().get().getBytes(UTF_8);
        if (!MessageDigest.isEqual(expected, received)) {
            String reason = "it differs from the one that was sent";
            throw invalid("state", reason, Message.STATE, reason);
        }
    }

    /** RFC 9207: an issuer that is sent has to be the one that the metadata names. */
    private void checkIssuer(AuthorizationResponse response, Optional<SmartMetadata> metadata) {
        Optional<String> expected = metadata.flatMap(SmartMetadata::issuer);
        Optional<String> received = response.iss();
        if (expected.isPresent() && received.isPresent() && !expected.equals(received)) {
            throw invalid(
                    "iss",
                    "the answer comes from another issuer",
                    Message.RESPONSE_ISSUER,
                    Printable.of(received.get()),
                    Printable.of(expected.get()));
        }
    }

    private AuthorizationException refused(AuthorizationResponse response) {
        JsonObjectBuilder members = Json.PROVIDER.createObjectBuilder();
        response.parameters().forEach((name, value) -> {
            if (!name.equals("state") && !name.equals("code")) {
                members.add(name, value);
            }
        });
        String error = response.error().orElse("");
        String words = Stream.of("error", "error_description", "error_uri")
                .map(response.parameters()::get)
                .filter(text -> text != null)
                .map(Printable::of)
                .collect(Collectors.joining(" — "));
        return new AuthorizationException(
                server, Message.AUTHORIZATION_REFUSED.of(server, words, remedy(error)), members.build());
    }

    private static String remedy(String error) {
        return switch (error) {
            case "access_denied" -> "The user or a policy of the server said no; offer to start again.";
            case "invalid_scope" -> "Compare the scopes that were asked for with those of the registration.";
            case "unauthorized_client" -> "Have the client allowed to use the authorization code grant.";
            case "server_error", "temporarily_unavailable" -> "Try again later.";
            default -> "Compare client_id, redirect_uri, scopes and aud with the registration.";
        };
    }

    private ValidationException invalid(String attribute, String reason, Message message, Object... arguments) {
        return new ValidationException(server, message.of(server, arguments), attribute, reason);
    }

    private static final class Json {
        static final JsonProvider PROVIDER = JsonProvider.provider();
    }
}
