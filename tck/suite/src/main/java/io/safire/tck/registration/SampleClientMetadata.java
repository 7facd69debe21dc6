package io.safire.tck.registration;

import io.safire.authentication.ClientType;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientMetadataBuilder;
import io.safire.sandbox.control.SandboxJson;
import io.safire.tck.support.TckArchive;
import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** Returns examples of invalid metadata, keyed by a fragment of the expected message. */
    public static Map<String, ClientMetadata> invalid() {
        Map<String, ClientMetadata> wrong = new LinkedHashMap<>();
        ClientMetadata app = app(ClientType.PUBLIC).build();
        wrong.put(
                "redirect_uris: it is required", app.toBuilder().redirectUris().build());
        wrong.put("redirect_uris: it contains a URI that is not https", redirect("http://app.example/callback"));
        wrong.put("redirect_uris: it contains a value that is not an absolute URI", redirect("/callback"));
        wrong.put("redirect_uris: it contains a URI with a wildcard", redirect("https://app.example/*"));
        wrong.put("redirect_uris: it contains a URI with a fragment", redirect("https://app.example/#callback"));
        wrong.put(
                "redirect_uris: it contains a URI with a scheme that is not allowed", redirect("javascript:alert(1)"));
        wrong.put(
                "redirect_uris: it is not a list",
                app.toBuilder()
                        .member("redirect_uris", SandboxJson.createValue("https://app.example"))
                        .build());
        wrong.put(
                "launch_uris: it contains a URL with a wildcard",
                app.toBuilder().launchUris("https://app.example/*").build());
        wrong.put(
                "launch_uris: it contains a URL with a fragment",
                app.toBuilder().launchUris("https://app.example/#launch").build());
        wrong.put(
                "jwks: it is present together with jwks_uri",
                backend().member("jwks_uri", jwksUrl()).build());
        wrong.put(
                "jwks: it contains private key members",
                backend().jwks(json("""
                {"keys":[{"kty":"EC","kid":"ec-1","crv":"P-384","x":"AA","y":"AA","d":"leaked-value"}]}
                """)).build());
        wrong.put(
                "jwks: it contains a key without kid", backend().jwks(json("""
                {"keys":[{"kty":"RSA","n":"AA","e":"AQAB"}]}
                """)).build());
        wrong.put(
                "jwks: it is not a JWKS", backend().jwks(json("{\"keys\":[]}")).build());
        wrong.put(
                "jwks_uri: it is not https",
                backend().jwksUri("http://app.example/jwks.json").build());
        wrong.put(
                "jwks_uri: it is not an absolute URL",
                backend().jwksUri("jwks.json").build());
        wrong.put("jwks_uri: it or jwks is required", backend().without("jwks").build());
        wrong.put(
                "logo_uri: it is not https",
                app.toBuilder().logoUri("http://app.example/logo.png").build());
        wrong.put(
                "grant_types: it contains client_credentials",
                backend().clientType(ClientType.PUBLIC).build());
        wrong.put(
                "response_types: it must contain code",
                backend().responseTypes("code").build());
        wrong.put(
                "scope: it contains a character",
                app.toBuilder().member("scope", SandboxJson.createValue("a\"b")).build());
        wrong.put(
                "client_secret: it is assigned by the server",
                app.toBuilder().member("client_secret", jwksUrl()).build());
        return wrong;
    }

    private static ClientMetadata redirect(String uri) {
        return app(ClientType.PUBLIC).redirectUris(uri).build();
    }

    private static JsonString jwksUrl() {
        return SandboxJson.createValue("https://app.example/jwks.json");
    }

    private static JsonObject json(String text) {
        return SandboxJson.createReader(new StringReader(text)).readObject();
    }
}
