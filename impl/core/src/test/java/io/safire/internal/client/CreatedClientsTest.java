package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.TokenRequests;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.ValidationException;
import io.safire.internal.LogCapture;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.spi.CredentialSource;
import io.safire.spi.KeySource;
import io.safire.spi.RegistrationStore;
import io.safire.token.AccessToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreatedClientsTest {

    private static final String BASE_URL = "https://tenant.example/r4";
    private static final String METADATA = """
            {"authorization_endpoint":"https://tenant.example/authorize","token_endpoint":"https://tenant.example/token"}""";

    private final SettableClock clock = new SettableClock();
    private final Map<String, String> values = new HashMap<>(Map.of("safire.epic.base-url", "https://fhir.example/r4"));
    private final List<String> sent = new ArrayList<>();
    private Function<OutboundRequest, InboundResponse> server = CreatedClientsTest::respond;
    private @Nullable Runnable onRetry;
    private @Nullable ConfiguredClients clients;

    @Test
    void reportsUnknownSettingTogetherWithUnusableKey() {
        SmartClientSettings settings = SmartClientSettings.builder(BASE_URL)
                .set("client-id", "app")
                .set("client-type", "confidential-asymmetric")
                .set("private-key", "not a key")
                .set("kid", "k-1")
                .set("retry-count", "3")
                .build();
        assertThatThrownBy(() -> create(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SmartClientSettings.retry-count")
                .hasMessageContaining("SmartClientSettings.private-key");
    }

    @Test
    void sendsRequestsWithGivenSettingsOnly() {
        values.put("safire.connect-timeout", "PT1S");
        values.put("safire.client-id", "of-default-server");
        SmartClient client = create(symmetric().build());
        assertThat(client.name()).isEqualTo("tenant.example/r4");
        TokenResponse tokens = launch(client);
        assertThat(tokens.server()).isEqualTo("tenant.example/r4");
        assertThat(sent)
                .containsExactly(
                        "GET https://tenant.example/r4/.well-known/smart-configuration",
                        "POST https://tenant.example/token " + basic("app", "word-of-march"));
        assertThat(clients().names()).containsExactly("epic");
        assertThatThrownBy(() -> clients().forLaunch(BASE_URL)).isInstanceOf(ValidationException.class);
    }

    @Test
    void reportsAllErrorsWithKeysOfSettings() {
        assertThatThrownBy(() -> create(SmartClientSettings.builder("http://tenant.example/r4")
                        .name("tenant")
                        .set("read-timeout", "15")
                        .set("client-secret", "hidden-word")
                        .set("retry-max", "3")
                        .set("redirect-url", "https://app.example/callback")
                        .set("safire.epic.client-id", "app")
                        .set("brand-bundle-limit", "64")
                        .build()))
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> {
                    assertThat(failure.server()).contains("tenant");
                    assertThat(failure.nonHttpsUriAttributes()).containsExactly("base_url");
                    assertThat(failure.invalidAttribute()).contains("read_timeout");
                    assertThat(failure.findings()).anySatisfy(finding -> assertThat(finding.configurationKey())
                            .contains("SmartClientSettings.client-type"));
                })
                .hasMessageStartingWith("SAFIRE-0141 tenant: ")
                .hasMessageContaining(
                        "SmartClientSettings.redirect-url (did you mean SmartClientSettings.redirect-uri?)")
                .hasMessageContaining(
                        "SmartClientSettings.safire.epic.client-id (did you mean SmartClientSettings.client-id?)")
                .hasMessageContaining(
                        "SmartClientSettings.brand-bundle-limit (add the artifact io.safire:safire-brands)")
                .hasMessageContaining("SmartClientSettings.retry-max, ")
                .hasMessageContaining("Change SmartClientSettings.read-timeout.")
                .hasMessageContaining("Set SmartClientSettings.base-url to an https URL")
                .hasMessageContaining("Set SmartClientSettings.client-type")
                .hasMessageNotContaining("hidden-word");
        assertThatThrownBy(() -> create(SmartClientSettings.builder(" ").build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("SAFIRE-0101 created: Configuration missing: base_url. Set SmartClientSettings.base-url."
                        + " The value of SmartClientSettings.base-url in the application is blank.");
    }

    @Test
    void warnsOnceAboutHttpOnLoopback() {
        SmartClientSettings settings = SmartClientSettings.builder("http://localhost:8080/r4")
                .set("allow-insecure-localhost", "true")
                .build();
        try (LogCapture log = new LogCapture(LoopbackHttp.class.getName())) {
            create(settings).close();
            create(settings);
            create(SmartClientSettings.builder("https://tenant.example/r5").build());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-0130 ")
                    .contains("these servers: localhost:8080/r4.");
        }
    }

    @Test
    void namesKeyOfMissingSettingAtCall() {
        SmartClient client = create(SmartClientSettings.builder(BASE_URL).build());
        assertThatThrownBy(client::requestToken)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SmartClientSettings.")
                .hasMessageNotContaining("safire.");
    }

    @Test
    void rejectsNameOfOtherClient() {
        for (String name : List.of("", " ", "a\nb", "\u202eabc", "x".repeat(301))) {
            assertInvalidName(name, BASE_URL);
        }
        assertInvalidName("epic", "https://fhir.example/r4");
        CloseableSmartClient first = create(named("tenant", BASE_URL));
        assertInvalidName("tenant", "https://other.example/r4");
        create(named("tenant", BASE_URL)).close();
        first.close();
        create(named("tenant", "https://other.example/r4"));
    }

    @Test
    void acceptsTokensOnlyOfConfiguredClientOfSameServer() {
        for (String name : List.of("epic", "cerner")) {
            assertThatThrownBy(() ->
                            create(symmetric().set("accept-tokens-of", name).build()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("SmartClientSettings.accept-tokens-of")
                    .hasMessageContaining(name);
        }
        values.put("safire.epic.base-url", BASE_URL);
        clients = null;
        SmartClient client = create(symmetric().set("accept-tokens-of", "epic").build());
        AccessToken foreign = new AccessToken("epic", "e-1", clock.instant().plusSeconds(60), Scopes.none());
        assertThat(client.resources().authorization(foreign, URI.create(BASE_URL + "/Patient/1")))
                .contains("Bearer e-1");
        AccessToken unaccepted =
                new AccessToken("cerner", "c-1", clock.instant().plusSeconds(60), Scopes.none());
        assertThatThrownBy(() -> client.resources().invalidate(unaccepted)).isInstanceOf(ValidationException.class);
    }

    /** Only the client that issued a token can replace it. Two servers could even issue tokens with the same value. */
    @Test
    void keepsOwnTokenWhenTokenOfAcceptedClientIsRejected() throws GeneralSecurityException {
        values.put("safire.epic.base-url", BASE_URL);
        SmartClient client = create(asymmetric()
                .credential(Credential.key(keyPair().getPrivate(), "k-1"))
                .set("accept-tokens-of", "epic")
                .build());
        AccessToken own = client.accessToken();
        clock.advance(Duration.ofSeconds(30));
        sent.clear();
        AccessToken foreign = new AccessToken("epic", own.value(), own.expiresAt(), own.scopes());
        client.resources().invalidate(foreign);
        assertThat(client.accessToken()).isEqualTo(own);
        assertThat(sent).isEmpty();
        client.resources().invalidate(own);
        client.accessToken();
        assertThat(sent).hasSize(1);
    }

    @Test
    void authenticatesWithEachFormOfCredential() throws GeneralSecurityException {
        KeyPair pair = keyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";
        for (Credential credential : List.of(
                Credential.key(pem, "k-1"),
                Credential.key(pair.getPrivate(), "k-1"),
                Credential.signer("k-1", "ES384", input -> sign(pair, input)))) {
            SmartClient client = create(asymmetric().credential(credential).build());
            assertThat(client.accessToken().value()).isEqualTo("a-1");
            assertThat(assertionHeader(sent.get(sent.size() - 1))).contains("\"k-1\"", "\"ES384\"");
        }
        SmartClient client = create(asymmetric()
                .set("private-key", pem)
                .credential(Credential.kid("k-2"))
                .build());
        client.requestToken();
        assertThat(assertionHeader(sent.get(sent.size() - 1))).contains("\"k-2\"");
        assertThat(client.jwks().keys()).singleElement().satisfies(key -> assertThat(key.kid())
                .isEqualTo("k-2"));
    }

    @Test
    void replacesOwnCredentialForOneCall() throws GeneralSecurityException {
        SmartClient client = create(asymmetric()
                .credential(Credential.key(keyPair().getPrivate(), "own"))
                .build());
        client.with(Credential.key(keyPair().getPrivate(), "of-the-call")).requestToken();
        assertThat(assertionHeader(sent.get(sent.size() - 1))).contains("\"of-the-call\"");
        client.requestToken();
        assertThat(assertionHeader(sent.get(sent.size() - 1))).contains("\"own\"");
    }

    @Test
    void rejectsUnusableCredential() throws GeneralSecurityException {
        Map<SmartClientSettings.Builder, String> unusable = Map.of(
                symmetric().credential(Credential.secret(" ")), "SmartClientSettings.client-secret",
                symmetric().set("client-secret", "another"), "SmartClientSettings.client-secret",
                symmetric().credential(Credential.key(keyPair().getPrivate(), "k")), "SmartClientSettings.client-type",
                asymmetric().credential(Credential.key(keyPair().getPrivate(), "")), "kid",
                asymmetric().credential(Credential.key("no key", "k")), "SmartClientSettings.private-key");
        unusable.forEach((settings, key) -> assertThatThrownBy(() -> create(settings.build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key));
        assertThat(clients().names()).hasSize(1);
    }

    /** A source of an application with one server may return the secrets of this server for any name. */
    @Test
    void usesNeitherSourcesNorStoresOfApplication() {
        SmartClient client = create(asymmetric().build());
        assertThatThrownBy(client::requestToken).hasMessageContaining("Configuration missing: private_key");
        create(SmartClientSettings.builder(BASE_URL).build()).metadata();
        SmartClient unregistered = create(symmetric().clientId("").build());
        assertThatThrownBy(() -> unregistered.refresh(RefreshRequest.of("r-1")))
                .hasMessageContaining("Configuration missing: client_id");
    }

    @Test
    void storesUserTokensInMemory() {
        SmartClient client = create(symmetric().build());
        client.userTokens().store("session-1", launch(client));
        assertThat(client.userTokens().find("session-1")).isPresent();
    }

    @Test
    void sharesMetadataWithConfiguredServer() {
        SmartClient configured = clients().client("epic");
        SmartClient client = create(SmartClientSettings.builder("https://fhir.example/r4")
                .name("other")
                .build());
        assertThat(client.metadata()).isSameAs(configured.metadata());
        assertThat(sent).hasSize(1);
    }

    @Test
    void changesClientTypeWithoutSecondDiscovery() {
        SmartClient publicClient =
                create(SmartClientSettings.builder(BASE_URL).clientId("app").build());
        publicClient.metadata();
        launch(create(symmetric().build()));
        assertThat(sent).filteredOn(request -> request.startsWith("GET")).hasSize(1);
    }

    @Test
    void rejectsAllCallsAfterClose() throws ReflectiveOperationException {
        CloseableSmartClient client = create(symmetric().build());
        client.metadata();
        TokenRequests requests = client.with(Credential.secret("other"));
        client.close();
        client.close();
        for (Method method : SmartClient.class.getMethods()) {
            boolean isCall = !Modifier.isStatic(method.getModifiers())
                    && !method.getName().equals("name");
            if (isCall) {
                Object[] arguments = Stream.of(method.getParameterTypes())
                        .map(CreatedClientsTest::argument)
                        .toArray();
                assertThatThrownBy(() -> method.invoke(client, arguments))
                        .as(method.toString())
                        .cause()
                        .isInstanceOfSatisfying(ValidationException.class, failure -> {
                            assertThat(failure.code()).isEqualTo("SAFIRE-1811");
                            assertThat(failure.server()).contains("tenant.example/r4");
                        });
            }
        }
        sent.clear();
        assertClosed(() -> requests.refresh(RefreshRequest.of("r-1")));
        assertThat(sent).isEmpty();
        assertThat(client.name()).isEqualTo("tenant.example/r4");
    }

    @Test
    void endsRequestInProgressAndSendsNoRetry() {
        CloseableSmartClient client = create(symmetric().build());
        client.metadata();
        server = request -> {
            client.close();
            return respond(request);
        };
        assertThat(client.refresh(RefreshRequest.of("r-1")).accessToken().value())
                .isEqualTo("a-1");
        CloseableSmartClient retrying = create(symmetric().build());
        server = request -> {
            retrying.close();
            onRetry.run();
            throw new TransportException(FailureKind.NOT_CONNECTED, "Connection refused", request.target());
        };
        assertClosed(retrying::metadata);
    }

    @Test
    void releasesMetadataAndNameWithLastClient() {
        create(symmetric().build()).close();
        CloseableSmartClient client = create(symmetric().build());
        client.metadata();
        client.close();
        create(symmetric().build()).metadata();
        assertThat(sent).hasSize(2);
    }

    @Test
    void closesWithApplication() {
        CloseableSmartClient client = create(symmetric().build());
        clients().close();
        assertClosed(client::metadata);
    }

    @Test
    void refusesTokenEndpointOfConfiguredServer() {
        values.put("safire.epic.token-endpoint", "https://as.hospital.example/token");
        SmartClient client = create(symmetric().build());
        server = request -> respond(request, METADATA.replace("tenant.example", "as.hospital.example"));
        assertThatThrownBy(() -> client.authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("epic")
                .hasMessageContaining("SmartClientSettings.endpoint-hosts");
    }

    @Test
    void hasNoEffectOnConfiguredServers() {
        register("epic");
        server = request -> respond(request, METADATA.replace("tenant.example", "as.hospital.example"));
        create(symmetric().build()).authorize(Launch.standalone());
        assertThat(clients().client("epic").authorize(Launch.standalone()).endpoint())
                .hasHost("as.hospital.example");
        create(symmetric("https://as.hospital.example/fhir").build());
        assertThat(clients().client("epic").authorize(Launch.standalone()).endpoint())
                .hasHost("as.hospital.example");
    }

    @Test
    void explainsThatClientIsNotSerializable() {
        SmartClient client = create(symmetric().build());
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(client))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageStartingWith("SAFIRE-1812 tenant.example/r4: ");
    }

    private void assertInvalidName(String name, String baseUrl) {
        assertThatThrownBy(() -> create(named(name, baseUrl)))
                .as(name)
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.invalidAttribute())
                        .contains("name"))
                .hasMessageContaining("SmartClientSettings.name");
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ValidationException.class, failure -> assertThat(failure.code())
                .isEqualTo("SAFIRE-1811"));
    }

    private static SmartClientSettings named(String name, String baseUrl) {
        return SmartClientSettings.builder(baseUrl).name(name).build();
    }

    private static SmartClientSettings.Builder symmetric() {
        return symmetric(BASE_URL);
    }

    private static SmartClientSettings.Builder symmetric(String baseUrl) {
        return SmartClientSettings.builder(baseUrl)
                .clientId("app")
                .clientType(ClientType.CONFIDENTIAL_SYMMETRIC)
                .redirectUri("https://app.example/callback")
                .scopes(Scopes.of("launch/patient"))
                .credential(Credential.secret("word-of-march"));
    }

    private static SmartClientSettings.Builder asymmetric() {
        return SmartClientSettings.builder(BASE_URL)
                .clientId("app")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .scopes(Scopes.of("system/*.rs"));
    }

    private void register(String name) {
        values.put("safire." + name + ".client-id", "app");
        values.put("safire." + name + ".redirect-uri", "https://app.example/callback");
        values.put("safire." + name + ".scopes", "launch/patient");
    }

    private static TokenResponse launch(SmartClient client) {
        var request = client.authorize(Launch.standalone());
        return client.exchange(request, AuthorizationResponse.parse("code=c-1&state=" + request.state()));
    }

    private CloseableSmartClient create(SmartClientSettings settings) {
        return clients().create(settings);
    }

    private ConfiguredClients clients() {
        if (clients == null) {
            clients = new ConfiguredClients(
                    TestServers.of(values),
                    (transport, retried) -> {
                        onRetry = retried;
                        return request -> send(request.authenticate());
                    },
                    new ClientEnvironment(
                            clock,
                            new SecureRandom(),
                            onlyForConfiguredServer(RegistrationStore.class, Optional.empty()),
                            onlyForConfiguredServer(KeySource.class, List.of()),
                            onlyForConfiguredServer(CredentialSource.class, Optional.empty()),
                            SmartEventPublisher.withoutObservers(),
                            new TokenEnvironment(
                                    context -> {
                                        if (context.server().equals("epic")) {
                                            return TokenEnvironment.inMemory(new RefreshThreads(null))
                                                    .userTokens()
                                                    .apply(context);
                                        }
                                        throw new AssertionError("a created client must not use the store");
                                    },
                                    new RefreshThreads(null)),
                            List.of(),
                            name -> name));
        }
        return clients;
    }

    private static <T> T onlyForConfiguredServer(Class<T> type, Object result) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!arguments[0].equals("epic")) {
                        throw new AssertionError("a created client must not use " + type);
                    }
                    return result;
                }));
    }

    private InboundResponse send(OutboundRequest request) {
        String authentication = Optional.ofNullable(request.authorization())
                .map(header -> " " + header)
                .orElseGet(() -> request.body().length == 0 ? "" : " " + new String(request.body(), UTF_8));
        sent.add(request.method() + " " + request.target() + authentication);
        return server.apply(request);
    }

    private static InboundResponse respond(OutboundRequest request) {
        return respond(request, METADATA);
    }

    private static InboundResponse respond(OutboundRequest request, String metadata) {
        String body = request.method().equals("GET")
                ? metadata
                : "{\"access_token\":\"a-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
        return new InboundResponse(request.target(), 200, Map.of(), body.getBytes(UTF_8));
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    }

    private static String assertionHeader(String request) {
        String assertion = request.replaceFirst("(?s).*client_assertion=", "");
        return new String(Base64.getUrlDecoder().decode(assertion.substring(0, assertion.indexOf('.'))), UTF_8);
    }

    private static @Nullable Object argument(Class<?> type) {
        return type == Scopes.class ? Scopes.none() : null;
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        return generator.generateKeyPair();
    }

    private static byte[] sign(KeyPair pair, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA384withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(input);
        return signature.sign();
    }
}
