package io.safire.internal.config;

import static io.safire.internal.config.Setting.*;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;

/** A section of {@code docs/settings.adoc}. The sections are in the order in which a new user needs them. */
enum SettingGroup {
    CLIENT(
            "Server and client",
            "A launch requires `base-url`, `client-id`, `scopes` and `redirect-uri`. A backend"
                    + " service requires `base-url`, `client-id`, `scopes`, and a key with its `kid`.",
            BASE_URL,
            PROFILE,
            CLIENT_ID,
            CLIENT_TYPE,
            SCOPES,
            REDIRECT_URI,
            POST_LOGOUT_REDIRECT_URI),
    SECRET(
            "Client authentication with a secret",
            "For `client-type=confidential-symmetric`. xref:guides/keys.adoc[Secrets and keys] describes rotation.",
            CLIENT_AUTHENTICATION_METHOD,
            CLIENT_SECRET,
            CLIENT_SECRET_PREVIOUS,
            CLIENT_SECRET_ENCODING),
    KEY(
            "Client authentication with a private key",
            "For `client-type=confidential-asymmetric` and for backend services. xref:guides/keys.adoc#_formats_of_keys[Formats of keys] lists the"
                    + " formats of the private key.",
            PRIVATE_KEY,
            PRIVATE_KEY_LOCATION,
            PRIVATE_KEY_PASSWORD,
            PRIVATE_KEY_ALIAS,
            KID,
            ASSERTION_AUDIENCE,
            ASSERTION_ALGORITHM,
            ASSERTION_LIFETIME,
            SEND_CLIENT_ID,
            SEND_X5T),
    KEY_ROTATION(
            "Publication and rotation of keys",
            "xref:guides/keys.adoc#_publish_and_rotate_keys[Publish and rotate keys] describes the steps.",
            JWKS_URL,
            JWKS_CACHE,
            NEXT_KEY,
            NEXT_KEY_LOCATION,
            NEXT_KEY_PASSWORD,
            NEXT_KEY_ALIAS,
            NEXT_KID,
            RETIRING_KEY,
            RETIRING_KEY_LOCATION,
            RETIRING_KEY_PASSWORD,
            RETIRING_KEY_ALIAS,
            RETIRING_KID,
            KEY_PUBLICATION_TIME,
            PRIVATE_KEY_PUBLISHED_SINCE),
    LAUNCH(
            "Launch",
            "See xref:guides/endpoints.adoc[Launch endpoints] and xref:guides/launch.adoc[Launches].",
            AUTHORIZATION_AUDIENCE,
            LAUNCH_LIFETIME,
            AUTHORIZE_METHOD,
            FRAME_ANCESTORS,
            LOGIN_ORIGINS,
            DEVELOPMENT),
    IDENTITY(
            "Identity of the user",
            "See xref:guides/user-identity.adoc[].",
            ISSUER,
            CALLBACK_ISSUER,
            JWKS_URI,
            FHIR_USER_HOSTS,
            ID_TOKEN_AUDIENCES,
            NONCE),
    REFRESH(
            "Cached tokens and refresh",
            "For the tokens of the application itself and of its users. See"
                    + " xref:guides/backend-services.adoc#_managed_tokens[Managed tokens].",
            DEFAULT_EXPIRES_IN,
            REFRESH_AHEAD,
            REFRESH_JITTER),
    USER_TOKENS(
            "User tokens and stores",
            "See xref:guides/user-tokens.adoc[] and xref:guides/stores.adoc[].",
            STORE_KEY,
            STORE_KEY_PREVIOUS,
            USER_TOKENS_LIFETIME,
            MAX_USER_TOKENS,
            MAX_TOKENS_PER_ACCOUNT),
    ENDPOINTS(
            "Endpoints and metadata",
            "Safire finds the endpoints through the SMART configuration of the server. See"
                    + " xref:guides/server-metadata.adoc[].",
            AUTHORIZATION_ENDPOINT,
            TOKEN_ENDPOINT,
            INTROSPECTION_ENDPOINT,
            REVOCATION_ENDPOINT,
            END_SESSION_ENDPOINT,
            ENDPOINT_HOSTS,
            METADATA_LIFETIME,
            METADATA_STALE_IF_ERROR,
            METADATA_REFRESH_INTERVAL,
            CAPABILITY_STATEMENT_FALLBACK),
    RESOURCES("FHIR requests", "See xref:guides/fhir-requests.adoc[].", FURTHER_RESOURCE_URLS, ACCEPT_TOKENS_OF),
    RESILIENCE(
            "Timeouts, retries and circuit breaker",
            "The number of retries is a setting of MicroProfile Fault Tolerance. See xref:guides/resilience.adoc[].",
            CONNECT_TIMEOUT,
            READ_TIMEOUT,
            USER_AGENT,
            MAX_CONCURRENT_REQUESTS,
            BREAKER_FAILURES,
            BREAKER_DELAY),
    TLS(
            "TLS",
            "See xref:guides/tls.adoc[].",
            TRUST_STORE_LOCATION,
            TRUST_STORE_PASSWORD,
            KEY_STORE_LOCATION,
            KEY_STORE_PASSWORD,
            ALLOW_INSECURE_LOCALHOST),
    PROXIES(
            "Proxies and gateways",
            "See xref:guides/proxies.adoc[].",
            PROXY_HOST,
            PROXY_PORT,
            PROXY_USER,
            PROXY_PASSWORD,
            PROXY_EXCEPTIONS,
            HEADERS),
    PARAMETERS(
            "Additional parameters",
            "See xref:guides/launch.adoc#_additional_parameters[Additional parameters].",
            AUTHORIZATION_PARAMETERS,
            TOKEN_PARAMETERS),
    REGISTRATION(
            "Dynamic client registration",
            "See xref:guides/registration.adoc[].",
            REGISTRATION_ENDPOINT,
            REGISTRATION_CLIENT_ORIGIN),
    BRANDS("Brands", "See xref:guides/brands.adoc[].", BRAND_BUNDLE_LIMIT),
    HEALTH("Health", "See xref:guides/observability.adoc#_health[Health].", READINESS);

    static final String TABLE_HEAD = "[cols=\"2,2,2,3,4\"]\n|===\n|Key |Type |Default |Example |Description\n\n";
    static final String TABLE_END = "\n|===\n";

    private final String title;
    private final String introduction;
    private final List<Setting> settings;

    SettingGroup(String title, String introduction, Setting... settings) {
        this.title = title;
        this.introduction = introduction;
        this.settings = List.of(settings);
    }

    List<Setting> settings() {
        return settings;
    }

    /**
     * Returns the heading, the introduction and the table.
     *
     * @param row returns the row of a setting
     */
    String section(Function<Setting, String> row) {
        String rows = settings.stream().map(row).collect(joining("\n"));
        return "== " + title + "\n\n" + introduction + "\n\n" + TABLE_HEAD + rows + TABLE_END + "\n";
    }
}
