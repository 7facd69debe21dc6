package io.safire.impl.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.safire.brand.BrandBundle;
import io.safire.impl.config.UrlRule;
import io.safire.impl.transport.UnreadableJsonException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bundles that are made to cost the application much. Allocated bytes stand for cost, since times vary. */
class HostileBundleTest {

    private static final URI SOURCE = URI.create("https://brands.example/bundle");
    private static final int LIMIT = 4 << 20;
    private static final long MAX_FACTOR = 100;
    private static final String LONG = "https://a.example/" + "x".repeat(480);
    private static final String BRAND = "{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\",\"id\":\"";

    /** The kinds of bundle that are read, each as large as the limit allows. */
    enum Readable {
        UNKNOWN_MEMBERS(number -> "{\"u" + number + "\":{\"v" + number + "\":[" + number + ",\"" + number + "\"]}}"),
        UNKNOWN_RESOURCES(number -> "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" + number + "\"}}"),
        EMPTY_ENTRIES(number -> "{}"),
        NESTED_ARRAYS(number -> "[".repeat(60) + "]".repeat(60)),
        SMALL_NUMBERS(number -> "1e9999"),
        LONG_UNKNOWN_STRINGS(number -> "{\"u\":\"" + "x".repeat(100_000) + "\"}"),
        REFERENCES_BESIDE_LONG_ID(number -> "{\"fullUrl\":\"" + LONG + "/Organization/" + number
                + "\",\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\","
                + "\"endpoint\":[{}" + ",{\"reference\":\"a\"}".repeat(9_000) + "]}}");

        private final IntFunction<String> entry;

        Readable(IntFunction<String> entry) {
            this.entry = entry;
        }
    }

    /** The kinds whose brands would need more memory than the limit allows. */
    enum TooLarge {
        BRANDS(number -> BRAND + number + "\"}}"),
        ENDPOINTS(number ->
                "{\"resource\":{\"resourceType\":\"Endpoint\",\"address\":\"https://a\",\"id\":\"" + number + "\"}}"),
        REPEATED_IDS(number -> BRAND + "\"}}"),
        UNUSABLE_ENDPOINTS(number -> "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"" + number + "\"}}"),
        REFERENCES(number -> BRAND + "\",\"endpoint\":[{}" + references(number) + "]}}"),
        ALIASES(number -> BRAND + "\",\"alias\":[\"\"" + ",\"\"".repeat(9_000) + "]}}"),
        ADDRESSES(number -> BRAND + "\",\"address\":[{}" + ",{}".repeat(9_000) + "]}}"),
        LINKS(number ->
                BRAND + "\",\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/organization-brand\","
                        + "\"extension\":[" + "{\"url\":\"brandBundle\",\"valueUrl\":\"https://a\"},".repeat(5_000)
                        + "{}]}]}}"),
        WIDE_CHARACTERS(number -> BRAND + "\",\"alias\":[\"\u0416" + "x".repeat(100_000) + "\"]}}");

        private final IntFunction<String> entry;

        TooLarge(IntFunction<String> entry) {
            this.entry = entry;
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsInLinearSpace(Readable kind) {
        byte[] body = bundle(kind.entry);
        read(body);
        long before = allocated();
        read(body);
        assertThat(allocated() - before).isLessThan(MAX_FACTOR * body.length);
    }

    @ParameterizedTest
    @EnumSource
    void rejectsBrandsThatNeedMoreMemoryThanLimit(TooLarge kind) {
        byte[] body = bundle(kind.entry);
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(BrandsTooLargeException.class)
                .hasMessage("its brands need more than 6 MiB of memory");
    }

    @Test
    void rejectsIdsThatRepeatLongAddressOfBundle() {
        byte[] body = bundle(TooLarge.UNUSABLE_ENDPOINTS.entry);
        URI source = URI.create("https://brands.example/" + "x".repeat(1_000_000));
        long before = allocated();
        assertThatThrownBy(() -> BundleReader.read(body, LIMIT, source, new UrlRule(false)))
                .isInstanceOf(BrandsTooLargeException.class);
        assertThat(allocated() - before).isLessThan(MAX_FACTOR * LIMIT);
    }

    @Test
    void rejectsReferencesOfOneBrandBeyondLimit() {
        String references = ",{\"reference\":\"a\"}".repeat(200_000);
        byte[] body = body(BRAND + "\",\"endpoint\":[{}" + references + "]}}");
        long before = allocated();
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessageContaining("more than 20000 values");
        assertThat(allocated() - before).isLessThan(MAX_FACTOR * LIMIT);
    }

    @Test
    void leavesOutLinksOfMoreThan2048Characters() {
        String end = "x".repeat(2_048 - "https://a.example/".length());
        BrandBundle bundle =
                read(body("{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"1\",\"address\":\"https://a.example/"
                        + end + "\"}},"
                        + "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"2\",\"address\":\"https://a.example/y"
                        + end + "\"}}"));
        assertThat(bundle.endpoints()).hasSize(1);
        assertThat(bundle.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("#Endpoint/2 has no https address"));
    }

    private static String references(int number) {
        StringBuilder references = new StringBuilder();
        for (int index = 0; index < 1_000; index++) {
            references
                    .append(",{\"reference\":\"")
                    .append(number * 1_000 + index)
                    .append("\"}");
        }
        return references.toString();
    }

    private static byte[] bundle(IntFunction<String> entry) {
        StringBuilder entries = new StringBuilder(entry.apply(0));
        for (int number = 1; entries.length() < LIMIT - 200_000; number++) {
            entries.append(',').append(entry.apply(number));
        }
        return body(entries.toString());
    }

    private static byte[] body(String entries) {
        return ("{\"resourceType\":\"Bundle\",\"entry\":[" + entries + "]}").getBytes(UTF_8);
    }

    private static BrandBundle read(byte[] body) {
        return BundleReader.read(body, LIMIT, SOURCE, new UrlRule(false)).orElseThrow();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
