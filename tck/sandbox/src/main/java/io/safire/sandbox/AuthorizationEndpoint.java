package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The authorization endpoint, which validates authorization requests and issues codes. */
final class AuthorizationEndpoint {

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MIN_STATE_LENGTH = 22;
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private final EhrState ehr;

    AuthorizationEndpoint(EhrState ehr) {
        this.ehr = ehr;
    }

    OutgoingResponse respond(IncomingRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        SandboxClient client = ehr.clients().get(parameters.getOrDefault("client_id", ""));
        String redirectUri = parameters.getOrDefault("redirect_uri", "");
        if (client == null || !client.redirectUri().equals(redirectUri)) {
            return OutgoingResponse.html(400, unregisteredRedirectPage(parameters));
        }
        try {
            requireMethod(request, parameters);
            JsonObject context = validate(parameters);
            if (ehr.interactive() && !parameters.containsKey("decision")) {
                return OutgoingResponse.html(
                        200, HtmlPages.consent(ehr.appName(client.clientId()), parameters, context));
            }
            boolean denied = ehr.consentDenied() || "deny".equals(parameters.get("decision"));
            if (denied) {
                throw new OAuthErrorException(400, "access_denied", "the user denied access");
            }
            return issueCode(parameters, context);
        } catch (OAuthErrorException error) {
            return redirect(parameters, Map.of("error", error.error(), "error_description", error.description()));
        }
    }

    /** Returns an error page, because RFC 6749, section 4.1.2.1, forbids a redirect to an unregistered URI. */
    private static String unregisteredRedirectPage(Map<String, String> parameters) {
        return HtmlPages.error(
                "Access not possible",
                "The client_id is unknown, or the redirect_uri is not registered for it: client_id="
                        + parameters.getOrDefault("client_id", "") + ", redirect_uri="
                        + parameters.getOrDefault("redirect_uri", "") + ".",
                "Compare both with the registration of the application; the comparison is exact and case-sensitive.");
    }

    private void requireMethod(IncomingRequest request, Map<String, String> parameters) {
        boolean isEhrLaunch =
                Grants.scopes(parameters.getOrDefault("scope", "")).contains("launch");
        require(
                isEhrLaunch || !request.method().equals("POST") || !ehr.has(Quirk.POST_FOR_EHR_LAUNCH_ONLY),
                "POST is supported for EHR launches only");
    }

    private JsonObject validate(Map<String, String> parameters) {
        require(parameters.getOrDefault("response_type", "").equals("code"), "response_type must be code");
        require(
                parameters.getOrDefault("state", "").length() >= MIN_STATE_LENGTH,
                "state is missing or shorter than 22 characters");
        boolean rightAudience = ehr.fhirBase().equals(parameters.get("aud")) || ehr.has(Quirk.AUTHORIZE_ANY_AUD);
        require(rightAudience, "aud must be " + ehr.fhirBase());
        require(parameters.getOrDefault("code_challenge_method", "").equals("S256"), "PKCE with S256 is required");
        require(
                CHALLENGE.matcher(parameters.getOrDefault("code_challenge", "")).matches(),
                "code_challenge must have 43 base64url characters");
        require(!parameters.containsKey("max_age"), "max_age is not supported");
        Set<String> scopes = Grants.scopes(parameters.getOrDefault("scope", ""));
        require(scopes.contains("openid") || !parameters.containsKey("nonce"), "nonce requires the scope openid");
        if (scopes.isEmpty()) {
            throw new OAuthErrorException(400, "invalid_scope", "scope is missing");
        }
        if (!ScopeRules.areWellFormed(scopes)) {
            throw new OAuthErrorException(400, "invalid_scope", "a scope is malformed");
        }
        return launchContext(parameters, scopes);
    }

    private JsonObject launchContext(Map<String, String> parameters, Set<String> scopes) {
        String launch = parameters.get("launch");
        if (scopes.contains("launch")) {
            boolean decided = ehr.interactive() && parameters.containsKey("decision");
            JsonObject context = launch == null ? null : ehr.grants().launches.get(launch);
            require(context != null, "launch is unknown or has been used before");
            if (!ehr.interactive() || decided) {
                ehr.grants().launches.remove(launch);
            }
            return context;
        }
        require(launch == null, "launch requires the scope launch");
        String patient = parameters.getOrDefault("patient", "pat-1");
        return scopes.contains("launch/patient") || scopes.stream().anyMatch(scope -> scope.startsWith("patient/"))
                ? SandboxJson.createObjectBuilder().add("patient", patient).build()
                : JsonValue.EMPTY_JSON_OBJECT;
    }

    private OutgoingResponse issueCode(Map<String, String> parameters, JsonObject context) {
        String code = RandomSecrets.next();
        ehr.grants()
                .codes
                .put(
                        code,
                        new Grants.Code(
                                parameters.get("client_id"),
                                parameters.get("redirect_uri"),
                                parameters.get("code_challenge"),
                                parameters.get("scope"),
                                parameters.getOrDefault("nonce", ""),
                                context,
                                ehr.now().plus(CODE_LIFETIME),
                                RandomSecrets.next()));
        return redirect(parameters, Map.of("code", code));
    }

    private OutgoingResponse redirect(Map<String, String> request, Map<String, String> response) {
        Map<String, String> all = new LinkedHashMap<>(response);
        if (request.containsKey("state")) {
            all.put("state", request.get("state"));
        }
        if (!ehr.has(Quirk.AUTHORIZE_NO_ISS)) {
            all.put("iss", ehr.issuer());
        }
        String redirectUri = request.get("redirect_uri");
        StringBuilder location = new StringBuilder(redirectUri);
        char separator = redirectUri.indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> parameter : all.entrySet()) {
            location.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), UTF_8));
            separator = '&';
        }
        return OutgoingResponse.redirect(location.toString());
    }

    private static void require(boolean condition, String description) {
        if (!condition) {
            throw OAuthErrorException.badRequest(description);
        }
    }
}
