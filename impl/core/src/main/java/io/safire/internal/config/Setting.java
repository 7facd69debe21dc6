package io.safire.internal.config;

import static io.safire.internal.config.SettingType.AUTHENTICATION_METHOD;
import static io.safire.internal.config.SettingType.CSP_SOURCES;
import static io.safire.internal.config.SettingType.EHR_PROFILE;
import static io.safire.internal.config.SettingType.FILE;
import static io.safire.internal.config.SettingType.FLAG;
import static io.safire.internal.config.SettingType.HOSTS;
import static io.safire.internal.config.SettingType.INSTANT;
import static io.safire.internal.config.SettingType.KEY;
import static io.safire.internal.config.SettingType.KEY_CACHE_DURATION;
import static io.safire.internal.config.SettingType.POSITIVE_INTEGER;
import static io.safire.internal.config.SettingType.PUBLIC_OR_PRIVATE_KEY;
import static io.safire.internal.config.SettingType.SCOPE_LIST;
import static io.safire.internal.config.SettingType.SECRET;
import static io.safire.internal.config.SettingType.SIGNATURE_ALGORITHM;
import static io.safire.internal.config.SettingType.STORE_SECRET;
import static io.safire.internal.config.SettingType.TEXT;
import static io.safire.internal.config.SettingType.TEXT_LIST;
import static io.safire.internal.config.SettingType.URL;
import static io.safire.internal.config.SettingType.URLS;
import static io.safire.internal.config.SettingType.choice;
import static io.safire.internal.config.SettingType.duration;
import static io.safire.internal.config.SettingType.durationOrZero;
import static io.safire.internal.config.SettingType.fraction;
import static io.safire.internal.config.SettingType.integer;

import io.safire.authentication.ClientType;
import io.safire.spi.ReadinessMode;
import java.util.EnumSet;
import java.util.Set;

/**
 * The settings of a server, each with its type and its default. Their keys have the prefix {@code safire.} or
 * {@code safire.<name>.}. {@code settings.properties} contains an example and a description of each setting. The table
 * in {@code docs/settings.adoc} is generated from this enum and {@code settings.properties}.
 */
public enum Setting {
    // The server and the client
    BASE_URL("base-url", URL),
    PROFILE("profile", EHR_PROFILE),
    AUTHORIZATION_AUDIENCE("authorization-audience", URL, "iss of the EHR launch, or base-url"),
    CLIENT_ID("client-id", TEXT),
    CLIENT_TYPE("client-type", choice(ClientType.class), "public"),
    CLIENT_AUTHENTICATION_METHOD(
            "client-authentication-method",
            AUTHENTICATION_METHOD,
            "determined by client-type, or client_secret_post if the server offers no other method for a secret"),

    // Client authentication
    CLIENT_SECRET("client-secret", SECRET),
    CLIENT_SECRET_PREVIOUS("client-secret.previous", SECRET),
    CLIENT_SECRET_ENCODING("client-secret-encoding", choice(BasicEncoding.class), "rfc6749"),
    PRIVATE_KEY("private-key", KEY),
    PRIVATE_KEY_LOCATION("private-key.location", FILE),
    PRIVATE_KEY_PASSWORD("private-key.password", SECRET),
    PRIVATE_KEY_ALIAS("private-key.alias", TEXT, "alias of the only private key"),
    KID("kid", TEXT, "kid of a JWK"),
    PRIVATE_KEY_PUBLISHED_SINCE("private-key.published-since", INSTANT, "when the application first read the key"),
    NEXT_KEY("next-key", PUBLIC_OR_PRIVATE_KEY),
    NEXT_KEY_LOCATION("next-key.location", FILE),
    NEXT_KEY_PASSWORD("next-key.password", SECRET),
    NEXT_KEY_ALIAS("next-key.alias", TEXT, "alias of the only private key"),
    NEXT_KID("next-kid", TEXT, "kid of a JWK"),
    RETIRING_KEY("retiring-key", PUBLIC_OR_PRIVATE_KEY),
    RETIRING_KEY_LOCATION("retiring-key.location", FILE),
    RETIRING_KEY_PASSWORD("retiring-key.password", SECRET),
    RETIRING_KEY_ALIAS("retiring-key.alias", TEXT, "alias of the only private key"),
    RETIRING_KID("retiring-kid", TEXT, "kid of a JWK"),
    KEY_PUBLICATION_TIME("key-publication-time", duration("PT720H"), "PT30H"),
    JWKS_URL("jwks-url", URL),
    JWKS_CACHE("jwks-cache", KEY_CACHE_DURATION, "PT1H"),
    ASSERTION_AUDIENCE("assertion-audience", TEXT, "token endpoint"),
    ASSERTION_ALGORITHM("assertion-algorithm", SIGNATURE_ALGORITHM, "RS384 for an RSA key, ES384 for an EC key"),
    ASSERTION_LIFETIME(
            "assertion-lifetime",
            duration(
                    "PT30S",
                    "PT5M",
                    "the lifetime starts at iat, which is 10 s in the past, so a server receives a shorter-lived"
                            + " assertion when it has almost expired"),
            "PT5M"),
    SEND_CLIENT_ID("send-client-id", FLAG, "false"),
    SEND_X5T("send-x5t", FLAG, "false"),

    // Authorization requests and endpoints
    REDIRECT_URI("redirect-uri", URL),
    POST_LOGOUT_REDIRECT_URI("post-logout-redirect-uri", URL),
    SCOPES("scopes", SCOPE_LIST),
    AUTHORIZATION_PARAMETERS("authorization-parameters" + GroupKeys.NAME, TEXT),
    TOKEN_PARAMETERS("token-parameters" + GroupKeys.NAME, TEXT),
    AUTHORIZATION_ENDPOINT("authorization-endpoint", URL, "from discovery"),
    TOKEN_ENDPOINT("token-endpoint", URL, "from discovery"),
    INTROSPECTION_ENDPOINT("introspection-endpoint", URL, "from discovery"),
    REVOCATION_ENDPOINT("revocation-endpoint", URL, "from discovery"),
    END_SESSION_ENDPOINT("end-session-endpoint", URL, "from discovery"),
    ENDPOINT_HOSTS("endpoint-hosts", HOSTS),

    // FHIR requests
    FURTHER_RESOURCE_URLS("further-resource-urls", URLS),
    ACCEPT_TOKENS_OF("accept-tokens-of", TEXT_LIST),

    // Launches
    AUTHORIZE_METHOD("authorize-method", choice(AuthorizeMethod.class), "auto"),
    LAUNCH_LIFETIME("launch-lifetime", duration("PT1H"), "PT10M"),
    FRAME_ANCESTORS("frame-ancestors", CSP_SOURCES, "'none'"),
    LOGIN_ORIGINS("login-origins", CSP_SOURCES),
    DEVELOPMENT("development", FLAG, "false"),

    // Identity of users
    ISSUER("issuer", TEXT, "issuer in the SMART configuration"),
    CALLBACK_ISSUER("callback-issuer", TEXT, "value of `issuer`, or issuer in the SMART configuration"),
    JWKS_URI("jwks-uri", URL, "from the OpenID configuration of the issuer"),
    FHIR_USER_HOSTS("fhir-user-hosts", HOSTS),
    ID_TOKEN_AUDIENCES("id-token-audiences", TEXT_LIST, "all"),
    NONCE("nonce", FLAG, "true"),

    // Registration
    REGISTRATION_ENDPOINT("registration-endpoint", URL, "from discovery"),
    REGISTRATION_CLIENT_ORIGIN("registration-client-origin", URL),

    // Managed and stored tokens
    DEFAULT_EXPIRES_IN(
            "default-expires-in",
            duration("PT10S", "PT24H", "a token must not expire before the request that it is for"),
            "PT5M"),
    REFRESH_AHEAD("refresh-ahead", fraction("0.9"), "0.1"),
    REFRESH_JITTER("refresh-jitter", fraction("0.5"), "0.2"),
    MAX_USER_TOKENS("max-user-tokens", POSITIVE_INTEGER, "10000"),
    MAX_TOKENS_PER_ACCOUNT("max-tokens-per-account", POSITIVE_INTEGER, "100"),
    USER_TOKENS_LIFETIME(
            "user-tokens-lifetime",
            duration("PT1M", "PT8784H", "a store would remove the tokens before the next request of the user"),
            "PT720H"),
    STORE_KEY("store-key", STORE_SECRET, "safire.store-key"),
    STORE_KEY_PREVIOUS("store-key.previous", STORE_SECRET, "safire.store-key.previous"),

    // Discovery and brands
    METADATA_LIFETIME("metadata-lifetime", duration("PT24H"), "PT1H"),
    METADATA_STALE_IF_ERROR("metadata-stale-if-error", durationOrZero("PT168H"), "PT24H"),
    METADATA_REFRESH_INTERVAL("metadata-refresh-interval", duration("PT24H"), "PT1M"),
    CAPABILITY_STATEMENT_FALLBACK("capability-statement-fallback", FLAG, "false"),
    BRAND_BUNDLE_LIMIT("brand-bundle-limit", integer("512"), "32"),

    // Connections
    CONNECT_TIMEOUT("connect-timeout", duration("PT0.001S", "PT1H"), "PT5S"),
    READ_TIMEOUT("read-timeout", duration("PT0.001S", "PT1H"), "PT15S"),
    HEADERS("headers" + GroupKeys.NAME, SECRET),
    USER_AGENT("user-agent", SettingType.USER_AGENT, "Safire-MicroProfile"),
    MAX_CONCURRENT_REQUESTS("max-concurrent-requests", POSITIVE_INTEGER, "32"),
    BREAKER_FAILURES("circuit-breaker.failures", POSITIVE_INTEGER, "20"),
    BREAKER_DELAY("circuit-breaker.delay", duration("PT1H"), "PT10S"),
    READINESS("readiness", choice(ReadinessMode.class), "reported"),
    PROXY_HOST("proxy.host", TEXT),
    PROXY_PORT("proxy.port", integer("65535"), "3128"),
    PROXY_USER("proxy.user", TEXT),
    PROXY_PASSWORD("proxy.password", SECRET),
    PROXY_EXCEPTIONS("proxy.exceptions", HOSTS),
    TRUST_STORE_LOCATION("trust-store.location", FILE, "trust store of the runtime"),
    TRUST_STORE_PASSWORD("trust-store.password", SECRET),
    KEY_STORE_LOCATION("key-store.location", FILE),
    KEY_STORE_PASSWORD("key-store.password", SECRET),
    ALLOW_INSECURE_LOCALHOST("allow-insecure-localhost", FLAG, "true if base-url is http on loopback, otherwise false");

    /**
     * The settings that can be set for all servers with {@code safire.<key>}. The setting of a server takes precedence.
     * If there is a default server, only {@code store-key} and {@code store-key.previous} apply to all servers.
     */
    private static final Set<Setting> COMMON = EnumSet.of(
            STORE_KEY,
            STORE_KEY_PREVIOUS,
            BRAND_BUNDLE_LIMIT,
            CONNECT_TIMEOUT,
            READ_TIMEOUT,
            USER_AGENT,
            MAX_CONCURRENT_REQUESTS,
            BREAKER_FAILURES,
            BREAKER_DELAY,
            PROXY_HOST,
            PROXY_PORT,
            PROXY_USER,
            PROXY_PASSWORD,
            PROXY_EXCEPTIONS,
            TRUST_STORE_LOCATION,
            TRUST_STORE_PASSWORD);

    /**
     * The settings that, with the prefix {@code safire.}, apply to the brand bundles of vendors. These settings widen
     * access, so they do not apply to named servers.
     */
    private static final Set<Setting> VENDOR_BRANDS = EnumSet.of(ENDPOINT_HOSTS, ALLOW_INSECURE_LOCALHOST);

    private final String key;
    private final SettingType type;
    private final String defaultValue;

    Setting(String key, SettingType type) {
        this(key, type, "");
    }

    Setting(String key, SettingType type, String defaultValue) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
    }

    public String key() {
        return key;
    }

    /** Returns true if a free name ends the key, so that a server can have several values. */
    boolean isGroup() {
        return key.endsWith(GroupKeys.NAME);
    }

    /** Returns the key of a group with a free name. */
    String key(String name) {
        return key.substring(0, key.length() - GroupKeys.NAME.length()) + "." + name;
    }

    /** Returns the key with underscores instead of hyphens and dots, or the registered parameter name, for errors. */
    public String attribute() {
        String name = isGroup() ? key.substring(0, key.length() - GroupKeys.NAME.length()) : key;
        return this == JWKS_URL ? "jwks_uri" : name.replace('-', '_').replace('.', '_');
    }

    SettingType type() {
        return type;
    }

    /**
     * Returns the default value, or a description of a default that depends on other values; empty for a setting
     * without default.
     */
    String defaultValue() {
        return defaultValue;
    }

    /** Returns true if {@code safire.<key>} applies to all servers when there is no default server. */
    boolean isCommon() {
        return COMMON.contains(this);
    }

    /** Returns true if {@code safire.<key>} has an effect when there is no default server. */
    boolean isUsedWithoutDefaultServer() {
        return isCommon() || VENDOR_BRANDS.contains(this);
    }
}
