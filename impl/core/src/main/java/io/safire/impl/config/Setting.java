package io.safire.impl.config;

import org.jspecify.annotations.Nullable;

/** Every setting of a server: key below {@code safire.} or {@code safire.<name>.}, what it holds, default, example. */
public enum Setting {
    BASE_URL("base-url", "URL", null, "https://fhir.example/r4", "FHIR base URL of the server"),
    ISSUER("issuer", "URL", "base-url", "https://fhir.example/r4/", "sent as aud of the authorization request"),
    CLIENT_ID("client-id", "text", null, "growth-chart", "as registered with the authorization server"),
    CLIENT_TYPE(
            "client-type",
            "public, confidential-symmetric or confidential-asymmetric",
            "public",
            "confidential-asymmetric",
            "how the client authenticates"),
    CLIENT_SECRET("client-secret", "secret", null, "${vault.growth-chart}", "for confidential-symmetric"),
    CLIENT_SECRET_PREVIOUS(
            "client-secret.previous",
            "secret",
            null,
            "${vault.growth-chart-2025}",
            "the former client-secret, which is used while the server refuses client-secret"),
    CLIENT_SECRET_ENCODING(
            "client-secret-encoding",
            "rfc6749 or raw",
            "rfc6749",
            "raw",
            "whether id and secret are form-encoded before Basic authentication"),
    PRIVATE_KEY("private-key", "PEM or JWK", null, "-----BEGIN PRIVATE KEY-----...", "for confidential-asymmetric"),
    PRIVATE_KEY_LOCATION(
            "private-key.location",
            "file or classpath resource",
            null,
            "/run/secrets/growth-chart.pem",
            "where the private key is, in place of private-key"),
    KID("kid", "text", "kid of a JWK", "2026-01", "identifier of the private key"),
    PRIVATE_KEY_PUBLISHED_SINCE(
            "private-key.published-since",
            "instant",
            "when it was first seen",
            "2026-01-15T08:00:00Z",
            "since when the key set has had the private key, where a restart came between"),
    NEXT_KEY(
            "next-key",
            "PEM or JWK, private or public",
            null,
            "-----BEGIN PUBLIC KEY-----...",
            "published before it becomes the private key"),
    NEXT_KEY_LOCATION(
            "next-key.location",
            "file or classpath resource",
            null,
            "/run/secrets/next.pem",
            "where the next key is, in place of next-key"),
    NEXT_KID("next-kid", "text", "kid of a JWK", "2026-02", "identifier of the next key"),
    RETIRING_KEY(
            "retiring-key",
            "PEM or JWK, private or public",
            null,
            "-----BEGIN PRIVATE KEY-----...",
            "the former private key: stays published, and signs until the private key has been published long enough"),
    RETIRING_KEY_LOCATION(
            "retiring-key.location",
            "file or classpath resource",
            null,
            "/run/secrets/former.pem",
            "where the former key is, in place of retiring-key"),
    RETIRING_KID("retiring-kid", "text", "kid of a JWK", "2025-12", "identifier of the retiring key"),
    KEY_PUBLICATION_TIME(
            "key-publication-time",
            "duration up to PT720H",
            "PT30H",
            "PT2H",
            "how long a key is published before it signs in place of the retiring key; longer than servers keep the key set"),
    JWKS_URL("jwks-url", "URL", null, "https://app.example/jwks.json", "where servers find the key set; sent as jku"),
    JWKS_CACHE(
            "jwks-cache",
            "duration up to key-publication-time",
            "PT1H",
            "PT5M",
            "max-age of the key set, for how long servers may keep it"),
    ASSERTION_AUDIENCE(
            "assertion-audience", "text", "token endpoint", "https://as.example", "sent as aud of the assertion"),
    ASSERTION_LIFETIME(
            "assertion-lifetime", "duration up to PT5M", "PT5M", "PT1M", "from iat, which is 10 s ago, to exp"),
    SEND_CLIENT_ID("send-client-id", "true or false", "false", "true", "client_id beside an assertion"),
    REDIRECT_URI("redirect-uri", "URL", null, "https://app.example/callback", "as registered"),
    SCOPES(
            "scopes",
            "scopes with spaces between",
            null,
            "launch openid fhirUser patient/Patient.rs patient/Observation.rs",
            "what is asked for"),
    AUTHORIZATION_ENDPOINT(
            "authorization-endpoint", "URL", "from discovery", "https://as.example/authorize", "wins over discovery"),
    TOKEN_ENDPOINT(
            "token-endpoint",
            "URL",
            "from discovery",
            "https://as.example/token",
            "wins over discovery; with authorization-endpoint, nothing is discovered"),
    INTROSPECTION_ENDPOINT(
            "introspection-endpoint", "URL", "from discovery", "https://as.example/introspect", "wins over discovery"),
    REVOCATION_ENDPOINT(
            "revocation-endpoint", "URL", "from discovery", "https://as.example/revoke", "wins over discovery"),
    ENDPOINT_HOSTS(
            "endpoint-hosts",
            "hosts with commas between",
            null,
            "as.example, fhir.example:8443",
            "additional hosts of this server for discovered endpoints and redirects of discovery, besides the origin of"
                    + " the authorization endpoint; if the token endpoint is on another host, list both hosts"),
    AUTHORIZE_METHOD(
            "authorize-method",
            "get, post or auto",
            "auto",
            "post",
            "how the browser sends the authorization request; auto: by POST where the server claims authorize-post and"
                    + " the URL would be longer than 2,000 characters"),
    LAUNCH_LIFETIME("launch-lifetime", "duration up to PT1H", "PT10M", "PT5M", "from a launch to the answer to it"),
    FRAME_ANCESTORS(
            "frame-ancestors",
            "CSP sources with spaces between",
            "'none'",
            "https://ehr.example",
            "who may show our pages in a frame: the form of an authorization request by POST, and error pages"),
    LOGIN_ORIGINS(
            "login-origins",
            "CSP sources with spaces between",
            null,
            "https://login.example",
            "where the authorization endpoint redirects to before the redirect URI; browsers hold a form to it"),
    ID_TOKEN_ISSUER(
            "id-token-issuer",
            "URL",
            "issuer of the metadata",
            "https://as.example",
            "what iss of an ID token has to be, letter by letter; wins over discovery"),
    CALLBACK_ISSUER(
            "callback-issuer",
            "URL",
            "id-token-issuer, else issuer of the metadata",
            "https://as.example",
            "expected iss of an authorization response (RFC 9207), if it differs from the issuer of ID tokens"),
    JWKS_URI(
            "jwks-uri",
            "URL",
            "from the openid-configuration of the issuer",
            "https://as.example/jwks",
            "key set that verifies ID tokens; overrides discovery"),
    FHIR_USER_HOSTS(
            "fhir-user-hosts",
            "hosts with commas between",
            null,
            "fhir.example, r4.example:8443",
            "hosts that fhirUser may name besides that of base-url"),
    REGISTRATION_ENDPOINT(
            "registration-endpoint", "URL", "from discovery", "https://as.example/register", "wins over discovery"),
    REGISTRATION_CLIENT_ORIGIN(
            "registration-client-origin",
            "URL",
            "that of the registration endpoint",
            "https://manage.as.example",
            "where registration_client_uri may be, and the registration access token may go, as well"),
    DEFAULT_EXPIRES_IN(
            "default-expires-in",
            "duration up to PT24H",
            "PT5M",
            "PT10M",
            "life of a token whose answer has no expires_in"),
    RENEW_AHEAD(
            "renew-ahead",
            "number from 0 to 0.9",
            "0.1",
            "0.25",
            "share of its life that is left when a managed token is renewed; at least 30 s, or half of a life under a minute"),
    RENEW_JITTER(
            "renew-jitter",
            "number from 0 to 0.5",
            "0.2",
            "0.1",
            "share of that time by which the renewal is earlier or later, so that nodes do not renew at once"),
    MAX_KEPT_TOKENS(
            "max-kept-tokens",
            "number from 1",
            "10000",
            "500",
            "users of this server whose tokens the built-in store keeps; those renewed longest ago make room"),
    MAX_TOKENS_PER_ACCOUNT(
            "max-tokens-per-account",
            "number from 1",
            "100",
            "500",
            "maximum number of sign-ins of one account (issuer and subject of the ID token) at this server, in any store; a further sign-in removes the tokens of the oldest one"),
    KEPT_TOKENS_LIFETIME(
            "kept-tokens-lifetime",
            "duration up to PT8784H",
            "PT720H",
            "PT12H",
            "how long a store keeps tokens with a refresh token after they were renewed last"),
    STORE_KEY(
            "store-key",
            "secret: 32 bytes in Base64",
            "safire.store-key",
            "${vault.store}",
            "encrypts stored tokens and pending launches; required with a TokenStore or LaunchStore of the application"),
    STORE_KEY_PREVIOUS(
            "store-key.previous",
            "secret: 32 bytes in Base64",
            "safire.store-key.previous",
            "${vault.store-2025}",
            "former store-key, which still decrypts existing entries and launches"),
    METADATA_LIFETIME(
            "metadata-lifetime",
            "duration up to PT24H",
            "PT1H",
            "PT10M",
            "of a SMART configuration without Cache-Control"),
    METADATA_STALE_IF_ERROR(
            "metadata-stale-if-error",
            "duration up to PT168H, PT0S for none",
            "PT24H",
            "PT4H",
            "how long an outdated SMART configuration is used when it cannot be read again"),
    METADATA_REREAD_INTERVAL(
            "metadata-reread-interval",
            "duration up to PT24H",
            "PT1M",
            "PT10M",
            "least time between two reads that invalid_client or a lost endpoint force"),
    BRAND_BUNDLE_LIMIT(
            "brand-bundle-limit",
            "whole number of MiB, 1 to 512",
            "32",
            "100",
            "maximum size of a brand bundle, in MiB"),
    CONNECT_TIMEOUT("connect-timeout", "duration from PT0.001S to PT1H", "PT5S", "PT2S", "for a connection"),
    READ_TIMEOUT(
            "read-timeout",
            "duration from PT0.001S to PT1H",
            "PT15S",
            "PT30S",
            "for a response, and again for its body; four times for the body of a brand bundle"),
    MAX_CONCURRENT_REQUESTS(
            "max-concurrent-requests",
            "number from 1",
            "32",
            "8",
            "requests to this server at once; further ones wait for up to connect-timeout"),
    BREAKER_FAILURES(
            "breaker-failures",
            "number from 1",
            "20",
            "5",
            "calls to one address of this server that fail in a row before it is left alone"),
    BREAKER_DELAY(
            "breaker-delay", "duration up to PT1H", "PT10S", "PT1M", "how long it is left alone before one call tries"),
    READINESS(
            "readiness",
            "required, reported or off",
            "reported",
            "required",
            "for safire-health: whether the application is not ready without this server, or only tells its state"),
    TRUST_STORE_LOCATION(
            "trust-store.location",
            "file or classpath resource",
            "the runtime's",
            "/etc/ssl/hospital-ca.pem",
            "PEM certificates, or a PKCS12 or JKS key store"),
    TRUST_STORE_PASSWORD("trust-store.password", "secret", null, "${vault.trust}", "of a key store"),
    KEY_STORE_LOCATION(
            "key-store.location",
            "file or classpath resource",
            null,
            "/run/secrets/client.p12",
            "PKCS12 or JKS with the client certificate and its key, for servers that want one in the TLS handshake"),
    KEY_STORE_PASSWORD(
            "key-store.password",
            "secret",
            null,
            "${vault.client}",
            "of the key store and its key; an empty one if it is not set"),
    ALLOW_INSECURE_LOCALHOST(
            "allow-insecure-localhost",
            "true or false",
            "true where base-url is http on loopback",
            "true",
            "whether http is allowed for localhost, 127.0.0.0/8 and ::1");

    private final String key;
    private final String form;
    private final @Nullable String byDefault;
    private final String example;
    private final String purpose;

    Setting(String key, String form, @Nullable String byDefault, String example, String purpose) {
        this.key = key;
        this.form = form;
        this.byDefault = byDefault;
        this.example = example;
        this.purpose = purpose;
    }

    public String key() {
        return key;
    }

    /** The name that errors give it: the field's, with underscores. */
    public String attribute() {
        return this == JWKS_URL ? "jwks_uri" : key.replace('-', '_').replace('.', '_');
    }

    /** A row of the table in the documentation. */
    public String row() {
        return "|`" + key + "` |" + form + " |" + (byDefault == null ? "" : byDefault) + " |`" + example + "` |"
                + purpose;
    }
}
