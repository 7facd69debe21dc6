package io.safire.minimal;

import io.safire.SmartClient;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.brand.BrandBundle;
import io.safire.discovery.SmartMetadata;
import io.safire.key.PublicKeys;
import io.safire.registration.DynamicRegistration;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import io.safire.token.UserTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A client for backend services. The methods of the other areas throw an {@link UnsupportedOperationException}. */
final class MinimalClient extends ClientCredentialsRequests implements SmartClient {

    private static final Duration REFRESH_AHEAD = Duration.ofSeconds(30);

    private final MinimalSettings settings;
    private final MinimalHttp http;
    private final MinimalDiscovery discovery;
    private final Map<Scopes, AccessToken> tokens = new ConcurrentHashMap<>();

    MinimalClient(MinimalSettings settings) {
        this(settings, new MinimalHttp(settings));
    }

    private MinimalClient(MinimalSettings settings, MinimalHttp http) {
        this(settings, http, new MinimalDiscovery(settings, http));
    }

    private MinimalClient(MinimalSettings settings, MinimalHttp http, MinimalDiscovery discovery) {
        super(settings, http, discovery, Optional.empty());
        this.settings = settings;
        this.http = http;
        this.discovery = discovery;
    }

    @Override
    public String name() {
        return settings.server();
    }

    @Override
    public SmartMetadata metadata() {
        return discovery.metadata();
    }

    @Override
    public AccessToken accessToken() {
        return accessToken(settings.scopes());
    }

    /** Concurrent callers for the same scopes wait for one request. */
    @Override
    public AccessToken accessToken(Scopes scopes) {
        return tokens.compute(
                scopes,
                (unused, cached) ->
                        isValid(cached) ? cached : requestToken(scopes).accessToken());
    }

    private static boolean isValid(@Nullable AccessToken cached) {
        return cached != null && Instant.now().plus(REFRESH_AHEAD).isBefore(cached.expiresAt());
    }

    @Override
    @SuppressWarnings("ConstantValue") // applications without a null checker can pass null
    public TokenRequests with(Credential credential) {
        if (credential == null) {
            throw settings.unusable("credential", "it is null");
        }
        return new ClientCredentialsRequests(settings, http, discovery, Optional.of(credential));
    }

    @Override
    public BrandBundle brands() {
        throw new UnsupportedOperationException("brands");
    }

    @Override
    public UserTokens userTokens() {
        throw new UnsupportedOperationException("userTokens");
    }

    @Override
    public ResourceAccess resources() {
        throw new UnsupportedOperationException("resources");
    }

    @Override
    public DynamicRegistration registration() {
        throw new UnsupportedOperationException("registration");
    }

    @Override
    public PublicKeys jwks() {
        throw new UnsupportedOperationException("jwks");
    }
}
