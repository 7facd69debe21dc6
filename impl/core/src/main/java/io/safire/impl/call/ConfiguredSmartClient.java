package io.safire.impl.call;

import io.safire.ClientType;
import io.safire.Credential;
import io.safire.Finding;
import io.safire.SmartClient;
import io.safire.brand.BrandBundle;
import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.event.SmartRequest;
import io.safire.impl.brand.ServerBrands;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.ClientKeys;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.discovery.MetadataSource;
import io.safire.impl.event.Audit;
import io.safire.impl.identity.Identities;
import io.safire.impl.launch.AuthorizationRequests;
import io.safire.impl.launch.ResponseCheck;
import io.safire.impl.managed.ManagedAccess;
import io.safire.impl.managed.TokenRequests;
import io.safire.impl.message.Message;
import io.safire.impl.registration.ClientRegistrar;
import io.safire.impl.token.BearerTargets;
import io.safire.impl.token.Grant;
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
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The client of one configured server. */
final class ConfiguredSmartClient implements SmartClient {

    private static final Scopes ALL_OF_THE_SYSTEM = Scopes.of("system/*.rs");

    private final ServerSettings settings;
    private final MetadataSource source;
    private final Endpoints endpoints;
    private final AuthorizationRequests requests;
    private final ResponseCheck responses;
    private final TokenCall tokens;
    private final ClientKeys keys;
    private final TokenServices services;
    private final TokenOwner owner;
    private final BearerTargets bearerTargets;
    private final Identities identities;
    private final ClientRegistrar registrar;
    private final ServerBrands brands;
    private final Audit audit;
    private final ManagedAccess managed;

    ConfiguredSmartClient(
            ServerSettings settings,
            MetadataSource source,
            Endpoints endpoints,
            AuthorizationRequests requests,
            TokenCall tokens,
            ClientKeys keys,
            TokenServices services,
            Identities identities,
            ClientRegistrar registrar,
            ServerBrands brands,
            Function<TokenRequests, ManagedAccess> managed,
            Audit audit) {
        this.settings = settings;
        this.source = source;
        this.endpoints = endpoints;
        this.requests = requests;
        this.responses = new ResponseCheck(settings.name());
        this.tokens = tokens;
        this.keys = keys;
        this.services = services;
        this.owner = new TokenOwner(settings.name());
        this.bearerTargets = new BearerTargets(settings.addresses(), endpoints::metadata);
        this.identities = identities;
        this.registrar = registrar;
        this.brands = brands;
        this.audit = audit;
        this.managed = managed.apply(new Requests());
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
        AuthorizationRequest request;
        try {
            request = requests.build(launch, scopes, endpoints::authorizationEndpoint);
        } catch (SmartException failure) {
            audit.launchRefused(null, failure);
            throw failure;
        }
        audit.begun(request, launch);
        return request;
    }

    @Override
    public TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response) {
        return exchange(request, response, Optional.empty());
    }

    @Override
    public TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response, Credential credential) {
        return exchange(request, response, Optional.of(credential));
    }

    @Override
    public TokenResponse refresh(TokenResponse tokens) {
        return refresh(requestOf(tokens), Optional.empty());
    }

    @Override
    public TokenResponse refresh(TokenResponse tokens, Credential credential) {
        return refresh(requestOf(tokens), Optional.of(credential));
    }

    @Override
    public TokenResponse refresh(RefreshRequest request) {
        return refresh(request, Optional.empty());
    }

    @Override
    public TokenResponse refresh(RefreshRequest request, Credential credential) {
        return refresh(request, Optional.of(credential));
    }

    @Override
    public TokenResponse backendToken() {
        return backendToken(settings.client().scopes(), Optional.empty());
    }

    @Override
    public TokenResponse backendToken(Scopes scopes) {
        return backendToken(scopes, Optional.empty());
    }

    @Override
    public TokenResponse backendToken(Credential credential) {
        return backendToken(settings.client().scopes(), Optional.of(credential));
    }

    @Override
    public TokenResponse backendToken(Scopes scopes, Credential credential) {
        return backendToken(scopes, Optional.of(credential));
    }

    @Override
    public AccessToken accessToken() {
        return managed.accessToken();
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
        return bearerTargets.allows(target) ? Optional.of("Bearer " + token.value()) : Optional.empty();
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

    @Override
    public String toString() {
        return "SmartClient[" + settings.name() + "]";
    }

    private TokenResponse exchange(
            AuthorizationRequest request, AuthorizationResponse response, Optional<Credential> credential) {
        TokenResponse granted;
        try {
            responses.requireSame(request, response);
            String code = responses.code(request, response, endpoints.metadata());
            granted = audit.refusals(SmartRequest.CODE_EXCHANGE, () -> exchange(request, code, credential));
        } catch (SmartException failure) {
            audit.launchRefused(request, failure);
            throw failure;
        }
        audit.completed(request, granted);
        return granted;
    }

    private TokenResponse exchange(AuthorizationRequest request, String code, Optional<Credential> credential) {
        Grant grant = new Grant.AuthorizationCode(code, request.redirectUri(), request.codeVerifier());
        return identities.ofLaunch(
                request, tokens.request(type(), grant, request.scopes(), JsonValue.EMPTY_JSON_OBJECT, credential));
    }

    private RefreshRequest requestOf(TokenResponse earlier) {
        owner.require(earlier.server());
        String refreshToken = earlier.refreshToken()
                .orElseThrow(() -> new ValidationException(
                        settings.name(),
                        Message.NO_REFRESH_TOKEN.of(settings.name(), settings.key(Setting.SCOPES)),
                        "refresh_token",
                        "there is none"));
        return new RefreshRequest(
                refreshToken,
                earlier.accessToken().scopes(),
                Scopes.none(),
                CarriedOver.from(earlier),
                earlier.validatedIdToken());
    }

    private TokenResponse refresh(RefreshRequest request, Optional<Credential> credential) {
        return refresh(request, credential, () -> {});
    }

    private TokenResponse refresh(RefreshRequest request, Optional<Credential> credential, Runnable leaving) {
        TokenResponse renewed = audit.refusals(SmartRequest.REFRESH, () -> refreshed(request, credential, leaving));
        audit.renewed(request.refreshToken(), renewed);
        return renewed;
    }

    private TokenResponse refreshed(RefreshRequest request, Optional<Credential> credential, Runnable leaving) {
        Scopes wider = request.grantedScopes().isEmpty()
                ? Scopes.none()
                : request.scopes().notCoveredBy(request.grantedScopes());
        if (!wider.isEmpty()) {
            throw new ValidationException(
                    settings.name(),
                    Message.WIDER_SCOPE.of(settings.name(), wider),
                    "scope",
                    wider + " was not granted");
        }
        Scopes requested = request.scopes().isEmpty() ? request.grantedScopes() : request.scopes();
        JsonObject carriedOver = CarriedOver.with(request);
        Grant grant = new Grant.RefreshToken(request.refreshToken(), request.scopes());
        return identities.ofRefresh(
                request, tokens.request(type(), grant, requested, carriedOver, credential, leaving));
    }

    private TokenResponse backendToken(Scopes scopes, Optional<Credential> credential) {
        Scopes requested = scopes.isEmpty() ? ALL_OF_THE_SYSTEM : scopes;
        TokenResponse issued = audit.refusals(
                SmartRequest.BACKEND_TOKEN,
                () -> tokens.request(
                        ClientType.CONFIDENTIAL_ASYMMETRIC,
                        new Grant.ClientCredentials(requested),
                        requested,
                        JsonValue.EMPTY_JSON_OBJECT,
                        credential));
        audit.issued(TokenFlow.BACKEND_SERVICES, issued);
        return issued;
    }

    private ClientType type() {
        return settings.client().type();
    }

    /** What managed tokens are asked for with. */
    private final class Requests implements TokenRequests {
        @Override
        public TokenResponse backend(Scopes scopes) {
            return backendToken(scopes);
        }

        @Override
        public TokenResponse refresh(TokenResponse earlier, Runnable leaving) {
            return ConfiguredSmartClient.this.refresh(requestOf(earlier), Optional.empty(), leaving);
        }
    }
}
