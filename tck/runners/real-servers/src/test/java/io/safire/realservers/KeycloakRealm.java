package io.safire.realservers;

import io.safire.tck.support.TestKeys;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;

/** The realm that Keycloak imports. */
final class KeycloakRealm {

    static final String REDIRECT_URI = "https://app.example/callback";
    static final String SECRET = "s3:cr%t+/=";

    private KeycloakRealm() {}

    static String json() {
        return Json.createObjectBuilder()
                .add("realm", "smart")
                .add("enabled", true)
                .add("sslRequired", "none")
                .add("revokeRefreshToken", true)
                .add("refreshTokenMaxReuse", 0)
                .add("clientScopes", clientScopes())
                // scopes of dynamically registered clients
                .add("defaultDefaultClientScopes", array("basic"))
                .add(
                        "defaultOptionalClientScopes",
                        array("offline_access", "launch/patient", "patient/*.rs", "system/*.rs"))
                .add(
                        "clients",
                        Json.createArrayBuilder()
                                .add(client("kc-public", true, JsonValue.EMPTY_JSON_OBJECT)
                                        .add("publicClient", true))
                                .add(client("kc-consent", true, JsonValue.EMPTY_JSON_OBJECT)
                                        .add("publicClient", true)
                                        .add("consentRequired", true))
                                .add(client("kc-basic", true, JsonValue.EMPTY_JSON_OBJECT)
                                        .add("secret", SECRET))
                                .add(keyClient("kc-rsa", "RS384"))
                                .add(keyClient("kc-ec", "ES384")))
                .add(
                        "users",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("username", "ada")
                                        .add("enabled", true)
                                        .add("email", "ada@hospital.example")
                                        .add("emailVerified", true)
                                        .add("firstName", "Ada")
                                        .add("lastName", "Moreau")
                                        .add(
                                                "realmRoles",
                                                Json.createArrayBuilder().add("default-roles-smart"))
                                        .add(
                                                "credentials",
                                                Json.createArrayBuilder()
                                                        .add(Json.createObjectBuilder()
                                                                .add("type", "password")
                                                                .add("value", "lovelace")
                                                                .add("temporary", false)))))
                .build()
                .toString();
    }

    private static JsonObjectBuilder keyClient(String id, String algorithm) {
        JsonObject attributes = Json.createObjectBuilder()
                .add("use.jwks.string", "true")
                .add("jwks.string", TestKeys.jwks())
                .add("token.endpoint.auth.signing.alg", algorithm)
                .build();
        return client(id, true, attributes)
                .add("clientAuthenticatorType", "client-jwt")
                .add("serviceAccountsEnabled", true);
    }

    private static JsonObjectBuilder client(String id, boolean standardFlow, JsonObject attributes) {
        return Json.createObjectBuilder()
                .add("clientId", id)
                .add("enabled", true)
                .add("standardFlowEnabled", standardFlow)
                .add("redirectUris", Json.createArrayBuilder().add(REDIRECT_URI))
                .add("attributes", Json.createObjectBuilder(attributes).add("pkce.code.challenge.method", "S256"))
                .add("defaultClientScopes", Json.createArrayBuilder().add("basic"))
                .add("optionalClientScopes", array("offline_access", "launch/patient", "patient/*.rs", "system/*.rs"));
    }

    private static JsonArrayBuilder clientScopes() {
        JsonObject patient = Json.createObjectBuilder()
                .add("name", "patient")
                .add("protocol", "openid-connect")
                .add("protocolMapper", "oidc-hardcoded-claim-mapper")
                .add(
                        "config",
                        Json.createObjectBuilder()
                                .add("claim.name", "patient")
                                .add("claim.value", "pat-9")
                                .add("jsonType.label", "String")
                                .add("access.tokenResponse.claim", "true"))
                .build();
        JsonObject subject = Json.createObjectBuilder()
                .add("name", "sub")
                .add("protocol", "openid-connect")
                .add("protocolMapper", "oidc-sub-mapper")
                .add("config", Json.createObjectBuilder().add("access.token.claim", "true"))
                .build();
        return Json.createArrayBuilder()
                .add(scope("basic", List.of(subject), false))
                .add(scope("offline_access", List.of(), true))
                .add(scope("launch/patient", List.of(patient), true))
                .add(scope("patient/*.rs", List.of(), true))
                .add(scope("system/*.rs", List.of(), true));
    }

    private static JsonObjectBuilder scope(String name, List<JsonObject> mappers, boolean shown) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        mappers.forEach(list::add);
        return Json.createObjectBuilder()
                .add("name", name)
                .add("protocol", "openid-connect")
                .add(
                        "attributes",
                        Json.createObjectBuilder()
                                .add("include.in.token.scope", String.valueOf(shown))
                                .add("display.on.consent.screen", String.valueOf(shown)))
                .add("protocolMappers", list);
    }

    private static JsonArrayBuilder array(String... values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        List.of(values).forEach(array::add);
        return array;
    }
}
