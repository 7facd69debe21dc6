package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/** The SMART configuration, with every member that SMART App Launch 2.2.0 defines. */
final class SmartConfiguration {

    private static final List<String> CAPABILITIES = List.of(
            "launch-ehr",
            "launch-standalone",
            "authorize-post",
            "client-public",
            "client-confidential-symmetric",
            "client-confidential-asymmetric",
            "sso-openid-connect",
            "context-banner",
            "context-style",
            "context-ehr-patient",
            "context-ehr-encounter",
            "context-standalone-patient",
            "permission-offline",
            "permission-online",
            "permission-patient",
            "permission-user",
            "permission-v1",
            "permission-v2");

    private final EhrState ehr;

    SmartConfiguration(EhrState ehr) {
        this.ehr = ehr;
    }

    OutgoingResponse respond(IncomingRequest request) {
        JsonObject document = document();
        String etag = "\"" + Integer.toHexString(document.toString().hashCode()) + "\"";
        OutgoingResponse response = request.header("if-none-match").equals(etag)
                ? OutgoingResponse.empty(304)
                : OutgoingResponse.json(200, document);
        return response.withHeader("ETag", etag).withHeader("Cache-Control", "max-age=3600");
    }

    /** Returns the published document, including the changes that tests have made. */
    JsonObject document() {
        String origin = ehr.has(Quirk.RELATIVE_ENDPOINTS) ? "" : ehr.origin() + "/";
        String auth = origin + "auth";
        JsonObject document = SandboxJson.createObjectBuilder()
                .add("issuer", ehr.issuer())
                .add("jwks_uri", auth + "/jwks")
                .add("authorization_endpoint", auth + "/authorize")
                .add("token_endpoint", auth + "/token")
                .add("introspection_endpoint", auth + "/introspect")
                .add("revocation_endpoint", auth + "/revoke")
                .add("end_session_endpoint", auth + "/logout")
                .add("registration_endpoint", auth + "/register")
                .add("grant_types_supported", array("authorization_code", "refresh_token", "client_credentials"))
                .add("token_endpoint_auth_methods_supported", array("client_secret_basic", "private_key_jwt", "none"))
                .add("token_endpoint_auth_signing_alg_values_supported", array("RS384", "ES384"))
                .add(
                        "scopes_supported",
                        array(
                                "openid",
                                "fhirUser",
                                "launch",
                                "launch/patient",
                                "patient/*.rs",
                                "user/*.rs",
                                "system/*.rs",
                                "offline_access",
                                "online_access"))
                .add("response_types_supported", array("code"))
                .add("management_endpoint", origin + "ehr")
                .add("code_challenge_methods_supported", array("S256"))
                .add("capabilities", array(CAPABILITIES.toArray(String[]::new)))
                .add(
                        "associated_endpoints",
                        SandboxJson.createArrayBuilder()
                                .add(SandboxJson.createObjectBuilder()
                                        .add("url", origin + "imaging")
                                        .add("capabilities", array("permission-v2"))))
                .add("user_access_brand_bundle", origin + "brands")
                .add(
                        "user_access_brand_identifier",
                        SandboxJson.createObjectBuilder()
                                .add("system", "urn:ietf:rfc:3986")
                                .add("value", "https://safire.example"))
                .add("x_sandbox", ehr.name())
                .build();
        return SandboxJson.createMergePatch(ehr.metadataPatch()).apply(document).asJsonObject();
    }

    /** Returns the OpenID provider configuration. */
    JsonObject openidConfiguration() {
        return SandboxJson.createObjectBuilder()
                .add("issuer", ehr.issuer())
                .add("jwks_uri", ehr.issuer() + "/jwks")
                .add("authorization_endpoint", ehr.issuer() + "/authorize")
                .add("token_endpoint", ehr.tokenEndpoint())
                .add("end_session_endpoint", ehr.issuer() + "/logout")
                .add("response_types_supported", array("code"))
                .add("subject_types_supported", array("public"))
                .add("id_token_signing_alg_values_supported", array("RS256"))
                .build();
    }

    /** Returns whether the document lists a client authentication method. */
    boolean allows(String method) {
        JsonObject document = document();
        return !document.containsKey("token_endpoint_auth_methods_supported")
                || document.getJsonArray("token_endpoint_auth_methods_supported")
                        .contains(SandboxJson.createValue(method));
    }

    private static JsonArrayBuilder array(String... values) {
        JsonArrayBuilder array = SandboxJson.createArrayBuilder();
        List.of(values).forEach(array::add);
        return array;
    }
}
