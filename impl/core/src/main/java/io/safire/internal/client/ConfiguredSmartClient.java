package io.safire.internal.client;

import io.safire.SmartClient;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.brand.BrandBundle;
import io.safire.bulk.BulkData;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.cache.AutoRefreshingToken;
import io.safire.internal.cache.TokenProvider;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.diagnosis.DiagnosedClient;
import io.safire.internal.diagnosis.Doctor;
import io.safire.internal.discovery.SmartMetadataCache;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.key.PublicKeys;
import io.safire.registration.DynamicRegistration;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import io.safire.token.UserTokens;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The client of one configured server. The serialized form of a client is the name of its server, so that a passivating
 * bean can hold the client.
 */
@SuppressWarnings("serial") // serialization writes no field of this class
final class ConfiguredSmartClient extends ServerTokenRequests implements SmartClient, Serializable {

    private static final long serialVersionUID = 1L;

    private final ServerSettings settings;
    private final ClientFlows flows;
    private final SmartMetadataCache metadataSource;
    private final BrandBundles brands;
    private final TokenProvider managed;
    /**
     * The token for the configured scopes. A separate field holds this token, so that a call for a cached token takes
     * few steps.
     */
    private final AutoRefreshingToken defaultToken;

    private final ResourceAccess resources;
    private final DynamicRegistration registration;
    private final DiagnosedClient diagnosed;
    private final Serializable serializedForm;
    private final HttpSender http;
    private final HttpSenderFactory senders;
    private final Clock clock;

    ConfiguredSmartClient(
            ServerSettings settings,
            ClientFlows flows,
            SmartMetadataCache metadataSource,
            BrandBundles brands,
            TokenProvider managed,
            ResourceAccess resources,
            DynamicRegistration registration,
            DiagnosedClient diagnosed,
            Serializable serializedForm,
            HttpSender http,
            HttpSenderFactory senders,
            Clock clock) {
        super(settings, flows, Optional.empty());
        this.settings = settings;
        this.flows = flows;
        this.metadataSource = metadataSource;
        this.brands = brands;
        this.managed = managed;
        this.defaultToken = managed.defaultToken();
        this.resources = resources;
        this.registration = registration;
        this.diagnosed = diagnosed;
        this.serializedForm = serializedForm;
        this.http = http;
        this.senders = senders;
        this.clock = clock;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public SmartMetadata metadata() {
        return metadataSource.metadata();
    }

    @Override
    public BrandBundle brands() {
        return brands.ofServer(new BrandBundles.Server(settings, metadataSource));
    }

    @Override
    public AccessToken accessToken() {
        return defaultToken.accessToken();
    }

    @Override
    public AccessToken accessToken(Scopes scopes) {
        return managed.accessToken(scopes);
    }

    @Override
    public CompletionStage<AccessToken> accessTokenAsync() {
        return defaultToken.accessTokenAsync();
    }

    @Override
    public TokenRequests with(Credential credential) {
        if (credential == null) {
            throw CredentialOverrides.missing(settings);
        }
        return new ServerTokenRequests(settings, flows, Optional.of(credential));
    }

    @Override
    public UserTokens userTokens() {
        return managed.userTokens();
    }

    @Override
    public ResourceAccess resources() {
        return resources;
    }

    @Override
    public DynamicRegistration registration() {
        return registration;
    }

    @Override
    public BulkData bulkData() {
        return BulkModule.create(
                new BulkDataProvider.Client(settings, http, senders, this::accessToken, resources, clock));
    }

    @Override
    public PublicKeys jwks() {
        return diagnosed.keys().publishKeys();
    }

    @Override
    public Diagnosis diagnose(DiagnosisOptions options) {
        return new Doctor(diagnosed).diagnose(options);
    }

    private Object writeReplace() {
        return serializedForm;
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a client is serialized as its name");
    }

    @Override
    public String toString() {
        return "SmartClient[" + settings.name() + "]";
    }
}
