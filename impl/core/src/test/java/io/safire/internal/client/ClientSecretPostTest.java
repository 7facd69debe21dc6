package io.safire.internal.client;

import static io.safire.internal.client.ClientSecretFixture.NEW;
import static io.safire.internal.client.ClientSecretFixture.OLD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.internal.LogCapture;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.registration.ClientMetadata;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of {@code client_secret_post} beside {@code client_secret_basic}. */
class ClientSecretPostTest implements HttpSender {

    private static final String POST = "client_secret_post";
    private static final String BASIC = "client_secret_basic";
    private static final String METHOD = "client-authentication-method";

    private final Map<String, String> values = new HashMap<>();
    private final InMemoryRegistrationStore registrations = new InMemoryRegistrationStore();
    private final List<OutboundRequest> sent = new ArrayList<>();
    private String offeredMethods = "";
    private String registrationBody = "";
    private int discoveryStatus = 200;
    private String acceptedSecret = NEW;

    @BeforeEach
    void configure() {
        set("base-url", "https://fhir.example/r4");
        set("redirect-uri", "https://app.example/callback");
        set("scopes", "launch/patient offline_access");
        set("client-id", "app");
        set("client-type", "confidential-symmetric");
        set("client-secret", NEW);
    }

    @Test
    void sendsSecretInFormOfEachRequest() {
        set(METHOD, POST);
        callAllEndpoints();
        assertThat(sent).hasSize(5).allSatisfy(request -> {
            assertThat(request.authorization()).isNull();
            assertThat(request.target().getRawQuery()).isNull();
            assertThat(form(request)).contains("client_id=app", "client_secret=" + NEW);
        });
    }

    @Test
    void sendsSecretInHeaderOnlyByDefault() {
        for (String method : List.of("", BASIC)) {
            set(METHOD, method);
            callAllEndpoints();
            assertThat(sent).hasSize(5).allSatisfy(request -> {
                assertThat(request.authorization()).startsWith("Basic ");
                assertThat(form(request)).noneMatch(parameter -> parameter.startsWith("client_"));
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"client_secret_post\" | true",
                "\"client_secret_post\",\"private_key_jwt\",\"none\" | true",
                "\"client_secret_post\",\"client_secret_basic\" | false",
                "\"private_key_jwt\" | false",
                "| false"
            })
    void choosesPostIfServerOffersNoBasic(String offered, boolean post) {
        offeredMethods = String.valueOf(offered).replace("null", "");
        SmartClient client = client();
        try (LogCapture log = new LogCapture("io.safire.internal.authentication.SecretAuthenticator")) {
            ClientSecretFixture.launch(client);
            ClientSecretFixture.launch(client);
            assertThat(sent).allSatisfy(request -> assertThat(request.authorization() == null)
                    .isEqualTo(post));
            assertThat(log.lines()).hasSize(post ? 1 : 0).allSatisfy(line -> assertThat(line)
                    .startsWith("WARNING SAFIRE-1015 epic: ")
                    .contains("safire.epic.client-authentication-method=client_secret_post")
                    .doesNotContain(NEW));
        }
    }

    @Test
    void introspectsWithoutDiscovery() {
        discoveryStatus = 404;
        set("introspection-endpoint", "https://as.example/introspect");
        client().tokens().introspect("t-1");
        assertThat(sent).singleElement().satisfies(request -> assertThat(request.authorization())
                .startsWith("Basic "));
    }

    @Test
    void registersOfferedMethod() {
        values.remove("safire.epic.client-id");
        values.remove("safire.epic.client-secret");
        client().registration().register(configuredMetadata());
        assertThat(registrationBody).contains("\"token_endpoint_auth_method\":\"client_secret_basic\"");
        offeredMethods = "\"client_secret_post\"";
        client().registration().register(configuredMetadata());
        assertThat(registrationBody).contains("\"token_endpoint_auth_method\":\"client_secret_post\"");
        set(METHOD, BASIC);
        client().registration().register(configuredMetadata());
        assertThat(registrationBody).contains("\"token_endpoint_auth_method\":\"client_secret_basic\"");
    }

    @Test
    void usesConfiguredMethodThatServerDoesNotOffer() {
        offeredMethods = "\"client_secret_post\"";
        set(METHOD, BASIC);
        ClientSecretFixture.launch(client());
        assertThat(sent)
                .allSatisfy(request -> assertThat(request.authorization()).startsWith("Basic "));
    }

    @Test
    void triesBothSecretsInForm() {
        set(METHOD, POST);
        set("client-secret.previous", OLD);
        acceptedSecret = OLD;
        SmartClient client = client();
        assertThat(client.tokens().introspect("t-1").isActive()).isTrue();
        assertThat(sent.stream()
                        .flatMap(request -> form(request).stream().filter(part -> part.startsWith("client_secret="))))
                .containsExactly("client_secret=" + NEW, "client_secret=" + OLD);
    }

    @Test
    void masksSecretThatServerRepeats() {
        set(METHOD, POST);
        acceptedSecret = OLD;
        assertThatThrownBy(() -> ClientSecretFixture.launch(client()))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_client")
                .hasMessageContaining("safire.epic.client-secret")
                .hasMessageNotContaining(NEW);
    }

    @Test
    void namesSettingOfMethodThatServerDoesNotOffer() {
        offeredMethods = "\"client_secret_basic\"";
        set(METHOD, POST);
        acceptedSecret = OLD;
        assertThatThrownBy(() -> ClientSecretFixture.launch(client()))
                .hasMessageContaining("The server does not advertise client_secret_post"
                        + " (token_endpoint_auth_methods_supported: client_secret_basic)."
                        + " Change safire.epic.client-authentication-method");
    }

    @ParameterizedTest
    @CsvSource({
        "confidential-symmetric, private_key_jwt, client_secret_basic or client_secret_post, confidential-asymmetric",
        "confidential-asymmetric, client_secret_post, private_key_jwt, confidential-symmetric",
        "public, client_secret_basic, none, confidential-symmetric"
    })
    void rejectsMethodOfAnotherClientType(String type, String method, String valid, String otherType) {
        set("client-type", type);
        set(METHOD, method);
        assertThatThrownBy(this::client)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("SAFIRE-0115 epic: Invalid client_authentication_method: the value " + method
                        + " does not match client-type " + type + ". Set safire.epic.client-authentication-method to "
                        + valid + ", or set safire.epic.client-type to " + otherType + ".");
    }

    @Test
    void rejectsUnknownMethod() {
        set(METHOD, "client-secret-post");
        assertThatThrownBy(this::client)
                .hasMessageContaining("Invalid client_authentication_method: client-secret-post; valid: none,"
                        + " client_secret_basic, client_secret_post, private_key_jwt.");
    }

    @Test
    void requiresClientTypeBesideMethod() {
        values.remove("safire.epic.client-type");
        values.remove("safire.epic.client-secret");
        set(METHOD, POST);
        assertThatThrownBy(this::client)
                .hasMessageStartingWith("SAFIRE-0110 epic: Configuration missing: client_type.");
    }

    @Test
    void registersConfiguredMethod() {
        assertThat(configuredMetadata().tokenEndpointAuthMethod()).contains(BASIC);
        set(METHOD, POST);
        assertThat(configuredMetadata().tokenEndpointAuthMethod()).contains(POST);
    }

    @Test
    void usesMethodOfRegistration() {
        values.remove("safire.epic.client-id");
        values.remove("safire.epic.client-secret");
        SmartClient client = client();
        client.registration()
                .register(configuredMetadata().toBuilder()
                        .tokenEndpointAuthMethod(POST)
                        .build());
        ClientSecretFixture.launch(client);
        assertThat(sent).allSatisfy(request -> assertThat(form(request)).contains("client_secret=" + NEW));
    }

    private void callAllEndpoints() {
        SmartClient client = client();
        sent.clear();
        TokenResponse tokens = ClientSecretFixture.launch(client);
        client.refresh(RefreshRequest.of(tokens));
        client.tokens().introspect("t-1");
        client.tokens().revoke(tokens);
    }

    private ClientMetadata configuredMetadata() {
        return client().registration().configuredMetadata();
    }

    private void set(String key, String value) {
        values.put("safire.epic." + key, value);
    }

    private SmartClient client() {
        return new ConfiguredClients(
                        TestServers.of(values),
                        (transport, onRetry) -> this,
                        new ClientEnvironment(new SettableClock(), new SecureRandom(), registrations))
                .client("epic");
    }

    private static List<String> form(OutboundRequest request) {
        return List.of(new String(request.body(), UTF_8).split("&"));
    }

    @Override
    public InboundResponse send(OutboundRequest unsigned) {
        OutboundRequest request = unsigned.authenticate();
        String path = request.target().getPath();
        if (path.endsWith("/smart-configuration")) {
            return respond(request, discoveryStatus, metadata());
        }
        if (path.equals("/register")) {
            registrationBody = new String(request.body(), UTF_8);
            return respond(
                    request,
                    201,
                    "{\"client_id\":\"app\",\"client_secret\":\"" + NEW
                            + "\",\"client_secret_expires_at\":0,\"token_endpoint_auth_method\":\"client_secret_post\"}");
        }
        sent.add(request);
        boolean accepted = request.authorization() != null
                || form(request).stream().anyMatch(("client_secret=" + acceptedSecret)::equals);
        if (!accepted) {
            String body = new String(request.body(), UTF_8);
            return respond(
                    request, 401, "{\"error\":\"invalid_client\",\"error_description\":\"rejected: " + body + "\"}");
        }
        String tokens =
                "{\"access_token\":\"a-1\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"r-1\"}";
        return respond(request, 200, path.equals("/token") ? tokens : "{\"active\":true}");
    }

    private String metadata() {
        String methods =
                offeredMethods.isEmpty() ? "" : ",\"token_endpoint_auth_methods_supported\":[" + offeredMethods + "]";
        return "{\"authorization_endpoint\":\"https://as.example/authorize\","
                + "\"token_endpoint\":\"https://as.example/token\","
                + "\"introspection_endpoint\":\"https://as.example/introspect\","
                + "\"revocation_endpoint\":\"https://as.example/revoke\","
                + "\"registration_endpoint\":\"https://as.example/register\",\"code_challenge_methods_supported\":"
                + "[\"S256\"],\"grant_types_supported\":[\"authorization_code\"],\"capabilities\":[]" + methods + "}";
    }

    private static InboundResponse respond(OutboundRequest request, int status, String body) {
        return new InboundResponse(
                request.target(), status, Map.of("content-type", "application/json"), body.getBytes(UTF_8));
    }
}
