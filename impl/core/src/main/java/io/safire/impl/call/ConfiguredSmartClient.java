package io.safire.impl.call;

import io.safire.Credential;
import io.safire.Finding;
import io.safire.SmartClient;
import io.safire.brand.BrandBundle;
import io.safire.discovery.SmartMetadata;
import io.safire.impl.brand.ServerBrands;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.ClientKeys;
import io.safire.impl.discovery.MetadataSource;
import io.safire.impl.managed.ManagedAccess;
import io.safire.impl.managed.RenewedToken;
import io.safire.impl.registration.ClientRegistrar;
import io.safire.impl.token.BearerTargets;
import io.safire.impl.token.RefusedAddresses;
import io.safire.key.PublicKeys;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.InitialAccessToken;
import io.safire.token.AccessToken;
import io.safire.token.Introspection;
import io.safire.token.ManagedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The client of one configured server. It is serializable as part of a passivated bean, by the name of its server. */
@SuppressWarnings("serial") // writeReplace() serializes only the replacement
final class ConfiguredSmartClient implements SmartClient, Serializable {

    private static final long serialVersionUID = 1L;

    private final ServerSettings settings;
    private final MetadataSource source;
    private final AppLaunch launches;
    private final TokenRefresh refresh;
    private final BackendRequest backend;
    private final ManagedAccess managed;
    /** The default token of {@link #managed}, in a field of its own so that a cached token takes few steps. */
    private final RenewedToken usual;

    private final ClientKeys keys;
    private final TokenServices services;
    private final TokenOwner owner;
    private final BearerTargets bearerTargets;
    private final RefusedAddresses refusedAddresses;
    private final ClientRegistrar registrar;
    private final ServerBrands brands;
    private final Serializable stored;

    ConfiguredSmartClient(
            ServerSettings settings,
            MetadataSource source,
            AppLaunch launches,
            TokenRefresh refresh,
            BackendRequest backend,
            ManagedAccess managed,
            ClientKeys keys,
            TokenServices services,
            BearerTargets bearerTargets,
            ClientRegistrar registrar,
            ServerBrands brands,
            Serializable stored) {
        this.settings = settings;
        this.source = source;
        this.launches = launches;
        this.refresh = refresh;
        this.backend = backend;
        this.managed = managed;
        this.usual = managed.usual();
        this.keys = keys;
        this.services = services;
        this.owner = new TokenOwner(settings.name());
        this.bearerTargets = bearerTargets;
        this.refusedAddresses = new RefusedAddresses(settings);
        this.registrar = registrar;
        this.brands = brands;
        this.stored = stored;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public SmartMetadata metadata() {
        return source.metadata();
    }

    @Override
    public BrandBundle brands() {
        return brands.bundle();
    }

    @Override
    public AuthorizationRequest authorize(Launch launch) {
        return authorize(launch, settings.client().scopes());
    }

    @Override
    public AuthorizationRequest authorize(Launch launch, Scopes scopes) {
        return launches.begin(launch, scopes);
    }

    @Override
    public TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response) {
        return launches.complete(request, response, Optional.empty());
    }

    @Override
    public TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response, Credential credential) {
        return launches.complete(request, response, Optional.of(credential));
    }

    @Override
    public TokenResponse refresh(TokenResponse tokens) {
        return refresh.of(tokens, Optional.empty());
    }

    @Override
    public TokenResponse refresh(TokenResponse tokens, Credential credential) {
        return refresh.of(tokens, Optional.of(credential));
    }

    @Override
    public TokenResponse refresh(RefreshRequest request) {
        return refresh.of(request, Optional.empty());
    }

    @Override
    public TokenResponse refresh(RefreshRequest request, Credential credential) {
        return refresh.of(request, Optional.of(credential));
    }

    @Override
    public TokenResponse backendToken() {
        return backend.token(Optional.empty());
    }

    @Override
    public TokenResponse backendToken(Scopes scopes) {
        return backend.token(scopes, Optional.empty());
    }

    @Override
    public TokenResponse backendToken(Credential credential) {
        return backend.token(Optional.of(credential));
    }

    @Override
    public TokenResponse backendToken(Scopes scopes, Credential credential) {
        return backend.token(scopes, Optional.of(credential));
    }

    @Override
    public AccessToken accessToken() {
        return usual.accessToken();
    }

    @Override
    public AccessToken accessToken(Scopes scopes) {
        return managed.accessToken(scopes);
    }

    @Override
    public void invalidate(AccessToken token) {
        owner.require(token.server());
        managed.invalidate(token);
    }

    @Override
    public ManagedTokens keep(String subject, TokenResponse kept) {
        owner.require(kept.server());
        return managed.keep(subject, kept);
    }

    @Override
    public Optional<ManagedTokens> kept(String subject) {
        return managed.kept(subject);
    }

    @Override
    public List<Finding> signOut(String subject) {
        return managed.signOut(subject);
    }

    @Override
    public PublicKeys jwks() {
        return keys.published();
    }

    @Override
    public Introspection introspect(AccessToken token) {
        return services.introspect(token);
    }

    @Override
    public Introspection introspect(String token) {
        return services.introspect(token, Optional.empty());
    }

    @Override
    public Introspection introspect(String token, Credential credential) {
        return services.introspect(token, Optional.of(credential));
    }

    @Override
    public Introspection introspect(String token, AccessToken bearer) {
        return services.introspect(token, bearer);
    }

    @Override
    public List<Finding> revoke(AccessToken token) {
        return services.revoke(token, Optional.empty());
    }

    @Override
    public List<Finding> revoke(AccessToken token, Credential credential) {
        return services.revoke(token, Optional.of(credential));
    }

    @Override
    public List<Finding> revokeRefreshToken(String refreshToken) {
        return services.revokeRefreshToken(refreshToken, Optional.empty());
    }

    @Override
    public List<Finding> revokeRefreshToken(String refreshToken, Credential credential) {
        return services.revokeRefreshToken(refreshToken, Optional.of(credential));
    }

    @Override
    public List<Finding> revoke(TokenResponse revoked) {
        return services.revoke(revoked, Optional.empty());
    }

    @Override
    public List<Finding> revoke(TokenResponse revoked, Credential credential) {
        return services.revoke(revoked, Optional.of(credential));
    }

    @Override
    public Optional<String> authorizationHeader(AccessToken token, URI target) {
        owner.require(token.server());
        if (bearerTargets.allows(target)) {
            return Optional.of("Bearer " + token.value());
        }
        refusedAddresses.report(target);
        return Optional.empty();
    }

    @Override
    public ClientMetadata clientMetadata() {
        return registrar.configured();
    }

    @Override
    public ClientRegistration register(ClientMetadata metadata) {
        return registrar.register(metadata, Optional.empty());
    }

    @Override
    public ClientRegistration register(ClientMetadata metadata, InitialAccessToken token) {
        return registrar.register(metadata, Optional.of(token));
    }

    @Override
    public Optional<ClientRegistration> registration() {
        return registrar.current();
    }

    @Override
    public ClientRegistration readRegistration() {
        return registrar.read();
    }

    @Override
    public ClientRegistration updateRegistration(ClientMetadata metadata) {
        return registrar.update(metadata);
    }

    @Override
    public void deleteRegistration() {
        registrar.delete();
    }

    private Object writeReplace() {
        return stored;
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("A client is serialized only by its name");
    }

    @Override
    public String toString() {
        return "SmartClient[" + settings.name() + "]";
    }
}
