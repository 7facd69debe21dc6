package io.safire.broken;

import io.safire.error.ConfigurationException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Deliberate defects of backend services, apart from their client assertions. */
final class BackendBreakages {

    private BackendBreakages() {}

    static List<Breakage> all() {
        return List.of(
                changedScope(
                                "System scopes are requested at user level",
                                scope -> scope.replace("system/", "user/"),
                                "ScopeRequestTest.startsScopeWithItsLevel",
                                "ScopeRequestTest.sendsSystemScopesInClientCredentialsRequest")
                        .breaks(143, 239)
                        .reportedAs("but was: \"user/"),
                changedScope(
                                "User and patient scopes of a backend service are omitted",
                                scope -> scope.replaceAll("(user|patient)/\\S+ ?", ""),
                                "ScopeRequestTest.reportsUserAndPatientScopesOfClientCredentialsRequest")
                        .breaks(242)
                        .reportedAs("but was: \"\""),
                Breakage.calls(
                                "Missing private key is ignored",
                                BackendBreakages::ignoreMissingKey,
                                "ClientJwksTest.requiresPrivateKeyForClientCredentialsAndJwks")
                        .breaks(229, 290),
                Breakage.calls(
                                "Backend service authenticates by secret",
                                BackendBreakages::authenticateBySecret,
                                "ClientRulesTest.authenticatesClientCredentialsRequestByKeyOnly")
                        .breaks(229, 343)
                        .reportedAs("Expecting empty but was: [RecordedRequest[endpoint=TOKEN"));
    }

    private static Breakage changedScope(String name, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) -> {
                    String scope = FormParameters.parse(request).getOrDefault("scope", "");
                    return wire.send(
                            FormParameters.hasGrantType(request, "client_credentials")
                                    ? FormParameters.withParameter(request, "scope", change.apply(scope))
                                    : request);
                },
                caughtBy);
    }

    private static Object ignoreMissingKey(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (ConfigurationException failure) {
            if (call.isMethod("requestToken") && failure.missingAttributes().contains("private_key")) {
                return null;
            }
            throw failure;
        }
    }

    private static Object authenticateBySecret(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (ConfigurationException failure) {
            if (call.isMethod("requestToken")) {
                call.client()
                        .metadata()
                        .tokenEndpoint()
                        .ifPresent(endpoint -> MixUpBreakages.post(endpoint, "Basic eDp4"));
            }
            throw failure;
        }
    }
}
