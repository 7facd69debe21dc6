package io.safire.tck.area.brands;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClients;
import io.safire.error.DiscoveryException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Brand bundles that are constructed to exhaust the memory or time of the application. */
@SharedApplication("protocol")
@Tag("brands")
@ArquillianTest
public class HostileBrandsTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(HostileBrandsTest.class)
                .server("brands-hostile", "public")
                .server("brands-repeated", "public")
                .server("brands-countless", "public")
                .set("brands-countless", "brand-bundle-limit", "1")
                .build();
    }

    @Test
    void rejectsHostileBundleAndAcceptsNextOne() {
        SandboxServer ehr = resetServer("brands-hostile");
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put("nesting", "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}");
        hostile.put("a number", "{\"x\":" + "9".repeat(10_000) + "}");
        hostile.put("a member name", "{\"" + "x".repeat(10_000) + "\":1}");
        hostile.put("members", "{\"x0\":0" + repeatNumbered(1_100, ",\"x#\":1") + "}");
        hostile.put("values", "{\"resource\":[0" + ",0".repeat(100_000) + "]}");
        hostile.forEach((reason, entry) -> {
            ehr.script(Endpoint.BRANDS, bundleResponse(entry));
            assertThatThrownBy(() -> clients.client("brands-hostile").brands())
                    .as(reason)
                    .isInstanceOf(DiscoveryException.class)
                    .satisfies(saying(reason));
        });
        assertThat(clients.client("brands-hostile").brands().brands()).hasSize(2);
    }

    @Test
    void rejectsBundleWhoseBrandsNeedTooMuchMemory() {
        SandboxServer ehr = resetServer("brands-countless");
        String brand = "{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\",\"id\":\"#\"}}";
        ehr.script(Endpoint.BRANDS, bundleResponse("{}" + repeatNumbered(6_000, "," + brand)));
        assertThatThrownBy(() -> clients.client("brands-countless").brands())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("safire.brands-countless.brand-bundle-limit")
                .satisfies(saying("memory"));
    }

    @Test
    void acceptsUnknownMembersAndRepeatedReferences() {
        SandboxServer ehr = resetServer("brands-repeated");
        String references = ",{\"reference\":\"Endpoint/r4/_history/1\"}".repeat(5_000);
        ehr.script(
                Endpoint.BRANDS,
                bundleResponse(
                        "{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"Many\",\"id\":\"1\",\"endpoint\":[{}"
                                + references + "]}}" + repeatNumbered(10_000, ",{\"x#\":[{\"y\":#}]}")));
        assertThat(clients.client("brands-repeated").brands().brands())
                .singleElement()
                .satisfies(brand -> {
                    assertThat(brand.name()).isEqualTo("Many");
                    assertThat(brand.endpoints()).containsExactly("Endpoint/r4");
                });
    }

    private static ScriptedResponse bundleResponse(String entries) {
        return ScriptedResponse.status(200)
                .header("Cache-Control", "max-age=0")
                .body("application/fhir+json", "{\"resourceType\":\"Bundle\",\"entry\":[" + entries + "]}");
    }

    private static String repeatNumbered(int count, String text) {
        StringBuilder all = new StringBuilder();
        for (int number = 1; number <= count; number++) {
            all.append(text.replace("#", String.valueOf(number)));
        }
        return all.toString();
    }
}
