package io.safire.internal.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.safire.brand.BrandBundle;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.text.InvalidJsonException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of bundles that are designed to be expensive. Allocated bytes are measured instead of time, because time varies. */
class HostileBundleTest {

    private static final URI SOURCE = URI.create("https://brands.example/bundle");
    private static final int LIMIT = 2 << 20;
    private static final long MAX_FACTOR = 100;

    @ParameterizedTest
    @EnumSource
    void allocatesLinearMemory(HostileBundle kind) {
        byte[] body = kind.body(LIMIT);
        long before = allocatedBytes();
        assertThat(result(body, LIMIT)).isEqualTo(kind.result());
        assertThat(allocatedBytes() - before).isLessThan(MAX_FACTOR * LIMIT);
    }

    /** The heap is three times the size of the bundle, plus the memory that the JVM, a parser and one entry always need. */
    @Test
    void needsAtMostThreeTimesItsSizeOfHeap() throws IOException, InterruptedException {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx" + (14 + 3 * BundleReaderProcess.MIB) + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BundleReaderProcess.class.getName(),
                        String.valueOf(BundleReaderProcess.MIB))
                .redirectErrorStream(true)
                .start();
        String output = new String(reader.getInputStream().readAllBytes(), UTF_8);
        assertThat(reader.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEmpty();
        assertThat(reader.exitValue()).isZero();
    }

    /** A process that has its own heap and reads a bundle of each type. */
    static final class BundleReaderProcess {

        static final int MIB = 4;

        private BundleReaderProcess() {}

        /** Prints the types for which the heap is too small. The argument is the size of the bundles in MiB. */
        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            int size = Integer.parseInt(arguments[0]) << 20;
            for (HostileBundle kind : HostileBundle.values()) {
                try {
                    result(kind.body(size), size);
                } catch (OutOfMemoryError tooMuch) {
                    System.out.println(kind);
                }
            }
        }
    }

    @Test
    void reportsRequiredMemoryOfBrands() {
        assertThatThrownBy(() -> read(HostileBundle.BRANDS.body(LIMIT), LIMIT))
                .isInstanceOf(BrandsTooLargeException.class)
                .hasMessage("its brands need more than 3 MiB of memory");
    }

    @Test
    void rejectsIdsDerivedFromLongBundleUrl() {
        byte[] body = HostileBundle.UNUSABLE_ENDPOINTS.body(LIMIT);
        URI source = URI.create("https://brands.example/" + "x".repeat(1_000_000));
        long before = allocatedBytes();
        assertThatThrownBy(() -> read(body, LIMIT, source)).isInstanceOf(BrandsTooLargeException.class);
        assertThat(allocatedBytes() - before).isLessThan(MAX_FACTOR * LIMIT);
    }

    @Test
    void rejectsTooManyReferencesOfOneBrand() {
        String references = ",{\"reference\":\"a\"}".repeat(200_000);
        byte[] body = body("{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\",\"endpoint\":[{}"
                + references + "]}}");
        long before = allocatedBytes();
        assertThatThrownBy(() -> read(body, LIMIT))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("more than 20000 values");
        assertThat(allocatedBytes() - before).isLessThan(MAX_FACTOR * LIMIT);
    }

    @Test
    void omitsUrlsLongerThan2048Characters() {
        String end = "x".repeat(2_048 - "https://a.example/".length());
        BrandBundle bundle = read(
                body("{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"1\",\"address\":\"https://a.example/" + end
                        + "\"}},"
                        + "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"2\",\"address\":\"https://a.example/y"
                        + end + "\"}}"),
                LIMIT);
        assertThat(bundle.endpoints()).hasSize(1);
        assertThat(bundle.findings().get(0).message())
                .contains("#Endpoint/2 was omitted, because its address is longer than 2048");
    }

    private static byte[] body(String entries) {
        return ("{\"resourceType\":\"Bundle\",\"entry\":[" + entries + "]}").getBytes(UTF_8);
    }

    private static HostileBundle.ReadResult result(byte[] body, int limit) {
        try {
            read(body, limit);
            return HostileBundle.ReadResult.READ;
        } catch (BrandsTooLargeException tooLarge) {
            return HostileBundle.ReadResult.TOO_LARGE;
        } catch (InvalidJsonException malformed) {
            assertThat(malformed.reason()).isEqualTo("more than 10000 malformed addresses");
            return HostileBundle.ReadResult.MALFORMED;
        }
    }

    private static BrandBundle read(byte[] body, int limit) {
        return read(body, limit, SOURCE);
    }

    private static BrandBundle read(byte[] body, int limit, URI source) {
        BrandBundleReader reader = new BrandBundleReader(limit, source, new UrlPolicy(false));
        assertThat(reader.readPage(body)).isPresent();
        return reader.toBundle();
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
