package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Quirk;
import java.util.Base64;
import java.util.Map;

/**
 * Client authentication at the server: none for public clients, {@code client_secret_basic} or {@code private_key_jwt}. A
 * request with two methods at once is rejected (RFC 6749, section 2.3).
 */
final class ClientCheck {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Ehr ehr;
    private final SmartConfiguration configuration;

    ClientCheck(Ehr ehr, SmartConfiguration configuration) {
        this.ehr = ehr;
        this.configuration = configuration;
    }

    ClientEntry authenticate(Incoming request, Map<String, String> parameters) {
        boolean basic = !request.header("authorization").isEmpty();
        boolean assertion = parameters.containsKey("client_assertion");
        if (basic && assertion) {
            throw OAuthError.badRequest("the request uses two client authentication methods");
        }
        if (parameters.containsKey("client_secret")) {
            throw OAuthError.invalidClient("client_secret_post is not supported");
        }
        if (basic) {
            return byBasic(request.header("authorization"), parameters);
        }
        return assertion ? byAssertion(parameters) : byName(parameters);
    }

    private ClientEntry byName(Map<String, String> parameters) {
        ClientEntry client = client(parameters.getOrDefault("client_id", ""));
        if (!client.type().equals("public")) {
            throw OAuthError.invalidClient("this client must authenticate");
        }
        return client;
    }

    private ClientEntry byBasic(String header, Map<String, String> parameters) {
        if (!configuration.allows("client_secret_basic")) {
            throw OAuthError.invalidClient("client_secret_basic is not supported");
        }
        if (parameters.containsKey("client_id")) {
            throw OAuthError.badRequest("client_id is not allowed with Basic authentication");
        }
        String pair = pair(header);
        int colon = pair.indexOf(':');
        boolean raw = ehr.has(Quirk.RAW_BASIC);
        String id = colon < 0 ? "" : pair.substring(0, colon);
        String secret = pair.substring(colon + 1);
        ClientEntry client = client(raw ? id : Incoming.decode(id));
        boolean right =
                client.type().equals("secret") && client.secret().equals(raw ? secret : Incoming.decode(secret));
        if (!right) {
            String error = ehr.has(Quirk.BAD_SECRET_AS_UNAUTHORIZED_CLIENT) ? "unauthorized_client" : "invalid_client";
            throw new OAuthError(401, error, "the client secret is wrong");
        }
        return client;
    }

    private static String pair(String header) {
        try {
            return header.startsWith("Basic ")
                    ? new String(Base64.getDecoder().decode(header.substring("Basic ".length())), UTF_8)
                    : "";
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private ClientEntry byAssertion(Map<String, String> parameters) {
        if (!configuration.allows("private_key_jwt")) {
            throw OAuthError.invalidClient("private_key_jwt is not supported");
        }
        if (!JWT_BEARER.equals(parameters.get("client_assertion_type"))) {
            throw OAuthError.badRequest("client_assertion_type must be " + JWT_BEARER);
        }
        boolean wanted = ehr.has(Quirk.CLIENT_ID_BESIDE_ASSERTION_REQUIRED);
        if (wanted != parameters.containsKey("client_id")) {
            throw OAuthError.badRequest(wanted ? "client_id is missing" : "client_id is not allowed with a client assertion");
        }
        return new AssertionCheck(ehr).client(parameters.get("client_assertion"));
    }

    private ClientEntry client(String id) {
        ClientEntry client = ehr.clients().get(id);
        if (client == null) {
            throw OAuthError.invalidClient("unknown client");
        }
        return client;
    }
}
