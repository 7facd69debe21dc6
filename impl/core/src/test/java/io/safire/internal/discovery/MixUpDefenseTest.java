package io.safire.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.safire.SmartClientSettings;
import io.safire.internal.TestServers;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.CreatedClientSettings;
import io.safire.internal.config.ServerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixUpDefenseTest {

    private static final URI HOSPITAL_TOKEN = URI.create("https://as.hospital.example/realms/r1/token");

    private final Map<String, String> values = new HashMap<>(Map.of(
            "safire.hospital.base-url", "https://fhir.hospital.example/r4",
            "safire.evil.base-url", "https://evil.example/r4"));
    private final List<ServerSettings> created = new ArrayList<>();

    @Test
    void rejectsTokenEndpointOnOriginOfAnotherBaseUrl() {
        MixUpDefense defense = mixUpDefense();
        for (String url : new String[] {
            "https://fhir.hospital.example/token",
            "https://FHIR.hospital.example:443/token",
            "https://fhir.hospital.example./token"
        }) {
            assertThat(defense.accept(server("evil"), URI.create(url))).as(url).contains("hospital");
            assertThat(defense.accept(server("hospital"), URI.create(url)))
                    .as(url)
                    .isEmpty();
        }
    }

    @Test
    void rejectsConfiguredTokenEndpointOfAnotherServer() {
        values.put("safire.hospital.token-endpoint", HOSPITAL_TOKEN.toString());
        assertThat(mixUpDefense().accept(server("evil"), HOSPITAL_TOKEN)).contains("hospital");
    }

    @Test
    void rejectsTokenEndpointThatAnotherServerUses() {
        MixUpDefense defense = mixUpDefense();
        assertThat(defense.accept(server("hospital"), HOSPITAL_TOKEN)).isEmpty();
        for (String same : new String[] {"", "/", "?x=1", ";x", "/./", "//"}) {
            URI url = URI.create(HOSPITAL_TOKEN + same);
            assertThat(defense.accept(server("evil"), url)).as(same).contains("hospital");
        }
        assertThat(defense.accept(server("evil"), URI.create("https://as.hospital.example/REALMS/%721/token")))
                .contains("hospital");
        assertThat(defense.accept(server("hospital"), HOSPITAL_TOKEN)).isEmpty();
    }

    /** Servers decode a path before they remove its dot segments, and remove path parameters before both. */
    @Test
    void rejectsTokenEndpointOfAnotherServerInAnySpelling() {
        MixUpDefense defense = mixUpDefense();
        defense.accept(server("hospital"), HOSPITAL_TOKEN);
        for (String same : new String[] {
            "/x/%2e%2e/realms/r1/token",
            "/realms/r1/%2E/token",
            "/realms/x/.%2e/r1/token",
            "/realms/r1/x%2F..%2Ftoken",
            "/realms/x/..;a/r1/token",
            "/realms/r1/token;%0Ax",
            "/realms/r1/token;%0A",
            "/realms;a=b/r1/token",
            "/realms/r1/token%20",
            "/realms/r1/token%00",
            "/../realms/r1/token"
        }) {
            URI url = URI.create("https://as.hospital.example" + same);
            assertThat(defense.accept(server("evil"), url)).as(same).contains("hospital");
        }
    }

    /** A slow comparison would delay the token requests of all servers. */
    @Test
    void comparesLongTokenEndpointsInLinearTime() {
        URI url = URI.create("https://evil.example/" + "a/".repeat(190_000) + "../".repeat(190_000) + "token");
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(mixUpDefense().accept(server("evil"), url)).isEmpty());
    }

    @Test
    void acceptsAnotherRealmOnOneHost() {
        MixUpDefense defense = mixUpDefense();
        defense.accept(server("hospital"), HOSPITAL_TOKEN);
        assertThat(defense.accept(server("evil"), URI.create("https://as.hospital.example/realms/r2/token")))
                .isEmpty();
    }

    /** The metadata of one server must not lock out the owner of a token endpoint permanently. */
    @Test
    void resolvesConflictByEndpointHosts() {
        MixUpDefense defense = mixUpDefense();
        assertThat(defense.accept(server("evil"), HOSPITAL_TOKEN)).isEmpty();
        assertThat(defense.accept(server("hospital"), HOSPITAL_TOKEN)).contains("evil");
        values.put("safire.hospital.endpoint-hosts", "as.hospital.example");
        assertThat(defense.accept(server("hospital"), HOSPITAL_TOKEN)).isEmpty();
        assertThat(defense.accept(server("evil"), HOSPITAL_TOKEN)).contains("hospital");
    }

    @Test
    void acceptsSharedTokenEndpointOfSameBaseUrl() {
        values.put("safire.backend.base-url", "https://fhir.hospital.example/r4");
        MixUpDefense defense = mixUpDefense();
        assertThat(defense.accept(server("hospital"), HOSPITAL_TOKEN)).isEmpty();
        assertThat(defense.accept(server("backend"), HOSPITAL_TOKEN)).isEmpty();
        URI own = URI.create("https://fhir.hospital.example/token");
        assertThat(defense.accept(server("backend"), own)).isEmpty();
    }

    @Test
    void assignsIssuerToConfiguringServer() {
        String issuer = "https://as.hospital.example";
        assertThat(mixUpDefense().ownerOfIssuer(server("evil"), issuer)).isEmpty();
        values.put("safire.hospital.issuer", issuer);
        assertThat(mixUpDefense().ownerOfIssuer(server("evil"), issuer)).contains("hospital");
        assertThat(mixUpDefense().ownerOfIssuer(server("hospital"), issuer)).isEmpty();
        values.put("safire.backend.base-url", "https://fhir.hospital.example/r4");
        assertThat(mixUpDefense().ownerOfIssuer(server("backend"), issuer)).isEmpty();
    }

    @Test
    void assignsIssuerToServerOnSameOrigin() {
        String issuer = "https://fhir.hospital.example/auth";
        assertThat(mixUpDefense().ownerOfIssuer(server("evil"), issuer)).contains("hospital");
        assertThat(mixUpDefense().ownerOfIssuer(server("hospital"), issuer)).isEmpty();
        values.put("safire.evil.issuer", issuer);
        assertThat(mixUpDefense().ownerOfIssuer(server("evil"), issuer)).isEmpty();
        assertThat(mixUpDefense().ownerOfIssuer(server("evil"), "a plain name")).isEmpty();
    }

    @Test
    void findsServersThatShareTheRedirectUri() {
        values.put("safire.hospital.redirect-uri", "https://app.example/callback");
        assertThat(mixUpDefense().otherServerWithRedirectUri(server("evil"))).isEmpty();
        values.put("safire.evil.redirect-uri", "https://app.example/callback");
        assertThat(mixUpDefense().otherServerWithRedirectUri(server("evil"))).contains("hospital");
    }

    @Test
    void protectsConfiguredServersFromCreatedClients() {
        ServerSettings tenant = created("tenant", "https://tenant.example/r4");
        MixUpDefense defense = mixUpDefense();
        assertThat(defense.accept(tenant, HOSPITAL_TOKEN)).isEmpty();
        assertThat(defense.accept(server("hospital"), HOSPITAL_TOKEN)).isEmpty();
        assertThat(defense.accept(tenant, HOSPITAL_TOKEN)).contains("hospital");
        assertThat(defense.accept(tenant, URI.create("https://fhir.hospital.example/token")))
                .contains("hospital");
        assertThat(defense.ownerOfIssuer(tenant, "https://fhir.hospital.example"))
                .contains("hospital");
        assertThat(defense.ownerOfIssuer(tenant, "https://tenant.example")).isEmpty();
        assertThat(defense.accept(server("hospital"), URI.create("https://tenant.example/token")))
                .isEmpty();
        assertThat(defense.ownerOfIssuer(server("hospital"), "https://tenant.example"))
                .isEmpty();
    }

    @Test
    void separatesCreatedClientsUntilTheyAreClosed() {
        ServerSettings tenant = created("tenant", "https://tenant.example/r4");
        ServerSettings other = created("other", "https://other.example/r4");
        URI endpoint = URI.create("https://as.example/token");
        MixUpDefense defense = mixUpDefense();
        assertThat(defense.accept(tenant, endpoint)).isEmpty();
        assertThat(defense.accept(other, endpoint)).contains("tenant");
        assertThat(defense.ownerOfIssuer(other, "https://tenant.example")).contains("tenant");
        created.remove(tenant);
        defense.forget(tenant);
        assertThat(defense.accept(other, endpoint)).isEmpty();
    }

    private ServerSettings created(String name, String baseUrl) {
        ServerSettings settings = CreatedClientSettings.read(
                        SmartClientSettings.builder(baseUrl).name(name).build(), Map.of(), new ArrayList<>())
                .orElseThrow();
        created.add(settings);
        return settings;
    }

    private ServerSettings server(String name) {
        return TestServers.of(values).read(name);
    }

    private MixUpDefense mixUpDefense() {
        return new MixUpDefense(
                () -> {
                    ConfiguredServers servers = TestServers.of(values);
                    return servers.names().stream().map(servers::read).toList();
                },
                () -> created);
    }
}
