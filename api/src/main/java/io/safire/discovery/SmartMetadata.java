package io.safire.discovery;

import static java.util.Objects.requireNonNull;

import io.safire.Finding;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a server says of itself in {@code /.well-known/smart-configuration}.
 *
 * <p>A member that is missing or has a wrong type reads as empty; {@link #conformance()} tells which. Unknown members are
 * kept in {@link #members()}.
 *
 * @param baseUrl the FHIR base URL that the document was read for; relative addresses in it are resolved against it
 * @param members the whole document as it came
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#metadata">SMART App Launch 2.2.0,
 *     metadata</a>
 */
public record SmartMetadata(URI baseUrl, JsonObject members) {

    private static final List<String> SMART_ALGORITHMS = List.of("RS384", "ES384");

    /** Checks that both parts are there. */
    public SmartMetadata {
        requireNonNull(baseUrl, "baseUrl");
        requireNonNull(members, "members");
    }

    /**
     * The issuer of ID tokens.
     *
     * @return {@code issuer} exactly as the server writes it
     */
    public Optional<String> issuer() {
        return document().text("issuer");
    }

    /**
     * Where the server's public keys are.
     *
     * @return {@code jwks_uri}
     */
    public Optional<URI> jwksUri() {
        return document().address("jwks_uri");
    }

    /**
     * Where the browser is sent for an authorization code.
     *
     * @return {@code authorization_endpoint}
     */
    public Optional<URI> authorizationEndpoint() {
        return document().address("authorization_endpoint");
    }

    /**
     * Where codes and assertions are traded for tokens.
     *
     * @return {@code token_endpoint}
     */
    public Optional<URI> tokenEndpoint() {
        return document().address("token_endpoint");
    }

    /**
     * Where clients register themselves.
     *
     * @return {@code registration_endpoint}
     */
    public Optional<URI> registrationEndpoint() {
        return document().address("registration_endpoint");
    }

    /**
     * Where users manage what they have granted.
     *
     * @return {@code management_endpoint}
     */
    public Optional<URI> managementEndpoint() {
        return document().address("management_endpoint");
    }

    /**
     * Where tokens are looked up.
     *
     * @return {@code introspection_endpoint}
     */
    public Optional<URI> introspectionEndpoint() {
        return document().address("introspection_endpoint");
    }

    /**
     * Where tokens are revoked.
     *
     * @return {@code revocation_endpoint}
     */
    public Optional<URI> revocationEndpoint() {
        return document().address("revocation_endpoint");
    }

    /**
     * Where the brand of this server is described.
     *
     * @return {@code user_access_brand_bundle}
     */
    public Optional<URI> userAccessBrandBundle() {
        return document().address("user_access_brand_bundle");
    }

    /**
     * Which brand in the bundle is this server's, as FHIR token {@code system|value}.
     *
     * @return {@code user_access_brand_identifier}, printed as JSON when the server sends an Identifier object
     */
    public Optional<String> userAccessBrandIdentifier() {
        return document().text("user_access_brand_identifier");
    }

    /**
     * The grant types.
     *
     * @return {@code grant_types_supported}
     */
    public List<String> grantTypesSupported() {
        return document().texts("grant_types_supported");
    }

    /**
     * The client authentication methods of the token endpoint.
     *
     * @return {@code token_endpoint_auth_methods_supported}
     */
    public List<String> tokenEndpointAuthMethodsSupported() {
        return document().texts("token_endpoint_auth_methods_supported");
    }

    /**
     * The algorithms that the token endpoint takes on a client assertion.
     *
     * @return {@code token_endpoint_auth_signing_alg_values_supported}
     */
    public List<String> tokenEndpointAuthSigningAlgValuesSupported() {
        return document().texts("token_endpoint_auth_signing_alg_values_supported");
    }

    /**
     * The scopes that a client may ask for; a server may support more.
     *
     * @return {@code scopes_supported}
     */
    public List<String> scopesSupported() {
        return document().texts("scopes_supported");
    }

    /**
     * The response types.
     *
     * @return {@code response_types_supported}
     */
    public List<String> responseTypesSupported() {
        return document().texts("response_types_supported");
    }

    /**
     * The PKCE methods.
     *
     * @return {@code code_challenge_methods_supported}
     */
    public List<String> codeChallengeMethodsSupported() {
        return document().texts("code_challenge_methods_supported");
    }

    /**
     * The capabilities as the server writes them, also those that no specification names.
     *
     * @return {@code capabilities}
     */
    public List<String> capabilities() {
        return document().texts("capabilities");
    }

    /**
     * Further FHIR servers that the same authorization covers.
     *
     * @return {@code associated_endpoints}
     */
    public List<AssociatedEndpoint> associatedEndpoints() {
        return document().associatedEndpoints();
    }

    /**
     * Whether a capability is claimed, nothing more.
     *
     * @param capability the capability
     * @return true if it is listed
     */
    public boolean claims(Capability capability) {
        return capabilities().contains(capability.value());
    }

    /**
     * Whether {@code launch-ehr} is claimed.
     *
     * @return true if the flag is there
     */
    public boolean hasEhrLaunchCapability() {
        return claims(Capability.LAUNCH_EHR);
    }

    /**
     * Whether {@code launch-standalone} is claimed.
     *
     * @return true if the flag is there
     */
    public boolean hasStandaloneLaunchCapability() {
        return claims(Capability.LAUNCH_STANDALONE);
    }

    /**
     * Whether {@code sso-openid-connect} is claimed.
     *
     * @return true if the flag is there
     */
    public boolean hasOpenIdConnectCapability() {
        return claims(Capability.SSO_OPENID_CONNECT);
    }

    /**
     * Whether the EHR can start an application.
     *
     * @return true if the capability and the authorization endpoint are there
     */
    public boolean supportsEhrLaunch() {
        return hasEhrLaunchCapability() && authorizationEndpoint().isPresent();
    }

    /**
     * Whether an application can start by itself.
     *
     * @return true if the capability and the authorization endpoint are there
     */
    public boolean supportsStandaloneLaunch() {
        return hasStandaloneLaunchCapability() && authorizationEndpoint().isPresent();
    }

    /**
     * Whether the server takes posted authorization requests.
     *
     * @return true if the capability is there
     */
    public boolean supportsPostBasedAuthorization() {
        return claims(Capability.AUTHORIZE_POST);
    }

    /**
     * Whether the server takes public clients.
     *
     * @return true if the capability is there
     */
    public boolean supportsPublicAuth() {
        return claims(Capability.CLIENT_PUBLIC);
    }

    /**
     * Whether the server takes clients with a secret.
     *
     * @return true if the capability is there and {@code client_secret_basic} is advertised, or no method is
     */
    public boolean supportsSymmetricAuth() {
        return claims(Capability.CLIENT_CONFIDENTIAL_SYMMETRIC) && takes("client_secret_basic");
    }

    /**
     * Whether the server takes clients with a key.
     *
     * @return true if the capability is there, {@code private_key_jwt} is advertised, or no method is, and RS384 or ES384
     *     can be used
     */
    public boolean supportsAsymmetricAuth() {
        return claims(Capability.CLIENT_CONFIDENTIAL_ASYMMETRIC)
                && takes("private_key_jwt")
                && !asymmetricSigningAlgorithmsSupported().isEmpty();
    }

    /**
     * The algorithms for a client assertion that both SMART and the server know.
     *
     * @return RS384 and ES384 as far as advertised; both if none is advertised
     */
    public List<String> asymmetricSigningAlgorithmsSupported() {
        List<String> advertised = tokenEndpointAuthSigningAlgValuesSupported();
        return advertised.isEmpty()
                ? SMART_ALGORITHMS
                : SMART_ALGORITHMS.stream().filter(advertised::contains).toList();
    }

    /**
     * Whether the server grants tokens to an application itself.
     *
     * @return true if the grant {@code client_credentials} is listed and clients with a key are taken
     */
    public boolean supportsBackendServices() {
        return grantTypesSupported().contains("client_credentials") && supportsAsymmetricAuth();
    }

    /**
     * Whether clients can register themselves.
     *
     * @return true if there is a registration endpoint
     */
    public boolean supportsDynamicRegistration() {
        return registrationEndpoint().isPresent();
    }

    /**
     * Whether the user's identity can be had.
     *
     * @return true if the capability, the issuer and the keys are there
     */
    public boolean supportsOpenIdConnect() {
        return hasOpenIdConnectCapability() && issuer().isPresent() && jwksUri().isPresent();
    }

    /**
     * Compares the document with what SMART App Launch 2.2.0 requires of it.
     *
     * @return what is wrong; empty if nothing
     */
    public List<Finding> conformance() {
        return MetadataConformance.of(this);
    }

    private boolean takes(String method) {
        List<String> advertised = tokenEndpointAuthMethodsSupported();
        return advertised.isEmpty() || advertised.contains(method);
    }

    private MetadataDocument document() {
        return new MetadataDocument(baseUrl, members);
    }
}
