package io.safire.broken;

import static io.safire.broken.AuthorizationBreakages.changedParameters;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.launch.AuthorizationRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;

/** Deliberate defects in single parameters of authorization requests. */
final class RequestParameterBreakages {

    private static final String REQUIRED_PARAMETERS_TEST = "LaunchTest.sendsRequiredStandaloneParametersWithoutLaunch";

    private RequestParameterBreakages() {}

    static List<Breakage> all() {
        return List.of(
                changedParameters(
                                "`response_type` is `token`",
                                map -> map.put("response_type", "token"),
                                REQUIRED_PARAMETERS_TEST)
                        .breaks(32)
                        .reportedAs("\"response_type\"=\"token\" (expected: "),
                changedParameters(
                                "`client_id` is not the registered one",
                                map -> map.put("client_id", "app-other"),
                                REQUIRED_PARAMETERS_TEST)
                        .breaks(33)
                        .reportedAs("\"client_id\"=\"app-other\" (expected: "),
                changedParameters(
                                "`redirect_uri` is not the registered one",
                                map -> map.put("redirect_uri", "https://app.example/other"),
                                REQUIRED_PARAMETERS_TEST)
                        .breaks(34)
                        .reportedAs("\"redirect_uri\"=\"https://app.example/other\" (expected: "),
                changedParameters(
                                "Standalone launch sends `launch`",
                                map -> map.putIfAbsent("launch", "x"),
                                REQUIRED_PARAMETERS_TEST)
                        .breaks(36)
                        .reportedAs("\"launch\"=\"x\""),
                changedParameters(
                                "Scope `fhirUser` is not requested",
                                map -> map.computeIfPresent("scope", (name, scopes) -> scopes.replace(" fhirUser", "")),
                                "IdentityTest.requestsScopesOfIdentity")
                        .breaks(47, 196)
                        .reportedAs("[\"fhirUser\"]"),
                changedParameters(
                                "`launch` parameter is encoded twice",
                                map -> map.computeIfPresent(
                                        "launch", (name, launch) -> URLEncoder.encode(launch, UTF_8)),
                                "LaunchTest.encodesReservedCharactersOfLaunch")
                        .breaks(35, 51)
                        .reportedAs("launch=a%252Bb"),
                changedParameters(
                                "Trailing slash of `iss` is missing in `aud`",
                                map -> map.computeIfPresent("aud", (name, iss) -> iss.replaceFirst("/$", "")),
                                "LaunchRedirectTest.sendsIssOfLaunchUnchangedAsAud")
                        .breaks(41)
                        .reportedAs("/fhir\" (expected: "),
                changedParameters(
                                "PKCE is used for public clients only",
                                map -> map.keySet()
                                        .removeIf(name ->
                                                name.startsWith("code_") && !"app-public".equals(map.get("client_id"))),
                                "LaunchTest.sendsLaunchAndIssUnchanged")
                        .breaks(13, 44, 45)
                        .reportedAs("could not find the following map entries: [\"code_challenge"),
                Breakage.calls(
                                "Query of the authorization endpoint is dropped",
                                RequestParameterBreakages::dropEndpointQuery,
                                "LaunchTest.preservesQueryOfAuthorizationEndpoint")
                        .breaks(51)
                        .reportedAs("to start with: "));
    }

    private static Object dropEndpointQuery(ApiCall call) throws Throwable {
        if (!call.isMethod("authorize")) {
            return call.proceed();
        }
        AuthorizationRequest request = (AuthorizationRequest) call.proceed();
        URI endpoint = URI.create(request.endpoint().toString().replaceFirst("\\?.*", ""));
        return new AuthorizationRequest(request.server(), endpoint, request.parameters(), request.codeVerifier());
    }
}
