package io.safire.tck.registration;

import io.safire.authentication.ClientType;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientMetadataBuilder;
import io.safire.sandbox.control.SandboxJson;
import io.safire.tck.support.JdkSignature;
import io.safire.tck.support.TckArchive;
import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Client metadata for the tests of registration. */
public final class SampleClientMetadata {

    /** The setting with the client's public keys. */
    public static final String JWKS_SETTING = "tck.jwks";

    private SampleClientMetadata() {}

    /** Returns the metadata of an application for users, without keys. */
    public static ClientMetadataBuilder app(ClientType type) {
        return ClientMetadata.builder()
                .clientName("Growth Chart")
                .contacts("security@app.example")
                .redirectUris(TckArchive.REDIRECT_URI)
                .launchUris("https://app.example/launch")
                .clientUri("https://app.example")
                .softwareId("growth-chart")
                .clientType(type)
                .grantTypes("authorization_code", "refresh_token")
                .responseTypes("code")
                .scope(Scopes.parse("launch/patient openid fhirUser patient/*.rs offline_access"));
    }

    /** Returns the metadata of a backend service, with its keys. */
    public static ClientMetadataBuilder backend() {
        return ClientMetadata.builder()
                .clientName("Nightly Export")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .grantTypes("client_credentials")
                .responseTypes()
                .scope(Scopes.of("system/*.rs"))
                .jwks(jwks());
    }

    /** Returns the JWKS with the public keys of the configured private keys. */
    public static JsonObject jwks() {
        return json(ConfigProvider.getConfig().getValue(JWKS_SETTING, String.class));
    }

    /** Returns the required members of the public key with this {@code kid}, whose numbers the JDK has encoded. */
    public static Map<String, JsonValue> requiredKeyMembers(String kid) {
        Map<String, JsonValue> members = new LinkedHashMap<>(JdkSignature.key(jwks(), kid));
        members.keySet().removeAll(Set.of("alg", "use"));
        return members;
    }

    /**
     * Returns examples of metadata that a client must not send, because it is dangerous or because RFC 7591 forbids it.
     * Each example has a fragment of the expected message as its key.
     */
    public static Map<String, ClientMetadata> forbidden() {
        Map<String, ClientMetadata> wrong = new LinkedHashMap<>();
        ClientMetadata app = app(ClientType.PUBLIC).build();
        wrong.put(
                "redirect_uris: it is required", app.toBuilder().redirectUris().build());
        wrong.put("redirect_uris: it contains a URI that is not https", redirect("http://app.example/callback"));
        wrong.put("redirect_uris: it contains a value that is not an absolute URI", redirect("/callback"));
        wrong.put("redirect_uris: it contains a URI with a wildcard", redirect("https://app.example/*"));
        wrong.put("redirect_uris: it contains a URI with a wild", redirect("https://*.example/callback"));
        wrong.put("redirect_uris: it contains a URI that is malformed", redirect("https://app.example/{tenant}"));
        wrong.put(
                "redirect_uris: it contains a URI that has a host name that Java does not accept",
                redirect("https://my_app.example/callback"));
        wrong.put(
                "launch_uris: it is malformed",
                app.toBuilder().launchUris("https://app.example/a b").build());
        wrong.put("redirect_uris: it contains a URI with a fragment", redirect("https://app.example/#callback"));
        wrong.put(
                "redirect_uris: it contains a URI with a scheme that is not allowed", redirect("javascript:alert(1)"));
        wrong.put("redirect_uris: it is not a list", with("redirect_uris", text("http://app.example/callback")));
        wrong.put(
                "launch_uris: it is not https",
                app.toBuilder().launchUris("http://app.example/launch").build());
        wrong.put("launch_uris: it is not a list", with("launch_uris", text("http://app.example/launch")));
        wrong.put("initiate_login_uri: it is not https", with("initiate_login_uri", text("http://app.example")));
        wrong.put(
                "jwks: it is present together with jwks_uri",
                backend()
                        .member("jwks_uri", text("https://app.example/jwks.json"))
                        .build());
        wrong.put(
                "jwks: it contains private key members",
                backend().jwks(json("""
                {"keys":[{"kty":"EC","kid":"ec-1","crv":"P-384","x":"AA","y":"AA","d":"leaked-value"}]}
                """)).build());
        wrong.put(
                "jwks: it contains private key members ",
                backend().jwks(json("""
                {"keys":[{"kty":"oct","kid":"mac-1","k":"leaked-value"}]}
                """)).build());
        wrong.put(
                "jwks: it is not a JWKS",
                backend().jwks(json("{\"d\":\"leaked-value\"}")).build());
        wrong.put("jwks: it is not a JWKS ", with("jwks", text("{\"d\":\"leaked-value\"}")));
        wrong.put(
                "jwks_uri: it is not https",
                backend().jwksUri("http://app.example/jwks.json").build());
        wrong.put(
                "jwks_uri: it is not an absolute URL",
                backend().jwksUri("jwks.json").build());
        wrong.put("client_secret: it is assigned by the server", with("client_secret", text("leaked-value")));
        wrong.put(
                "registration_access_token: it is assigned by the server",
                with("registration_access_token", text("leaked-value")));
        return wrong;
    }

    /**
     * Returns examples of metadata that only the server can judge. Each example has the expected observation as its key:
     * the member in quotation marks, and a fragment of the description.
     */
    public static Map<String, ClientMetadata> doubtful() {
        Map<String, ClientMetadata> doubtful = new LinkedHashMap<>();
        ClientMetadata app = app(ClientType.PUBLIC).build();
        doubtful.put("'client_id' is assigned by the server", with("client_id", text("my-app")));
        doubtful.put("'contacts' is not a list of strings", with("contacts", text("security@app.example")));
        doubtful.put("'client_name' is not a string", with("client_name", JsonValue.TRUE));
        doubtful.put(
                "'logo_uri' is not an https URL",
                app.toBuilder().logoUri("http://app.example/logo.png").build());
        doubtful.put(
                "'policy_uri' is not an https URL",
                app.toBuilder().policyUri("/policy").build());
        doubtful.put(
                "'launch_uris' contains a URL with a wildcard",
                app.toBuilder().launchUris("https://app.example/*").build());
        doubtful.put(
                "'launch_uris' contains a URL with a fragment",
                app.toBuilder().launchUris("https://app.example/#launch").build());
        doubtful.put("'scope' contains a character", with("scope", text("a\"b")));
        doubtful.put(
                "'grant_types' contains client_credentials",
                backend().clientType(ClientType.PUBLIC).build());
        doubtful.put(
                "'response_types' must contain code",
                backend().responseTypes("code").build());
        doubtful.put("'jwks_uri' or jwks is required", backend().without("jwks").build());
        doubtful.put(
                "'jwks' contains no key", backend().jwks(json("{\"keys\":[]}")).build());
        doubtful.put(
                "'jwks' contains a key without kid", backend().jwks(json("""
                {"keys":[{"kty":"RSA","n":"AA","e":"AQAB"}]}
                """)).build());
        return doubtful;
    }

    private static ClientMetadata redirect(String uri) {
        return app(ClientType.PUBLIC).redirectUris(uri).build();
    }

    private static ClientMetadata with(String member, JsonValue value) {
        return app(ClientType.PUBLIC).member(member, value).build();
    }

    private static JsonString text(String value) {
        return SandboxJson.createValue(value);
    }

    private static JsonObject json(String text) {
        return SandboxJson.createReader(new StringReader(text)).readObject();
    }
}
