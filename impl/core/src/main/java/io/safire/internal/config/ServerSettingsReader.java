package io.safire.internal.config;

import static io.safire.internal.config.Setting.ALLOW_INSECURE_LOCALHOST;
import static io.safire.internal.config.Setting.ASSERTION_AUDIENCE;
import static io.safire.internal.config.Setting.ASSERTION_LIFETIME;
import static io.safire.internal.config.Setting.AUTHORIZATION_AUDIENCE;
import static io.safire.internal.config.Setting.AUTHORIZATION_ENDPOINT;
import static io.safire.internal.config.Setting.AUTHORIZE_METHOD;
import static io.safire.internal.config.Setting.BASE_URL;
import static io.safire.internal.config.Setting.BRAND_BUNDLE_LIMIT;
import static io.safire.internal.config.Setting.BREAKER_DELAY;
import static io.safire.internal.config.Setting.BREAKER_FAILURES;
import static io.safire.internal.config.Setting.CALLBACK_ISSUER;
import static io.safire.internal.config.Setting.CLIENT_AUTHENTICATION_METHOD;
import static io.safire.internal.config.Setting.CLIENT_ID;
import static io.safire.internal.config.Setting.CLIENT_SECRET;
import static io.safire.internal.config.Setting.CLIENT_SECRET_ENCODING;
import static io.safire.internal.config.Setting.CLIENT_TYPE;
import static io.safire.internal.config.Setting.CONNECT_TIMEOUT;
import static io.safire.internal.config.Setting.DEFAULT_EXPIRES_IN;
import static io.safire.internal.config.Setting.ENDPOINT_HOSTS;
import static io.safire.internal.config.Setting.FHIR_USER_HOSTS;
import static io.safire.internal.config.Setting.FRAME_ANCESTORS;
import static io.safire.internal.config.Setting.INTROSPECTION_ENDPOINT;
import static io.safire.internal.config.Setting.ISSUER;
import static io.safire.internal.config.Setting.JWKS_CACHE;
import static io.safire.internal.config.Setting.JWKS_URI;
import static io.safire.internal.config.Setting.JWKS_URL;
import static io.safire.internal.config.Setting.KEY_PUBLICATION_TIME;
import static io.safire.internal.config.Setting.KEY_STORE_LOCATION;
import static io.safire.internal.config.Setting.KEY_STORE_PASSWORD;
import static io.safire.internal.config.Setting.LAUNCH_LIFETIME;
import static io.safire.internal.config.Setting.LOGIN_ORIGINS;
import static io.safire.internal.config.Setting.MAX_CONCURRENT_REQUESTS;
import static io.safire.internal.config.Setting.MAX_TOKENS_PER_ACCOUNT;
import static io.safire.internal.config.Setting.MAX_USER_TOKENS;
import static io.safire.internal.config.Setting.METADATA_LIFETIME;
import static io.safire.internal.config.Setting.METADATA_REFRESH_INTERVAL;
import static io.safire.internal.config.Setting.METADATA_STALE_IF_ERROR;
import static io.safire.internal.config.Setting.PRIVATE_KEY;
import static io.safire.internal.config.Setting.PRIVATE_KEY_LOCATION;
import static io.safire.internal.config.Setting.READINESS;
import static io.safire.internal.config.Setting.READ_TIMEOUT;
import static io.safire.internal.config.Setting.REDIRECT_URI;
import static io.safire.internal.config.Setting.REFRESH_AHEAD;
import static io.safire.internal.config.Setting.REFRESH_JITTER;
import static io.safire.internal.config.Setting.REGISTRATION_CLIENT_ORIGIN;
import static io.safire.internal.config.Setting.REGISTRATION_ENDPOINT;
import static io.safire.internal.config.Setting.REVOCATION_ENDPOINT;
import static io.safire.internal.config.Setting.SCOPES;
import static io.safire.internal.config.Setting.SEND_CLIENT_ID;
import static io.safire.internal.config.Setting.TOKEN_ENDPOINT;
import static io.safire.internal.config.Setting.TRUST_STORE_LOCATION;
import static io.safire.internal.config.Setting.TRUST_STORE_PASSWORD;
import static io.safire.internal.config.Setting.USER_TOKENS_LIFETIME;

import io.safire.authentication.ClientType;
import io.safire.spi.ReadinessMode;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** A reader for the settings of one server. */
final class ServerSettingsReader {

    private final String name;
    private final String prefix;
    private final Supplier<Config> configSupplier;
    private final ConfigurationErrors errors;
    private final SettingParser parser;

    /**
     * Creates a reader.
     *
     * @param usesCommonSettings true if the keys without server name apply to all servers
     */
    ServerSettingsReader(Supplier<Config> current, String name, String prefix, boolean usesCommonSettings) {
        this.name = name;
        this.prefix = prefix;
        this.configSupplier = current;
        this.errors = new ConfigurationErrors(name, prefix);
        this.parser = new SettingParser(current.get(), prefix, usesCommonSettings, errors);
    }

    /**
     * Reads all settings.
     *
     * @throws io.safire.error.ConfigurationException if settings are missing or invalid; the message lists all of these
     *     settings
     */
    ServerSettings read() {
        Optional<String> baseUrl = parser.optional(BASE_URL);
        if (baseUrl.isEmpty()) {
            errors.missing(List.of(BASE_URL));
            errors.throwIfAny();
        }
        boolean local = baseUrl.map(SettingParser::parseUri)
                .filter(UrlPolicy::isLoopbackHttp)
                .isPresent();
        UrlPolicy rule = new UrlPolicy(parser.flag(ALLOW_INSECURE_LOCALHOST, local), parser.hosts(ENDPOINT_HOSTS));
        requireClientType();
        return read(rule, endpoints(rule));
    }

    /**
     * Requires a client type if a credential is configured. Without a client type, the client would be public and
     * ignore the credential.
     */
    private void requireClientType() {
        if (parser.optional(CLIENT_TYPE).isEmpty()) {
            List<Setting> credentials = Stream.of(
                            CLIENT_SECRET, PRIVATE_KEY, PRIVATE_KEY_LOCATION, CLIENT_AUTHENTICATION_METHOD)
                    .filter(setting -> parser.optional(setting).isPresent())
                    .toList();
            if (!credentials.isEmpty()) {
                errors.missingClientType(credentials);
            }
        }
    }

    /** Reads the settings for a document that belongs to no server, such as the brand bundle of a vendor. */
    ServerSettings readForDocument(URI address) {
        UrlPolicy rule = new UrlPolicy(
                parser.flag(ALLOW_INSECURE_LOCALHOST, UrlPolicy.isLoopbackHttp(address)), parser.hosts(ENDPOINT_HOSTS));
        return read(rule, EndpointSettings.forDocument(address, rule));
    }

    private ServerSettings read(UrlPolicy rule, EndpointSettings addresses) {
        ClientSettings client = client(rule);
        AssertionSettings assertion = assertion(rule);
        IdentitySettings identity = identity(rule);
        RegistrationSettings registration = new RegistrationSettings(
                parser.url(REGISTRATION_ENDPOINT, rule), parser.url(REGISTRATION_CLIENT_ORIGIN, rule));
        HttpSettings http = http();
        MetadataSettings metadata = metadata();
        LaunchSettings launches = launches();
        ManagedTokenSettings managedTokens = managedTokens();
        ReadinessMode readiness = parser.choice(READINESS, ReadinessMode.class);
        errors.throwIfAny();
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
                managedTokens,
                readiness,
                new Secrets(configSupplier, name, prefix));
    }

    private EndpointSettings endpoints(UrlPolicy rule) {
        URI baseUrl = parser.baseUrl(BASE_URL, rule);
        parser.url(AUTHORIZATION_AUDIENCE, rule);
        return new EndpointSettings(
                baseUrl == null ? URI.create("") : baseUrl,
                parser.text(AUTHORIZATION_AUDIENCE),
                parser.url(AUTHORIZATION_ENDPOINT, rule),
                parser.url(TOKEN_ENDPOINT, rule),
                parser.url(INTROSPECTION_ENDPOINT, rule),
                parser.url(REVOCATION_ENDPOINT, rule),
                rule);
    }

    private MetadataSettings metadata() {
        return new MetadataSettings(
                parser.duration(METADATA_LIFETIME),
                parser.duration(METADATA_STALE_IF_ERROR),
                parser.duration(METADATA_REFRESH_INTERVAL));
    }

    private ClientSettings client(UrlPolicy rule) {
        parser.url(REDIRECT_URI, rule);
        return new ClientSettings(
                parser.text(CLIENT_ID),
                parser.choice(CLIENT_TYPE, ClientType.class),
                authenticationMethod(),
                parser.text(REDIRECT_URI),
                parser.scopes(SCOPES),
                parser.choice(CLIENT_SECRET_ENCODING, BasicEncoding.class),
                parser.flag(SEND_CLIENT_ID),
                parser.duration(DEFAULT_EXPIRES_IN));
    }

    private @Nullable ClientAuthenticationMethod authenticationMethod() {
        Optional<String> text = parser.optional(CLIENT_AUTHENTICATION_METHOD);
        Optional<ClientAuthenticationMethod> method = text.flatMap(ClientAuthenticationMethod::of);
        if (text.isPresent() && method.isEmpty()) {
            errors.invalid(
                    CLIENT_AUTHENTICATION_METHOD,
                    text.get(),
                    Arrays.stream(ClientAuthenticationMethod.values())
                            .map(ClientAuthenticationMethod::value)
                            .toList());
        }
        Optional<ClientType> type = parser.optional(CLIENT_TYPE).flatMap(ClientType::of);
        if (method.isPresent() && type.isPresent() && method.get().clientType() != type.get()) {
            errors.contradictingMethod(method.get(), type.get());
        }
        return method.orElse(null);
    }

    private AssertionSettings assertion(UrlPolicy rule) {
        parser.url(JWKS_URL, rule);
        return new AssertionSettings(
                parser.text(ASSERTION_AUDIENCE), parser.text(JWKS_URL), parser.duration(ASSERTION_LIFETIME), keys());
    }

    private KeySettings keys() {
        Duration publicationTime = parser.duration(KEY_PUBLICATION_TIME);
        return new KeySettings(publicationTime, parser.duration(JWKS_CACHE, publicationTime));
    }

    private LaunchSettings launches() {
        return new LaunchSettings(
                parser.choice(AUTHORIZE_METHOD, AuthorizeMethod.class),
                parser.duration(LAUNCH_LIFETIME),
                parser.cspSources(FRAME_ANCESTORS),
                parser.cspSources(LOGIN_ORIGINS));
    }

    private ManagedTokenSettings managedTokens() {
        return new ManagedTokenSettings(
                parser.fraction(REFRESH_AHEAD),
                parser.fraction(REFRESH_JITTER),
                parser.integer(MAX_USER_TOKENS),
                parser.integer(MAX_TOKENS_PER_ACCOUNT),
                parser.duration(USER_TOKENS_LIFETIME));
    }

    private IdentitySettings identity(UrlPolicy rule) {
        parser.url(ISSUER, rule);
        parser.url(CALLBACK_ISSUER, rule);
        return new IdentitySettings(
                parser.text(ISSUER),
                parser.text(CALLBACK_ISSUER),
                parser.url(JWKS_URI, rule),
                parser.hosts(FHIR_USER_HOSTS));
    }

    private HttpSettings http() {
        return new HttpSettings(
                parser.duration(CONNECT_TIMEOUT),
                parser.duration(READ_TIMEOUT),
                parser.keyStore(TRUST_STORE_LOCATION, TRUST_STORE_PASSWORD, KeyStoreLoader::loadTrustStore),
                parser.keyStore(KEY_STORE_LOCATION, KEY_STORE_PASSWORD, KeyStoreLoader::loadKeyStore),
                parser.optional(KEY_STORE_PASSWORD).orElse(""),
                parser.integer(BRAND_BUNDLE_LIMIT) << 20,
                resilience());
    }

    private ResilienceSettings resilience() {
        return new ResilienceSettings(
                parser.integer(BREAKER_FAILURES),
                parser.duration(BREAKER_DELAY),
                parser.integer(MAX_CONCURRENT_REQUESTS));
    }
}
