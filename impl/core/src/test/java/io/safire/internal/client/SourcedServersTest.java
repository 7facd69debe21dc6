package io.safire.internal.client;

import static io.safire.internal.client.SourcedServersFixture.backend;
import static io.safire.internal.client.SourcedServersFixture.signer;
import static io.safire.internal.client.SourcedServersFixture.symmetric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.error.ConfigurationException;
import io.safire.error.SignInRequiredException;
import io.safire.error.ValidationException;
import io.safire.internal.LogCapture;
import io.safire.spi.ReadinessMode;
import io.safire.token.AccessToken;
import io.safire.token.IssuedTokens;
import io.safire.token.ManagedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import io.safire.token.UserTokens;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourcedServersTest {

    private static final Credential SIGNER = signer("k-1");
    private static final URI PATIENT = URI.create("https://a.example/r4/Patient/1");

    private final SourcedServersFixture application = new SourcedServersFixture();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void usesServerThatWasAddedAfterStart() {
        clients().validate(List.of("epic"), true);
        assertThat(clients().names()).containsExactly("epic");
        application.source.put("a", backend("a.example", SIGNER).build());
        assertThat(clients().names()).containsExactlyInAnyOrder("a", "epic");
        assertThat(clients().client("a").accessToken().value()).startsWith("a.example-");
        assertThat(clients().client("a").name()).isEqualTo("a");
        assertThat(clients().client().name()).isEqualTo("epic");
        assertThat(clients().client("a")).isSameAs(clients().client("a"));
    }

    @Test
    void requestsNewTokenAfterChangeOfBaseUrl() {
        SmartClient client = add("a", backend("a.example", SIGNER).build());
        ResourceAccess resources = client.resources();
        assertThat(client.accessToken().value()).startsWith("a.example-");
        application.source.put("a", backend("b.example", SIGNER).build());
        AccessToken token = client.accessToken();
        assertThat(token.value()).startsWith("b.example-");
        assertThat(resources.authorization(token, PATIENT)).isEmpty();
        assertThat(resources.authorization(token, URI.create("https://b.example/r4/Patient/1")))
                .isPresent();
    }

    @Test
    void dropsTokensButNotMetadataIfClientIdOrScopesChange() {
        SmartClient client = add("a", backend("a.example", SIGNER).build());
        String first = client.accessToken().value();
        application.source.put(
                "a", backend("a.example", SIGNER).clientId("other").build());
        String second = client.accessToken().value();
        application.source.put(
                "a",
                backend("a.example", SIGNER)
                        .clientId("other")
                        .scopes(Scopes.of("system/Patient.rs"))
                        .build());
        assertThat(List.of(first, second, client.accessToken().value())).doesNotHaveDuplicates();
        assertThat(application.sent)
                .filteredOn(request -> request.startsWith("GET"))
                .hasSize(1);
    }

    @Test
    void keepsTokensIfOnlySecretOrNothingChanges() {
        SmartClient client = add("a", backend("a.example", SIGNER).build());
        SmartClient users = add("u", symmetric("u.example").build());
        String token = client.accessToken().value();
        users.userTokens().store("session-1", application.launch("u"));
        application.source.put("a", backend("a.example", signer("k-2")).build());
        application.source.put(
                "u",
                symmetric("u.example").credential(Credential.secret("april")).build());
        assertThat(client.accessToken().value()).isEqualTo(token);
        assertThat(users.userTokens().find("session-1")).isPresent();
        assertThat(clients().settings("u").secrets().clientSecret()).contains("april");
        int transports = application.transports.size();
        application.source.put(
                "u",
                symmetric("u.example")
                        .name("renamed")
                        .credential(Credential.secret("april"))
                        .build());
        assertThat(users.metadata()).isNotNull();
        assertThat(application.transports).hasSize(transports);
    }

    @Test
    void rejectsEveryCallForRemovedServer() throws ReflectiveOperationException {
        SmartClient client = add("a", backend("a.example", SIGNER).build());
        AccessToken token = client.accessToken();
        ManagedTokens user = client.userTokens().store("session-1", application.launch("a"));
        UserTokens users = client.userTokens();
        ResourceAccess resources = client.resources();
        IssuedTokens issued = client.tokens();
        TokenRequests requests = client.with(signer("other"));
        assertThat(resources.authorization(token, PATIENT)).isPresent();
        application.source.remove("a");
        application.sent.clear();
        for (Method method : SmartClient.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.getName().equals("name")) {
                Object[] arguments = Stream.of(method.getParameterTypes())
                        .map(SourcedServersTest::argument)
                        .toArray();
                assertThatThrownBy(() -> method.invoke(client, arguments))
                        .as(method.toString())
                        .cause()
                        .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.code())
                                .isEqualTo("SAFIRE-2402"));
            }
        }
        assertRemoved(() -> resources.authorization(token, PATIENT));
        assertRemoved(() -> users.find("session-1"));
        assertRemoved(user::accessToken);
        assertRemoved(user::tokens);
        assertRemoved(() -> issued.introspect("t"));
        assertRemoved(() -> requests.refresh(RefreshRequest.of("r")));
        assertThatThrownBy(() -> clients().client("a"))
                .hasMessageStartingWith("SAFIRE-2402 a: ")
                .hasMessageContaining(SourcedServersFixture.class.getName());
        assertThatThrownBy(() -> clients().forLaunch("https://a.example/r4")).isInstanceOf(ValidationException.class);
        assertThat(application.sent).isEmpty();
        assertThat(clients().names()).containsExactly("epic");
    }

    @Test
    void usesServerThatWasAddedAgain() {
        SmartClient client = add("a", backend("a.example", SIGNER).build());
        AccessToken earlier = client.accessToken();
        application.source.remove("a");
        assertRemoved(client::accessToken);
        application.source.put("a", backend("a.example", SIGNER).build());
        assertThat(client.accessToken().value()).isNotEqualTo(earlier.value());
    }

    @Test
    void sendsNoFurtherRequestIfServerIsRemovedDuringCall() {
        SmartClient client = add("a", backend("a.example", SIGNER).build());
        application.duringRequest = () -> application.source.remove("a");
        assertRemoved(client::accessToken);
        assertThat(application.sent)
                .as("the metadata request was in progress, the token request was not sent")
                .singleElement()
                .asString()
                .startsWith("GET ");
    }

    @Test
    void sendsNoRequestWithEarlierSettingsAfterChange() {
        SmartClient client = add("a", backend("a.example", SIGNER).build());
        application.duringRequest =
                () -> application.source.put("a", backend("b.example", SIGNER).build());
        assertThatThrownBy(client::accessToken)
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.code())
                        .isEqualTo("SAFIRE-2404"));
        application.duringRequest = null;
        assertThat(client.accessToken().value()).startsWith("b.example-");
        assertThat(application.sent).noneMatch(request -> request.contains("a.example/token"));
    }

    @Test
    void dropsUserTokensInMemoryIfClientIdChanges() {
        SmartClient client = add("a", symmetric("a.example").build());
        TokenResponse tokens = application.launch("a");
        ManagedTokens user = client.userTokens().store("session-1", tokens);
        assertThat(user.accessToken().value()).startsWith("a.example-");
        application.source.put("a", symmetric("a.example").clientId("other").build());
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        client.userTokens().store("session-1", tokens);
        assertThat(user.accessToken()).isEqualTo(tokens.accessToken());
    }

    @Test
    void findsServerOfLaunchWithoutCreatingOtherClients() {
        add("a", symmetric("a.example").build());
        application.source.put("b", symmetric("b.example").build());
        application.source.put("c", symmetric("c.example").build());
        clients().client("epic");
        int before = application.transports.size();
        assertThat(clients().forLaunch("https://B.example:443/r4/").name()).isEqualTo("b");
        for (String iss : List.of("https://attacker.example/r4", "https://a.example/r5", "nonsense", "")) {
            assertThatThrownBy(() -> clients().forLaunch(iss)).isInstanceOf(ValidationException.class);
        }
        assertThatThrownBy(() -> clients().client("attacker\nname")).isInstanceOf(ConfigurationException.class);
        assertThat(application.transports).hasSize(before + 1);
        application.source.put("b", symmetric("d.example").build());
        assertThatThrownBy(() -> clients().forLaunch("https://b.example/r4")).isInstanceOf(ValidationException.class);
        assertThat(clients().forLaunch("https://d.example/r4").name()).isEqualTo("b");
    }

    @Test
    void ignoresServersWithUnusableNames() {
        SmartClientSettings settings = symmetric("a.example").build();
        try (LogCapture log = new LogCapture(SourcedServers.class.getName())) {
            for (String name : List.of("epic", "client-secret.a", "default", "a\nb", " ")) {
                application.source.put(name, settings);
            }
            assertThat(clients().names()).containsExactly("epic");
            clients().names();
            assertThat(log.lines()).hasSize(5).allMatch(line -> line.contains("SAFIRE-2401"));
        }
        assertThat(clients().sourceFindings())
                .extracting(Finding::id)
                .hasSize(5)
                .containsOnly("SAFIRE-2401");
        assertThat(clients().settings("epic").endpoints().baseUrl()).hasHost("epic.example");
        for (String name : List.of("client-secret.a", "default", "a\nb", " ")) {
            assertThatThrownBy(() -> clients().client(name))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("SAFIRE-2401 ")
                    .hasMessageContaining(SourcedServersFixture.class.getName());
        }
        application.source.keySet().removeIf(name -> !name.equals("a"));
        assertThat(clients().sourceFindings()).isEmpty();
    }

    @Test
    void reportsUnusableSettingsOfOneServerOnly() {
        add("b", backend("b.example", SIGNER).build());
        try (LogCapture log = new LogCapture(SourcedServers.class.getName())) {
            application.source.put(
                    "a",
                    symmetric("a.example")
                            .set("read-timeout", "15")
                            .set("base-url", "http://a.example")
                            .build());
            for (int call = 0; call < 3; call++) {
                assertThatThrownBy(() -> clients().client("a"))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("ServerSource.read-timeout")
                        .hasMessageContaining("ServerSource.base-url");
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("SAFIRE-2400 a: ", SourcedServersFixture.class.getName());
        }
        assertThat(clients().keyErrorId("a")).isPresent();
        assertThat(clients().configurationFindings("a")).isNotEmpty();
        assertThat(clients().readiness("a")).isEqualTo(ReadinessMode.REPORTED);
        assertThat(clients().client("b").accessToken().value()).startsWith("b.example-");
        assertThatThrownBy(() -> clients().forLaunch("https://a.example/r4")).isInstanceOf(ValidationException.class);
        clients().validate(List.of("a", "unknown"), true);
        application.source.put("a", symmetric("a.example").build());
        assertThat(clients().client("a").metadata()).isNotNull();
        assertThat(clients().keyErrorId("a")).isEmpty();
    }

    @Test
    void keepsServersWhileSourceFails() {
        SmartClient client = add("a", backend("a.example", SIGNER).build());
        String token = client.accessToken().value();
        application.failure = new IllegalStateException("password of the database");
        try (LogCapture log = new LogCapture(SourcedServers.class.getName())) {
            assertThat(clients().names()).containsExactlyInAnyOrder("a", "epic");
            assertThatThrownBy(client::accessToken)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("SAFIRE-2403")
                    .hasMessageContaining("java.lang.IllegalStateException")
                    .hasMessageNotContaining("password");
            clients().names();
            assertThat(log.lines()).singleElement().asString().contains("SAFIRE-2403");
        }
        assertThat(clients().sourceFindings()).extracting(Finding::id).containsExactly("SAFIRE-2403");
        assertThat(clients().client("epic").name()).isEqualTo("epic");
        application.failure = null;
        assertThat(client.accessToken().value()).isEqualTo(token);
        assertThat(clients().sourceFindings()).isEmpty();
    }

    @Test
    void warnsAboutCredentialThatServersShare() {
        try (LogCapture log = new LogCapture(SharedCredentials.class.getName())) {
            add("a", symmetric("a.example").build()).metadata();
            assertThat(log.lines()).isEmpty();
            add("b", symmetric("b.example").build()).metadata();
            add("c", symmetric("c.example").build()).metadata();
            assertThat(log.lines()).singleElement().asString().contains("SAFIRE-0114", "a, b");
        }
        assertThat(clients().configurationFindings("c")).extracting(Finding::id).contains("SAFIRE-0114");
        application.source.put(
                "b",
                symmetric("b.example").credential(Credential.secret("other")).build());
        application.source.remove("c");
        clients().client("b").metadata();
        clients().names();
        assertThat(clients().configurationFindings("a")).extracting(Finding::id).doesNotContain("SAFIRE-0114");
    }

    @Test
    void usesStoreKeyOfConfiguration() {
        application.values.put("safire.store-key", "key-of-all-servers");
        application.values.put("safire.read-timeout", "PT1S");
        add("a", symmetric("a.example").build());
        assertThat(clients().settings("a").secrets().storeKey()).contains("key-of-all-servers");
        assertThat(clients().settings("a").http().readTimeout()).hasSeconds(15);
    }

    @Test
    void rejectsNameOfSourceForCreatedClient() {
        add("a", symmetric("a.example").build());
        assertThatThrownBy(
                        () -> clients().create(symmetric("x.example").name("a").build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SmartClientSettings.name");
    }

    private ConfiguredClients clients() {
        return application.clients();
    }

    private SmartClient add(String name, SmartClientSettings settings) {
        application.source.put(name, settings);
        return clients().client(name);
    }

    private static void assertRemoved(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.code())
                        .isEqualTo("SAFIRE-2402"));
    }

    private static @Nullable Object argument(Class<?> type) {
        return type == Scopes.class ? Scopes.none() : null;
    }
}
