package io.safire.impl.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.discovery.MetadataSource;
import io.safire.impl.event.Observers;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.ServerClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerBrandsTest {

    private final SettableClock clock = new SettableClock();
    private final List<URI> requested = new ArrayList<>();

    @Test
    void refusesBundlesOnInternalHostsThatNothingConfigures() {
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
    void readsBundlesOnOtherAndListedHosts() {
        for (String host : List.of("brands.example", "10.0.0.5")) {
            bundle(Map.of("endpoint-hosts", "10.0.0.5"), host);
            assertThat(requested).containsExactly(URI.create("https://" + host + "/brands"));
            requested.clear();
        }
    }

    private void bundle(Map<String, String> more, String host) {
        ServerSettings settings = TestServers.epic(more);
        String metadata = "{\"token_endpoint\":\"https://as.example/token\",\"user_access_brand_bundle\":\"https://"
                + host + "/brands\"}";
        HttpCalls discovery = (repetition, request) ->
                new HttpAnswer(request.get().target(), 200, Map.of(), metadata.getBytes(UTF_8));
        MetadataSource source = new MetadataSource(settings, discovery, clock, new ServerClock(clock), Observers.NONE);
        HttpCalls calls = (repetition, request) -> {
            URI target = request.get().target();
            requested.add(target);
            return new HttpAnswer(
                    target, 200, Map.of(), "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}".getBytes(UTF_8));
        };
        try (ServerBrands brands = new ServerBrands(
                settings, source, new BrandSources(settings, transport -> calls, clock, Observers.NONE, 1))) {
            brands.bundle();
        }
    }
}
