package io.safire.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a server, which are keys below {@code safire.} or {@code safire.<name>.}. The table in
 * {@code docs/settings.adoc} is generated from the constants.
 */
public enum Setting {
    BASE_URL(
            "base-url", "URL", null, "https://fhir.example/r4", "FHIR base URL of the server, without query; required"),
    AUTHORIZATION_AUDIENCE(
            "authorization-audience",
            "URL",
            "iss of the EHR launch, or base-url",
            "https://fhir.example/r4/",
            "`aud` parameter of authorization requests; also accepted as `iss` of an EHR launch"),
    CLIENT_ID(
            "client-id",
            "text",
            null,
            "growth-chart",
            "`client_id` from the registration with the authorization server"),
    CLIENT_TYPE(
            "client-type",
            "public, confidential-symmetric or confidential-asymmetric",
            "public",
            "confidential-asymmetric",
            "client type, which determines the client authentication method: none, `client_secret_basic` or"
                    + " `private_key_jwt`; see also client-authentication-method"),
    CLIENT_AUTHENTICATION_METHOD(
            "client-authentication-method",
            "client_secret_basic, client_secret_post or private_key_jwt",
            "that of client-type, or client_secret_post if the server offers only this method for a secret",
            "client_secret_post",
            "client authentication method; must match client-type. client_secret_post sends the secret as a form"
                    + " parameter"),
    CLIENT_SECRET(
            "client-secret",
            "secret",
            null,
            "${vault.growth-chart}",
            "client secret of a confidential-symmetric client"),
    CLIENT_SECRET_PREVIOUS(
            "client-secret.previous",
            "secret",
            null,
            "${vault.growth-chart-2025}",
            "former client secret, which Safire uses while the server rejects client-secret"),
    CLIENT_SECRET_ENCODING(
            "client-secret-encoding",
            "rfc6749 or raw",
            "rfc6749",
            "raw",
            "encoding of `client_id` and secret for HTTP Basic authentication: rfc6749 form-encodes both (RFC 6749,"
                    + " section 2.3.1), raw does not"),
    PRIVATE_KEY(
            "private-key",
            "PEM or JWK",
            null,
            "-----BEGIN PRIVATE KEY-----...",
            "private key of a confidential-asymmetric client: EC on P-384, or RSA of 2,048 bits or more"),
    PRIVATE_KEY_LOCATION(
            "private-key.location",
            "file or classpath resource",
            null,
            "/run/secrets/growth-chart.pem",
            "location of the private key; alternative to private-key"),
    KID("kid", "text", "kid of a JWK", "2026-01", "`kid` of the private key"),
    PRIVATE_KEY_PUBLISHED_SINCE(
            "private-key.published-since",
            "instant",
            "when the application first read the key",
            "2026-01-15T08:00:00Z",
            "time at which the public key of private-key was first published in the key set, for keys that"
                    + " were published before the application started"),
    NEXT_KEY(
            "next-key",
            "PEM or JWK, private or public",
            null,
            "-----BEGIN PUBLIC KEY-----...",
            "future private key, or its public part, which the key set contains in advance"),
    NEXT_KEY_LOCATION(
            "next-key.location",
            "file or classpath resource",
            null,
            "/run/secrets/next.pem",
            "location of the next key; alternative to next-key"),
    NEXT_KID("next-kid", "text", "kid of a JWK", "2026-02", "`kid` of the next key"),
    RETIRING_KEY(
            "retiring-key",
            "PEM or JWK, private or public",
            null,
            "-----BEGIN PRIVATE KEY-----...",
            "former private key: it stays in the key set, and is used for signing until the key in private-key has been"
                    + " published for key-publication-time. A public key stays in the key set and is not used for signing"),
    RETIRING_KEY_LOCATION(
            "retiring-key.location",
            "file or classpath resource",
            null,
            "/run/secrets/former.pem",
            "location of the retiring key; alternative to retiring-key"),
    RETIRING_KID("retiring-kid", "text", "kid of a JWK", "2025-12", "`kid` of the retiring key"),
    KEY_PUBLICATION_TIME(
            "key-publication-time",
            "duration, at most PT720H",
            "PT30H",
            "PT2H",
            "minimum time for which a key is published before it signs instead of the retiring key; must exceed the"
                    + " time for which servers cache the key set"),
    JWKS_URL(
            "jwks-url",
            "URL",
            null,
            "https://app.example/jwks.json",
            "URL at which servers read the key set of the client; sent in the `jku` header of client assertions"),
    JWKS_CACHE(
            "jwks-cache",
            "duration, at most key-publication-time",
            "PT1H",
            "PT5M",
            "`max-age` of the key set: how long servers may cache it"),
    ASSERTION_AUDIENCE(
            "assertion-audience", "text", "token endpoint", "https://as.example", "`aud` of client assertions"),
    ASSERTION_LIFETIME(
            "assertion-lifetime",
            "duration, at most PT5M",
            "PT5M",
            "PT1M",
            "lifetime of client assertions, from `iat` (10 s before the current time) to `exp`"),
    SEND_CLIENT_ID(
            "send-client-id",
            "true or false",
            "false",
            "true",
            "`client_id` parameter beside a client assertion, for servers that require both"),
    REDIRECT_URI(
            "redirect-uri",
            "URL",
            null,
            "https://app.example/callback",
            "redirect URI from the registration with the authorization server"),
    SCOPES(
            "scopes",
            "space-separated scopes",
            null,
            "launch openid fhirUser patient/Patient.rs patient/Observation.rs",
            "scopes that authorization requests and backend services request"),
    AUTHORIZATION_ENDPOINT(
            "authorization-endpoint",
            "URL",
            "from discovery",
            "https://as.example/authorize",
            "authorization endpoint; overrides discovery"),
    TOKEN_ENDPOINT(
            "token-endpoint",
            "URL",
            "from discovery",
            "https://as.example/token",
            "token endpoint; overrides discovery. If authorization-endpoint is also set, neither endpoint requires"
                    + " discovery"),
    INTROSPECTION_ENDPOINT(
            "introspection-endpoint",
            "URL",
            "from discovery",
            "https://as.example/introspect",
            "introspection endpoint (RFC 7662); overrides discovery"),
    REVOCATION_ENDPOINT(
            "revocation-endpoint",
            "URL",
            "from discovery",
            "https://as.example/revoke",
            "revocation endpoint (RFC 7009); overrides discovery"),
    ENDPOINT_HOSTS(
            "endpoint-hosts",
            "comma-separated hosts",
            null,
            "as.example, fhir.example:8443",
            "additional hosts of this server for discovered endpoints and redirects of discovery, besides the origin"
                    + " of the authorization endpoint; if the token endpoint is on another host, list both hosts"),
    AUTHORIZE_METHOD(
            "authorize-method",
            "get, post or auto",
            "auto",
            "post",
            "HTTP method with which the browser sends the authorization request; auto selects POST if the server"
                    + " supports authorize-post and the URL would exceed 2,000 characters"),
    LAUNCH_LIFETIME(
            "launch-lifetime",
            "duration, at most PT1H",
            "PT10M",
            "PT5M",
            "maximum time between the start of a launch and the authorization response"),
    FRAME_ANCESTORS(
            "frame-ancestors",
            "space-separated CSP sources",
            "'none'",
            "https://ehr.example",
            "sites that may show the pages of Safire in a frame (error pages, and the form that sends an"
                    + " authorization request by POST)"),
    LOGIN_ORIGINS(
            "login-origins",
            "space-separated CSP sources",
            null,
            "https://login.example",
            "origins through which the authorization endpoint redirects the browser on the way to the redirect URI; added to `form-action` of the page that sends an authorization request by POST"),
    ISSUER(
            "issuer",
            "URL",
            "issuer in the SMART configuration",
            "https://as.example",
            "required `iss` of ID tokens, compared exactly; overrides discovery"),
    CALLBACK_ISSUER(
            "callback-issuer",
            "URL",
            "issuer, or issuer in the SMART configuration",
            "https://as.example",
            "required `iss` of authorization responses (RFC 9207), if it differs from the issuer of ID tokens"),
    JWKS_URI(
            "jwks-uri",
            "URL",
            "from the OpenID configuration of the issuer",
            "https://as.example/jwks",
            "URL of the key set that verifies ID tokens; overrides discovery"),
    FHIR_USER_HOSTS(
            "fhir-user-hosts",
            "comma-separated hosts",
            null,
            "fhir.example, r4.example:8443",
            "additional hosts that the claim `fhirUser` may name, besides the host of base-url"),
    REGISTRATION_ENDPOINT(
            "registration-endpoint",
            "URL",
            "from discovery",
            "https://as.example/register",
            "registration endpoint (RFC 7591); overrides discovery"),
    REGISTRATION_CLIENT_ORIGIN(
            "registration-client-origin",
            "URL",
            "",
            "https://manage.as.example",
            "additional origin that `registration_client_uri` may have, besides the origin of the registration"
                    + " endpoint; Safire also sends the registration access token there"),
    DEFAULT_EXPIRES_IN(
            "default-expires-in",
            "duration, at most PT24H",
            "PT5M",
            "PT10M",
            "assumed lifetime of an access token if the token response has no `expires_in`"),
    REFRESH_AHEAD(
            "refresh-ahead",
            "number from 0 to 0.9",
            "0.1",
            "0.25",
            "share of the lifetime that remains when Safire refreshes a managed token; at least 30 s, or half of a"
                    + " lifetime below one minute"),
    REFRESH_JITTER(
            "refresh-jitter",
            "number from 0 to 0.5",
            "0.2",
            "0.1",
            "random variation of the time in refresh-ahead, as a fraction of it, so that the nodes do not all refresh at the same time"),
    MAX_USER_TOKENS(
            "max-user-tokens",
            "integer, at least 1",
            "10000",
            "500",
            "maximum number of users of this server in the built-in token store; a further user replaces the one"
                    + " whose tokens were refreshed least recently"),
    MAX_TOKENS_PER_ACCOUNT(
            "max-tokens-per-account",
            "integer, at least 1",
            "100",
            "500",
            "maximum number of sign-ins of one account (issuer and subject of the ID token) at this server, in any"
                    + " store; a further sign-in removes the tokens of the oldest one"),
    USER_TOKENS_LIFETIME(
            "user-tokens-lifetime",
            "duration, at most PT8784H",
            "PT720H",
            "PT12H",
            "time for which a store keeps the tokens of a user after the last refresh, if they include a"
                    + " refresh token"),
    STORE_KEY(
            "store-key",
            "secret: 32 bytes in Base64",
            "safire.store-key",
            "${vault.store}",
            "key that encrypts stored tokens and pending launches; required if the application provides a"
                    + " TokenStore or LaunchStore"),
    STORE_KEY_PREVIOUS(
            "store-key.previous",
            "secret: 32 bytes in Base64",
            "safire.store-key.previous",
            "${vault.store-2025}",
            "former store-key, which still decrypts existing entries and launches"),
    METADATA_LIFETIME(
            "metadata-lifetime",
            "duration, at most PT24H",
            "PT1H",
            "PT10M",
            "cache lifetime of a SMART configuration without Cache-Control"),
    METADATA_STALE_IF_ERROR(
            "metadata-stale-if-error",
            "duration, at most PT168H; PT0S for none",
            "PT24H",
            "PT4H",
            "time for which Safire uses an expired SMART configuration that cannot be read again"),
    METADATA_REREAD_INTERVAL(
            "metadata-refresh-interval",
            "duration, at most PT24H",
            "PT1M",
            "PT10M",
            "minimum interval between two reads of the SMART configuration that `invalid_client` or a missing"
                    + " endpoint causes"),
    BRAND_BUNDLE_LIMIT(
            "brand-bundle-limit", "integer from 1 to 512", "32", "100", "maximum size of a brand bundle, in MiB"),
    CONNECT_TIMEOUT(
            "connect-timeout",
            "duration from PT0.001S to PT1H",
            "PT5S",
            "PT2S",
            "maximum time to establish a connection"),
    READ_TIMEOUT(
            "read-timeout",
            "duration from PT0.001S to PT1H",
            "PT15S",
            "PT30S",
            "maximum time to wait for a response, and separately for its body; for the body of a brand bundle, four times as long"),
    MAX_CONCURRENT_REQUESTS(
            "max-concurrent-requests",
            "integer, at least 1",
            "32",
            "8",
            "maximum number of concurrent requests to this server; further requests wait for up to connect-timeout"),
    BREAKER_FAILURES(
            "circuit-breaker.failures",
            "integer, at least 1",
            "20",
            "5",
            "number of consecutive failed calls to one address of this server that opens the circuit breaker"),
    BREAKER_DELAY(
            "circuit-breaker.delay",
            "duration, at most PT1H",
            "PT10S",
            "PT1M",
            "time for which the circuit breaker stays open before one call probes the address"),
    READINESS(
            "readiness",
            "required, reported or off",
            "reported",
            "required",
            "effect of this server on the readiness check of safire-health: required makes the application not ready"
                    + " while this server is down, reported only shows its state, off omits it"),
    TRUST_STORE_LOCATION(
            "trust-store.location",
            "file or classpath resource",
            "trust store of the runtime",
            "/etc/ssl/hospital-ca.pem",
            "certificates that the client trusts: PEM certificates, or a PKCS12 or JKS key store"),
    TRUST_STORE_PASSWORD("trust-store.password", "secret", null, "${vault.trust}", "password of the trust store"),
    KEY_STORE_LOCATION(
            "key-store.location",
            "file or classpath resource",
            null,
            "/run/secrets/client.p12",
            "PKCS12 or JKS key store with the client certificate and its private key, for servers that require one in"
                    + " the TLS handshake"),
    KEY_STORE_PASSWORD(
            "key-store.password",
            "secret",
            null,
            "${vault.client}",
            "password of the key store and of its private key; empty if it is not set"),
    ALLOW_INSECURE_LOCALHOST(
            "allow-insecure-localhost",
            "true or false",
            "true if base-url is http on loopback, otherwise false",
            "true",
            "permission to use http for localhost, 127.0.0.0/8 and ::1");

    private final String key;
    private final String type;
    private final @Nullable String defaultValue;
    private final String example;
    private final String description;

    Setting(String key, String type, @Nullable String defaultValue, String example, String description) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
        this.example = example;
        this.description = description;
    }

    public String key() {
        return key;
    }

    /** Returns the name of the setting in errors: the key with underscores, or the registered parameter name. */
    public String attribute() {
        return this == JWKS_URL ? "jwks_uri" : key.replace('-', '_').replace('.', '_');
    }

    /** Returns the row of the table in the documentation. */
    public String tableRow() {
        return "|`" + key + "` |" + type + " |" + (defaultValue == null ? "" : defaultValue) + " |`" + example + "` |"
                + description;
    }
}
