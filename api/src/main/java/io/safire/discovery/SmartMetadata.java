package io.safire.discovery;

import static java.util.Objects.requireNonNull;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The SMART configuration of a server, published at {@code /.well-known/smart-configuration}.
 *
 * <p>The accessors return an empty result for a member that is missing or of the wrong type; {@link #conformance()}
 * reports such a member. {@link #members()} also contains members that no specification defines.
 *
 * @param baseUrl the FHIR base URL of the server. Relative URLs in the document are resolved against the base URL (RFC
 *     1808). If the base URL has no trailing slash, the resolved URL does not contain its last segment
 * @param members the complete document as received
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#metadata">SMART App Launch 2.2.0,
 *     metadata</a>
 * @since 1.0
 */
public record SmartMetadata(URI baseUrl, JsonObject members) {

    private static final List<String> SMART_ALGORITHMS = List.of("RS384", "ES384");

    public SmartMetadata {
        requireNonNull(baseUrl, "baseUrl");
        requireNonNull(members, "members");
    }

    /**
     * Returns the issuer of ID tokens.
     *
     * @return {@code issuer} exactly as the server publishes it
     */
    public Optional<String> issuer() {
        return document().string("issuer");
    }

    /**
     * Returns the URL of the server's JSON Web Key Set.
     *
     * @return {@code jwks_uri}
     */
    public Optional<URI> jwksUri() {
        return document().url("jwks_uri");
    }

    /**
     * Returns the URL of the authorization endpoint.
     *
     * @return {@code authorization_endpoint}
     */
    public Optional<URI> authorizationEndpoint() {
        return document().url("authorization_endpoint");
    }

    /**
     * Returns the URL of the token endpoint.
     *
     * @return {@code token_endpoint}
     */
    public Optional<URI> tokenEndpoint() {
        return document().url("token_endpoint");
    }

    /**
     * Returns the URL of the dynamic client registration endpoint.
     *
     * @return {@code registration_endpoint}
     */
    public Optional<URI> registrationEndpoint() {
        return document().url("registration_endpoint");
    }

    /**
     * Returns the URL of a page where users manage the access of applications.
     *
     * @return {@code management_endpoint}
     */
    public Optional<URI> managementEndpoint() {
        return document().url("management_endpoint");
    }

    /**
     * Returns the URL of the token introspection endpoint.
     *
     * @return {@code introspection_endpoint}
     */
    public Optional<URI> introspectionEndpoint() {
        return document().url("introspection_endpoint");
    }

    /**
     * Returns the URL of the token revocation endpoint.
     *
     * @return {@code revocation_endpoint}
     */
    public Optional<URI> revocationEndpoint() {
        return document().url("revocation_endpoint");
    }

    /**
     * Returns the URL at which the server ends the session of a user. SMART App Launch does not define this member, and
     * many servers publish it only in their OpenID configuration.
     *
     * @return {@code end_session_endpoint}
     * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html#OPMetadata">OpenID Connect
     *     RP-Initiated Logout 1.0, section 2.1</a>
     */
    public Optional<URI> endSessionEndpoint() {
        return document().url("end_session_endpoint");
    }

    /**
     * Returns the URL of the brand bundle.
     *
     * @return {@code user_access_brand_bundle} or, if this member is missing, {@code patientAccessBrandBundle} (the
     *     name in the drafts of SMART App Launch 2.2.0)
     */
    public Optional<URI> userAccessBrandBundle() {
        return document().url(document().published(MetadataDocument.BRAND_BUNDLE_NAMES));
    }

    /**
     * Returns the identifier of the server's primary brand in the brand bundle, as a FHIR token {@code system|value}.
     *
     * @return {@code user_access_brand_identifier} or, if this member is missing, the member that the drafts of SMART
     *     App Launch 2.2.0 define. If the server publishes an Identifier object instead of a string, the result is its
     *     JSON text
     */
    public Optional<String> userAccessBrandIdentifier() {
        return document().string(document().published(MetadataDocument.BRAND_IDENTIFIER_NAMES));
    }

    /**
     * Returns the grant types of the token endpoint.
     *
     * @return {@code grant_types_supported}
     */
    public List<String> grantTypesSupported() {
        return document().strings("grant_types_supported");
    }

    /**
     * Returns the client authentication methods of the token endpoint.
     *
     * @return {@code token_endpoint_auth_methods_supported}
     */
    public List<String> tokenEndpointAuthMethodsSupported() {
        return document().strings("token_endpoint_auth_methods_supported");
    }

    /**
     * Returns the signature algorithms that the token endpoint accepts for client assertions.
     *
     * @return {@code token_endpoint_auth_signing_alg_values_supported}
     */
    public List<String> tokenEndpointAuthSigningAlgValuesSupported() {
        return document().strings("token_endpoint_auth_signing_alg_values_supported");
    }

    /**
     * Returns the scopes that a client may request. The server may also support scopes that it does not publish.
     *
     * @return {@code scopes_supported}
     */
    public List<String> scopesSupported() {
        return document().strings("scopes_supported");
    }

    /**
     * Returns the response types of the authorization endpoint.
     *
     * @return {@code response_types_supported}
     */
    public List<String> responseTypesSupported() {
        return document().strings("response_types_supported");
    }

    /**
     * Returns the PKCE code challenge methods.
     *
     * @return {@code code_challenge_methods_supported}
     */
    public List<String> codeChallengeMethodsSupported() {
        return document().strings("code_challenge_methods_supported");
    }

    /**
     * Returns the capabilities as the server publishes them, including those that no specification defines.
     *
     * @return {@code capabilities}
     */
    public List<String> capabilities() {
        return document().strings("capabilities");
    }

    /**
     * Returns additional FHIR servers for which the access tokens of the same authorization are valid.
     *
     * @return {@code associated_endpoints}
     */
    public List<AssociatedEndpoint> associatedEndpoints() {
        return document().associatedEndpoints();
    }

    /**
     * Returns whether the server publishes a capability. This method checks only the list of capabilities.
     *
     * @param capability the capability
     * @return true if the capability is among {@link #capabilities()}
     */
    public boolean hasCapability(Capability capability) {
        return capabilities().contains(capability.value());
    }

    /**
     * Returns what the SMART configuration states about a capability.
     *
     * @param capability the capability
     * @return {@link Support#NOT_STATED} if the server publishes no {@code capabilities}
     */
    public Support support(Capability capability) {
        return SupportStatements.of(this, capability);
    }

    /**
     * Returns what the SMART configuration states about a client type. {@link #findings(ClientType)} explains the
     * result.
     *
     * @param type the client type
     * @return {@link Support#NOT_SUPPORTED} if a published list of capabilities, methods or algorithms excludes the
     *     client type; otherwise, {@link Support#NOT_STATED} if the server publishes no {@code capabilities}
     */
    public Support support(ClientType type) {
        return SupportStatements.of(this, type);
    }

    /**
     * Returns what the SMART configuration states about SMART Backend Services. This method distinguishes a server that
     * excludes Backend Services from a server that does not publish its grant types. {@link #supportsBackendServices()}
     * is false for both servers:
     *
     * <pre>{@code
     * if (metadata.backendServicesSupport() == Support.NOT_SUPPORTED) {
     *     throw new IllegalStateException("This server has no SMART Backend Services");
     * }
     * }</pre>
     *
     * @return {@link Support#NOT_SUPPORTED} if a published list excludes Backend Services; otherwise,
     *     {@link Support#NOT_STATED} if {@code grant_types_supported} or {@code capabilities} is missing
     */
    public Support backendServicesSupport() {
        return SupportStatements.ofBackendServices(this);
    }

    /**
     * Returns whether the server publishes the capability {@code launch-ehr}.
     *
     * @return true if the server publishes the capability
     */
    public boolean hasEhrLaunchCapability() {
        return hasCapability(Capability.LAUNCH_EHR);
    }

    /**
     * Returns whether the server publishes the capability {@code launch-standalone}.
     *
     * @return true if the server publishes the capability
     */
    public boolean hasStandaloneLaunchCapability() {
        return hasCapability(Capability.LAUNCH_STANDALONE);
    }

    /**
     * Returns whether the server publishes the capability {@code sso-openid-connect}.
     *
     * @return true if the server publishes the capability
     */
    public boolean hasOpenIdConnectCapability() {
        return hasCapability(Capability.SSO_OPENID_CONNECT);
    }

    /**
     * Returns whether the server supports EHR launch.
     *
     * @return true if the server publishes the capability {@code launch-ehr} and an authorization endpoint
     */
    public boolean supportsEhrLaunch() {
        return hasEhrLaunchCapability() && authorizationEndpoint().isPresent();
    }

    /**
     * Returns whether the server supports standalone launch.
     *
     * @return true if the server publishes the capability {@code launch-standalone} and an authorization endpoint
     */
    public boolean supportsStandaloneLaunch() {
        return hasStandaloneLaunchCapability() && authorizationEndpoint().isPresent();
    }

    /**
     * Returns whether the server accepts authorization requests by POST.
     *
     * @return true if the server publishes the capability {@code authorize-post}
     */
    public boolean supportsPostBasedAuthorization() {
        return hasCapability(Capability.AUTHORIZE_POST);
    }

    /**
     * Returns whether the server supports public clients.
     *
     * @return true if the server publishes the capability {@code client-public}
     */
    public boolean supportsPublicAuth() {
        return hasCapability(Capability.CLIENT_PUBLIC);
    }

    /**
     * Returns whether the server supports confidential clients with a client secret.
     *
     * <p>Use this method before you debug a rejected secret. {@link #findings(ClientType)} explains the result.
     *
     * @return true if the server publishes the capability {@code client-confidential-symmetric}, and its client
     *     authentication methods are missing or contain {@code client_secret_basic} or {@code client_secret_post}
     */
    public boolean supportsSymmetricAuth() {
        return hasCapability(Capability.CLIENT_CONFIDENTIAL_SYMMETRIC)
                && supportsAnyMethod(ClientTypeFindings.methods(ClientType.CONFIDENTIAL_SYMMETRIC));
    }

    /**
     * Returns whether the server supports confidential clients with a private key.
     *
     * <p>Use this method before you debug a rejected assertion. {@link #findings(ClientType)} explains the result.
     *
     * @return true if the server publishes the capability {@code client-confidential-asymmetric}, and its lists of
     *     methods and algorithms do not exclude {@code private_key_jwt} with RS384 or ES384
     */
    public boolean supportsAsymmetricAuth() {
        return hasCapability(Capability.CLIENT_CONFIDENTIAL_ASYMMETRIC)
                && supportsAnyMethod(ClientTypeFindings.methods(ClientType.CONFIDENTIAL_ASYMMETRIC))
                && !asymmetricSigningAlgorithmsSupported().isEmpty();
    }

    /**
     * Returns the signature algorithms that both SMART App Launch and the server support for client assertions.
     *
     * @return RS384, ES384 or both, depending on the algorithms that the server publishes; both if the server publishes
     *     no algorithms
     */
    public List<String> asymmetricSigningAlgorithmsSupported() {
        List<String> advertised = tokenEndpointAuthSigningAlgValuesSupported();
        return advertised.isEmpty()
                ? SMART_ALGORITHMS
                : SMART_ALGORITHMS.stream().filter(advertised::contains).toList();
    }

    /**
     * Returns whether the server supports SMART Backend Services. If the result is false,
     * {@link #backendServicesSupport()} distinguishes the possible reasons.
     *
     * @return true if the server publishes the grant type {@code client_credentials} and supports clients with a
     *     private key
     */
    public boolean supportsBackendServices() {
        return backendServicesSupport() == Support.SUPPORTED;
    }

    /**
     * Returns whether the server supports dynamic client registration (RFC 7591).
     *
     * @return true if the server publishes a registration endpoint
     */
    public boolean supportsDynamicRegistration() {
        return registrationEndpoint().isPresent();
    }

    /**
     * Returns whether the server supports OpenID Connect.
     *
     * @return true if the server publishes the capability {@code sso-openid-connect}, its issuer and the URL of its
     *     JWKS
     */
    public boolean supportsOpenIdConnect() {
        return hasOpenIdConnectCapability() && issuer().isPresent() && jwksUri().isPresent();
    }

    /**
     * Checks whether the server supports a client type, before a request or after the server rejected a credential.
     *
     * <pre>{@code
     * SmartMetadata metadata = epic.metadata();
     * if (!metadata.supportsSymmetricAuth()) {
     *     metadata.findings(ClientType.CONFIDENTIAL_SYMMETRIC).forEach(finding -> log(finding.message()));
     * }
     * }</pre>
     *
     * @param type the client type of the application
     * @return the reasons why the server might not support the client type. If the server publishes the capability but
     *     no client authentication methods, the list contains a finding of severity
     *     {@link io.safire.diagnosis.Severity#INFO}
     */
    public List<Finding> findings(ClientType type) {
        return ClientTypeFindings.of(this, type);
    }

    /**
     * Checks the document against the rules of SMART App Launch 2.2.0. This method also reports a published client type
     * that the published client authentication methods or algorithms exclude.
     *
     * @return the violations, or an empty list
     */
    public List<Finding> conformance() {
        return MetadataConformance.of(this);
    }

    boolean supportsAnyMethod(List<String> methods) {
        List<String> advertised = tokenEndpointAuthMethodsSupported();
        return methods.isEmpty() || advertised.isEmpty() || methods.stream().anyMatch(advertised::contains);
    }

    private MetadataDocument document() {
        return new MetadataDocument(baseUrl, members);
    }
}
