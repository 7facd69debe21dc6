package io.safire.impl.config;

import static io.safire.impl.config.Setting.ALLOW_INSECURE_LOCALHOST;
import static io.safire.impl.config.Setting.ASSERTION_AUDIENCE;
import static io.safire.impl.config.Setting.ASSERTION_LIFETIME;
import static io.safire.impl.config.Setting.AUTHORIZATION_ENDPOINT;
import static io.safire.impl.config.Setting.AUTHORIZE_METHOD;
import static io.safire.impl.config.Setting.BASE_URL;
import static io.safire.impl.config.Setting.BRAND_BUNDLE_LIMIT;
import static io.safire.impl.config.Setting.BREAKER_DELAY;
import static io.safire.impl.config.Setting.BREAKER_FAILURES;
import static io.safire.impl.config.Setting.CALLBACK_ISSUER;
import static io.safire.impl.config.Setting.CLIENT_ID;
import static io.safire.impl.config.Setting.CLIENT_SECRET;
import static io.safire.impl.config.Setting.CLIENT_SECRET_ENCODING;
import static io.safire.impl.config.Setting.CLIENT_TYPE;
import static io.safire.impl.config.Setting.CONNECT_TIMEOUT;
import static io.safire.impl.config.Setting.DEFAULT_EXPIRES_IN;
import static io.safire.impl.config.Setting.ENDPOINT_HOSTS;
import static io.safire.impl.config.Setting.FHIR_USER_HOSTS;
import static io.safire.impl.config.Setting.FRAME_ANCESTORS;
import static io.safire.impl.config.Setting.ID_TOKEN_ISSUER;
import static io.safire.impl.config.Setting.INTROSPECTION_ENDPOINT;
import static io.safire.impl.config.Setting.ISSUER;
import static io.safire.impl.config.Setting.JWKS_CACHE;
import static io.safire.impl.config.Setting.JWKS_URI;
import static io.safire.impl.config.Setting.JWKS_URL;
import static io.safire.impl.config.Setting.KEPT_TOKENS_LIFETIME;
import static io.safire.impl.config.Setting.KEY_PUBLICATION_TIME;
import static io.safire.impl.config.Setting.KEY_STORE_LOCATION;
import static io.safire.impl.config.Setting.KEY_STORE_PASSWORD;
import static io.safire.impl.config.Setting.LAUNCH_LIFETIME;
import static io.safire.impl.config.Setting.LOGIN_ORIGINS;
import static io.safire.impl.config.Setting.MAX_CONCURRENT_REQUESTS;
import static io.safire.impl.config.Setting.MAX_KEPT_TOKENS;
import static io.safire.impl.config.Setting.MAX_TOKENS_PER_ACCOUNT;
import static io.safire.impl.config.Setting.METADATA_LIFETIME;
import static io.safire.impl.config.Setting.METADATA_REREAD_INTERVAL;
import static io.safire.impl.config.Setting.METADATA_STALE_IF_ERROR;
import static io.safire.impl.config.Setting.PRIVATE_KEY;
import static io.safire.impl.config.Setting.PRIVATE_KEY_LOCATION;
import static io.safire.impl.config.Setting.READINESS;
import static io.safire.impl.config.Setting.READ_TIMEOUT;
import static io.safire.impl.config.Setting.REDIRECT_URI;
import static io.safire.impl.config.Setting.REGISTRATION_CLIENT_ORIGIN;
import static io.safire.impl.config.Setting.REGISTRATION_ENDPOINT;
import static io.safire.impl.config.Setting.RENEW_AHEAD;
import static io.safire.impl.config.Setting.RENEW_JITTER;
import static io.safire.impl.config.Setting.REVOCATION_ENDPOINT;
import static io.safire.impl.config.Setting.SCOPES;
import static io.safire.impl.config.Setting.SEND_CLIENT_ID;
import static io.safire.impl.config.Setting.TOKEN_ENDPOINT;
import static io.safire.impl.config.Setting.TRUST_STORE_LOCATION;
import static io.safire.impl.config.Setting.TRUST_STORE_PASSWORD;

import io.safire.ClientType;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** A reader for the settings of one server. */
final class SettingsReader {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MOST_OF_AN_ASSERTION = Duration.ofMinutes(5);
    /** Some servers cache a key set for 29 hours. */
    private static final Duration LONGER_THAN_KNOWN_CACHES = Duration.ofHours(30);

    private static final int FAILURES_IN_A_ROW = 20;
    private static final int REQUESTS_AT_ONCE = 32;
    private static final int MOST_KEPT_TOKENS = 10_000;
    private static final int DEFAULT_TOKENS_PER_ACCOUNT = 100;

    private final String name;
    private final String prefix;
    private final Supplier<Config> current;
    private final Problems problems;
    private final Values values;

    SettingsReader(Supplier<Config> current, String name, String prefix) {
        this.name = name;
        this.prefix = prefix;
        this.current = current;
        this.problems = new Problems(name, prefix);
        this.values = new Values(current.get(), prefix, problems);
    }

    /**
     * Reads all settings.
     *
     * @throws io.safire.error.ConfigurationException if settings are missing or invalid; it lists all of them
     */
    ServerSettings read() {
        Optional<String> baseUrl = values.optional(BASE_URL);
        if (baseUrl.isEmpty()) {
            problems.missing(List.of(BASE_URL));
            problems.throwIfAny();
        }
        boolean local = baseUrl.map(Values::parsed).filter(UrlRule::isLocalHttp).isPresent();
        UrlRule rule = new UrlRule(values.flag(ALLOW_INSECURE_LOCALHOST, local), values.hosts(ENDPOINT_HOSTS));
        requireClientType();
        return read(rule, addresses(rule));
    }

    /** Without a client type, the client is public and would ignore a configured credential. */
    private void requireClientType() {
        if (values.optional(CLIENT_TYPE).isEmpty()) {
            List<Setting> credentials = Stream.of(CLIENT_SECRET, PRIVATE_KEY, PRIVATE_KEY_LOCATION)
                    .filter(setting -> values.optional(setting).isPresent())
                    .toList();
            if (!credentials.isEmpty()) {
                problems.missingClientType(credentials);
            }
        }
    }

    /** Reads the settings for a document that belongs to no server, such as the brand bundle of a vendor. */
    ServerSettings readFor(URI address) {
        UrlRule rule = new UrlRule(
                values.flag(ALLOW_INSECURE_LOCALHOST, UrlRule.isLocalHttp(address)), values.hosts(ENDPOINT_HOSTS));
        return read(rule, Addresses.only(address, rule));
    }

    private ServerSettings read(UrlRule rule, Addresses addresses) {
        ClientSettings client = client(rule);
        AssertionSettings assertion = assertion(rule);
        IdentitySettings identity = identity(rule);
        RegistrationSettings registration = new RegistrationSettings(
                values.url(REGISTRATION_ENDPOINT, rule), values.url(REGISTRATION_CLIENT_ORIGIN, rule));
        HttpSettings http = http();
        MetadataSettings metadata = metadata();
        LaunchSettings launches = launches();
        RenewalSettings renewal = renewal();
        Necessity readiness = values.choice(READINESS, Necessity.REPORTED);
        problems.throwIfAny();
        return new ServerSettings(
                name,
                prefix,
                addresses,
                client,
                assertion,
                identity,
                registration,
                http,
                metadata,
                launches,
                renewal,
                readiness,
                new Secrets(current, name, prefix));
    }

    private Addresses addresses(UrlRule rule) {
        URI baseUrl = values.base(BASE_URL, rule);
        values.url(ISSUER, rule);
        return new Addresses(
                baseUrl == null ? URI.create("") : baseUrl,
                values.text(ISSUER),
                values.url(AUTHORIZATION_ENDPOINT, rule),
                values.url(TOKEN_ENDPOINT, rule),
                values.url(INTROSPECTION_ENDPOINT, rule),
                values.url(REVOCATION_ENDPOINT, rule),
                rule);
    }

    private MetadataSettings metadata() {
        return new MetadataSettings(
                values.duration(METADATA_LIFETIME, Duration.ofHours(1), DAY),
                values.durationOrNone(METADATA_STALE_IF_ERROR, DAY, Duration.ofDays(7)),
                values.duration(METADATA_REREAD_INTERVAL, Duration.ofMinutes(1), DAY));
    }

    private ClientSettings client(UrlRule rule) {
        values.url(REDIRECT_URI, rule);
        return new ClientSettings(
                values.text(CLIENT_ID),
                clientType(),
                values.text(REDIRECT_URI),
                values.scopes(SCOPES),
                values.choice(CLIENT_SECRET_ENCODING, BasicEncoding.RFC6749),
                values.flag(SEND_CLIENT_ID, false),
                values.duration(DEFAULT_EXPIRES_IN, Duration.ofMinutes(5), DAY));
    }

    private ClientType clientType() {
        String text = values.optional(CLIENT_TYPE).orElse(ClientType.PUBLIC.value());
        Optional<ClientType> type = ClientType.of(text);
        if (type.isEmpty()) {
            problems.invalid(
                    CLIENT_TYPE,
                    text,
                    Arrays.stream(ClientType.values()).map(ClientType::value).toList());
        }
        return type.orElse(ClientType.PUBLIC);
    }

    private AssertionSettings assertion(UrlRule rule) {
        values.url(JWKS_URL, rule);
        return new AssertionSettings(
                values.text(ASSERTION_AUDIENCE),
                values.text(JWKS_URL),
                values.duration(ASSERTION_LIFETIME, MOST_OF_AN_ASSERTION, MOST_OF_AN_ASSERTION),
                keys());
    }

    private KeySettings keys() {
        Duration publicationTime =
                values.duration(KEY_PUBLICATION_TIME, LONGER_THAN_KNOWN_CACHES, DAY.multipliedBy(30));
        return new KeySettings(publicationTime, values.duration(JWKS_CACHE, Duration.ofHours(1), publicationTime));
    }

    private LaunchSettings launches() {
        return new LaunchSettings(
                values.choice(AUTHORIZE_METHOD, AuthorizeMethod.AUTO),
                values.duration(LAUNCH_LIFETIME, Duration.ofMinutes(10), Duration.ofHours(1)),
                values.sources(FRAME_ANCESTORS),
                values.sources(LOGIN_ORIGINS));
    }

    private RenewalSettings renewal() {
        return new RenewalSettings(
                values.share(RENEW_AHEAD, 0.1, 0.9),
                values.share(RENEW_JITTER, 0.2, 0.5),
                values.number(MAX_KEPT_TOKENS, MOST_KEPT_TOKENS),
                values.number(MAX_TOKENS_PER_ACCOUNT, DEFAULT_TOKENS_PER_ACCOUNT),
                values.duration(KEPT_TOKENS_LIFETIME, DAY.multipliedBy(30), DAY.multipliedBy(366)));
    }

    private IdentitySettings identity(UrlRule rule) {
        values.url(ID_TOKEN_ISSUER, rule);
        values.url(CALLBACK_ISSUER, rule);
        return new IdentitySettings(
                values.text(ID_TOKEN_ISSUER),
                values.text(CALLBACK_ISSUER),
                values.url(JWKS_URI, rule),
                values.hosts(FHIR_USER_HOSTS));
    }

    private HttpSettings http() {
        return new HttpSettings(
                values.timeout(CONNECT_TIMEOUT, Duration.ofSeconds(5)),
                values.timeout(READ_TIMEOUT, Duration.ofSeconds(15)),
                values.keyStore(TRUST_STORE_LOCATION, TRUST_STORE_PASSWORD, KeyStores::trust),
                values.keyStore(KEY_STORE_LOCATION, KEY_STORE_PASSWORD, KeyStores::identity),
                values.optional(KEY_STORE_PASSWORD).orElse(""),
                values.number(BRAND_BUNDLE_LIMIT, 32, 512) << 20,
                protection());
    }

    private Protection protection() {
        return new Protection(
                values.number(BREAKER_FAILURES, FAILURES_IN_A_ROW),
                values.duration(BREAKER_DELAY, Duration.ofSeconds(10), Duration.ofHours(1)),
                values.number(MAX_CONCURRENT_REQUESTS, REQUESTS_AT_ONCE));
    }
}
