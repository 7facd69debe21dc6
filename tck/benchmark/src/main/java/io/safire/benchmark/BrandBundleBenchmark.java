package io.safire.benchmark;

import com.sun.net.httpserver.HttpServer;
import io.safire.SmartClients;
import io.safire.error.SmartException;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Benchmark of brand bundles of 32 MiB of several kinds, compared with a JSON parser that reads the same bytes. A run
 * with a heap that is three times as large as a bundle ({@code -Xmx}) shows that no kind of bundle needs more memory.
 */
public final class BrandBundleBenchmark {

    private static final Logger LOG = System.getLogger(BrandBundleBenchmark.class.getName());
    private static final int BUNDLE_BYTES = (32 << 20) - 1024;

    /**
     * A kind of bundle. The bundle repeats one entry. Each repetition replaces {@code #} with the number of the
     * repetition.
     */
    private enum BundleKind {
        HOSPITALS(
                "{\"fullUrl\":\"https://a.example/Organization/#\",\"resource\":{\"resourceType\":\"Organization\",\"id\":\"#\","
                        + "\"name\":\"Hospital #\",\"text\":{\"div\":\"" + "<p>Hospital</p>".repeat(60)
                        + "\"},\"identifier\":[{\"system\":\"urn:ietf:rfc:3986\","
                        + "\"value\":\"https://hospital-#.example\"}],\"address\":[{\"city\":\"Dubuque\",\"state\":\"IA\"}],"
                        + "\"endpoint\":[{\"reference\":\"Endpoint/r4\"}]}}"),
        SMALL_BRANDS("{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\",\"id\":\"#\"}}"),
        BRANDS_WITHOUT_NARRATIVE(
                "{\"fullUrl\":\"https://a.example/fhir/r4/Organization/#\",\"resource\":{\"resourceType\":\"Organization\",\"id\":\"#\","
                        + "\"active\":true,\"name\":\"Hospital #\",\"identifier\":[{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"https://hospital-#.example\"}],"
                        + "\"type\":[{\"coding\":[{\"system\":\"http://hl7.org/fhir/organization-type\",\"code\":\"prov\",\"display\":\"Healthcare Provider\"}]}],"
                        + "\"telecom\":[{\"system\":\"url\",\"value\":\"https://hospital-#.example\"}],"
                        + "\"address\":[{\"line\":[\"# Main Street\"],\"city\":\"Dubuque\",\"state\":\"IA\",\"postalCode\":\"52001\",\"country\":\"USA\"}],"
                        + "\"endpoint\":[{\"reference\":\"Endpoint/#\"}]}},{\"fullUrl\":\"https://a.example/fhir/r4/Endpoint/#\",\"resource\":{\"resourceType\":"
                        + "\"Endpoint\",\"id\":\"#\",\"status\":\"active\",\"connectionType\":{\"system\":\"http://terminology.hl7.org/CodeSystem/endpoint-connection-type\","
                        + "\"code\":\"hl7-fhir-rest\"},\"name\":\"Hospital #\",\"payloadType\":[{\"coding\":[{\"code\":\"none\"}]}],"
                        + "\"address\":\"https://fhir.hospital-#.example/api/FHIR/R4\"}}"),
        EMPTY_ENTRIES("{}"),
        NUMBERS("1e99"),
        NESTED("[".repeat(60) + "]".repeat(60)),
        UNKNOWN_MEMBERS("{\"u#\":{\"v#\":[#,\"#\",{}]}}"),
        OTHER_RESOURCES("{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"#\",\"name\":\"x\"}}"),
        LONG_STRINGS("{\"resource\":{\"x\":\"" + "x".repeat(1_000_000) + "\"}}"),
        LONG_NAMES("{\"resource\":{\"resourceType\":\"Organization\",\"id\":\"#\",\"name\":\"" + "x".repeat(100_000)
                + "\"}}"),
        LOGOS("{\"resource\":{\"resourceType\":\"Organization\",\"id\":\"#\",\"name\":\"x\",\"extension\":[{\"url\":"
                + "\"http://hl7.org/fhir/StructureDefinition/organization-brand\",\"extension\":[{\"url\":\"brandLogo\","
                + "\"valueUrl\":\"data:image/png;base64," + "A".repeat(900_000) + "\"}]}]}}"),
        SAME_REFERENCES("{\"fullUrl\":\"https://a.example/" + "x".repeat(480)
                + "/Organization/#\",\"resource\":{\"resourceType\":"
                + "\"Organization\",\"name\":\"a\",\"endpoint\":[{}" + ",{\"reference\":\"a\"}".repeat(9_000) + "]}}"),
        REFERENCES("{\"fullUrl\":\"https://a.example/" + "x".repeat(480)
                + "/Organization/#\",\"resource\":{\"resourceType\":"
                + "\"Organization\",\"name\":\"a\",\"endpoint\":[{\"reference\":\"Endpoint/#/_history/1\"}]}}"),
        MALFORMED_LINKS("{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"x\",\"extension\":[{\"url\":"
                + "\"http://hl7.org/fhir/StructureDefinition/organization-brand\",\"extension\":[{}"
                + ",{\"url\":\"brandBundle\",\"valueUrl\":\"[\"}".repeat(5_000) + "]}]}}");

        private final String entry;

        BundleKind(String entry) {
            this.entry = entry;
        }

        /** Writes the bundle entry by entry, so that it is never in memory as a whole. */
        void write(OutputStream target) throws IOException {
            String start = "{\"resourceType\":\"Bundle\",\"entry\":[{}";
            target.write(start.getBytes(StandardCharsets.US_ASCII));
            int written = start.length() + 2;
            for (int number = 0; written + entry.length() + 200 < BUNDLE_BYTES; number++) {
                byte[] next = ("," + entry.replace("#", String.valueOf(number))).getBytes(StandardCharsets.US_ASCII);
                target.write(next);
                written += next.length;
            }
            target.write("]}".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private BrandBundleBenchmark() {}

    /**
     * Logs a line for each kind.
     *
     * @param arguments ignored
     * @throws IOException if the HTTP server does not start
     */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (BundleKind kind : BundleKind.values()) {
            server.createContext("/" + kind.name(), exchange -> {
                exchange.getResponseHeaders().add("Cache-Control", "no-store");
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream body = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
                    kind.write(body);
                }
            });
        }
        server.start();
        System.setProperty("safire.allow-insecure-localhost", "true");
        System.setProperty("safire.read-timeout", "PT5M");
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            SmartClients clients = container.select(SmartClients.class).get();
            String base = "http://localhost:" + server.getAddress().getPort() + "/";
            measure(clients, base, BundleKind.HOSPITALS);
            for (BundleKind kind : BundleKind.values()) {
                LOG.log(Level.INFO, measure(clients, base, kind));
            }
        } finally {
            server.stop(0);
        }
    }

    private static String measure(SmartClients clients, String base, BundleKind kind) throws IOException {
        URI address = URI.create(base + kind.name());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        parse(address);
        long parsed = threads.getCurrentThreadCpuTime();
        String result;
        try {
            result = clients.brands(address).brands().size() + " brands";
        } catch (SmartException rejected) {
            result = rejected.getMessage().replaceAll(".*/[A-Z_]+: ", "");
        }
        long read = threads.getCurrentThreadCpuTime();
        return String.format(
                "%-20s | baseline %5.0f ms | client %5.0f ms | %s",
                kind, (parsed - start) / 1e6, (read - parsed) / 1e6, result);
    }

    /** Measures the baseline: a parser that reads the events directly from the connection. */
    private static void parse(URI address) throws IOException {
        try (InputStream body = address.toURL().openStream();
                JsonParser parser = Json.createParser(body)) {
            while (parser.hasNext()) {
                JsonParser.Event event = parser.next();
                if (event == JsonParser.Event.VALUE_STRING || event == JsonParser.Event.KEY_NAME) {
                    parser.getString();
                }
            }
        }
    }
}
