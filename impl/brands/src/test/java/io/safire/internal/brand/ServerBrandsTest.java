package io.safire.internal.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.DiscoveryState;
import io.safire.internal.discovery.SmartMetadataCache;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerBrandsTest {

    private final SettableClock clock = new SettableClock();
    private final List<URI> requested = new ArrayList<>();

    @Test
    void rejectsBundlesOnUnlistedInternalHosts() {
        for (String host :
                List.of("127.0.0.1:8443", "10.0.0.5", "[fd00::1]", "169.254.169.254", "vault", "localhost")) {
            assertThatThrownBy(() -> bundle(Map.of(), host))
                    .as(host)
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("user_access_brand_bundle")
                    .hasMessageContaining("safire.epic.endpoint-hosts");
            assertThat(requested).as(host).isEmpty();
        }
    }

    @Test
    void readsBundlesOnExternalAndListedHosts() {
        for (String host : List.of("brands.example", "10.0.0.5")) {
            bundle(Map.of("endpoint-hosts", "10.0.0.5"), host);
            assertThat(requested).containsExactly(URI.create("https://" + host + "/brands"));
            requested.clear();
        }
    }

    @Test
    void namesMemberOfDraftInErrors() {
        assertThatThrownBy(() -> bundle(Map.of(), "patientAccessBrandBundle", "10.0.0.5"))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("patientAccessBrandBundle")
                .hasMessageNotContaining("user_access_brand_bundle");
        bundle(Map.of(), "patientAccessBrandBundle", "brands.example");
        assertThat(requested).containsExactly(URI.create("https://brands.example/brands"));
    }

    @Test
    void namesReasonWhyAddressIsUnusable() {
        Map<String, String> reasons = Map.of(
                "brands.example/{tenant}",
                "must be a well-formed URL",
                "brands_1.example",
                "must have a host name that Java accepts",
                "user@brands.example",
                "must not contain a user name");
        reasons.forEach((host, reason) -> assertThatThrownBy(() -> bundle(Map.of(), host))
                .as(host)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageStartingWith("SAFIRE-1205 epic: ")
                .hasMessageContaining("user_access_brand_bundle " + reason));
        assertThat(requested).isEmpty();
    }

    private void bundle(Map<String, String> additional, String host) {
        bundle(additional, "user_access_brand_bundle", host);
    }

    private void bundle(Map<String, String> additional, String member, String host) {
        ServerSettings settings = TestServers.epic(additional);
        String metadata =
                "{\"token_endpoint\":\"https://as.example/token\",\"" + member + "\":\"https://" + host + "/brands\"}";
        HttpSender discovery =
                request -> new InboundResponse(request.target(), 200, Map.of(), metadata.getBytes(UTF_8));
        SmartMetadataCache source =
                new SmartMetadataCache(settings, discovery, clock, new DiscoveryState(clock), RequestObservers.NONE);
        HttpSender calls = request -> {
            URI target = request.target();
            requested.add(target);
            return new InboundResponse(
                    target, 200, Map.of(), "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}".getBytes(UTF_8));
        };
        try (ServerBrands brands = new ServerBrands(
                settings,
                source,
                new BrandBundleCache(settings, (transport, onRetry) -> calls, clock, RequestObservers.NONE, 1))) {
            brands.bundle();
        }
    }
}
