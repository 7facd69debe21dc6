package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import java.util.Base64;
import java.util.Map;

/**
 * Client authentication at the server: none for public clients, {@code client_secret_basic}, {@code client_secret_post}
 * or {@code private_key_jwt}. A client can use only the method of its registration. The server rejects a request with
 * two authentication methods, and a request with a secret in the URL (RFC 6749, section 2.3).
 */
final class ClientAuthenticationCheck {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final EhrState ehr;
    private final SmartConfiguration configuration;

    ClientAuthenticationCheck(EhrState ehr, SmartConfiguration configuration) {
        this.ehr = ehr;
        this.configuration = configuration;
    }

    SandboxClient authenticate(IncomingRequest request, Map<String, String> parameters) {
        boolean basic = !request.header("authorization").isEmpty();
        if (request.query().containsKey("client_secret")) {
            throw OAuthErrorException.badRequest("client_secret is not allowed in the URL");
        }
        boolean post = parameters.containsKey("client_secret");
        boolean assertion = parameters.containsKey("client_assertion");
        if (basic && post || basic && assertion || post && assertion) {
            throw OAuthErrorException.badRequest("the request uses two client authentication methods");
        }
        if (post) {
            return authenticateWithPost(parameters);
        }
        if (basic) {
            return authenticateWithSecret(request.header("authorization"), parameters);
        }
        return assertion ? authenticateWithAssertion(parameters) : publicClient(parameters);
    }

    private SandboxClient publicClient(Map<String, String> parameters) {
        SandboxClient client = client(parameters.getOrDefault("client_id", ""));
        if (!client.type().equals("public")) {
            throw OAuthErrorException.invalidClient("this client must authenticate");
        }
        return client;
    }

    private SandboxClient authenticateWithSecret(String header, Map<String, String> parameters) {
        if (!configuration.allows("client_secret_basic")) {
            throw OAuthErrorException.invalidClient("client_secret_basic is not supported");
        }
        if (parameters.containsKey("client_id")) {
            throw OAuthErrorException.badRequest("client_id is not allowed with Basic authentication");
        }
        String pair = decodedCredentials(header);
        int colon = pair.indexOf(':');
        boolean raw = ehr.has(Quirk.RAW_BASIC);
        String id = colon < 0 ? "" : pair.substring(0, colon);
        String secret = pair.substring(colon + 1);
        SandboxClient client = client(raw ? id : IncomingRequest.decode(id));
        boolean matches =
                client.type().equals("secret") && client.secret().equals(raw ? secret : IncomingRequest.decode(secret));
        if (!matches) {
            String error = ehr.has(Quirk.BAD_SECRET_AS_UNAUTHORIZED_CLIENT) ? "unauthorized_client" : "invalid_client";
            throw new OAuthErrorException(401, error, "the client secret is wrong");
        }
        return client;
    }

    private SandboxClient authenticateWithPost(Map<String, String> parameters) {
        if (!configuration.allows("client_secret_post")) {
            throw OAuthErrorException.invalidClient("client_secret_post is not supported");
        }
        SandboxClient client = client(parameters.getOrDefault("client_id", ""));
        if (!client.type().equals("post") || !client.secret().equals(parameters.get("client_secret"))) {
            throw OAuthErrorException.invalidClient("the client secret is wrong");
        }
        return client;
    }

    private static String decodedCredentials(String header) {
        try {
            return header.startsWith("Basic ")
                    ? new String(Base64.getDecoder().decode(header.substring("Basic ".length())), UTF_8)
                    : "";
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private SandboxClient authenticateWithAssertion(Map<String, String> parameters) {
        if (!configuration.allows("private_key_jwt")) {
            throw OAuthErrorException.invalidClient("private_key_jwt is not supported");
        }
        if (!JWT_BEARER.equals(parameters.get("client_assertion_type"))) {
            throw OAuthErrorException.badRequest("client_assertion_type must be " + JWT_BEARER);
        }
        boolean required = ehr.has(Quirk.CLIENT_ID_BESIDE_ASSERTION_REQUIRED);
        if (required != parameters.containsKey("client_id")) {
            throw OAuthErrorException.badRequest(
                    required ? "client_id is missing" : "client_id is not allowed with a client assertion");
        }
        return new ClientAssertionVerifier(ehr).verifiedClient(parameters.get("client_assertion"));
    }

    private SandboxClient client(String id) {
        SandboxClient client = ehr.clients().get(id);
        if (client == null) {
            throw OAuthErrorException.invalidClient("unknown client");
        }
        return client;
    }
}
