package io.safire.tck.safire.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jspecify.annotations.NullUnmarked;

/**
 * The readiness of the application, as the runtime's health endpoint reports it. On a runtime without HTTP, the health
 * checks themselves supply the result.
 */
@ApplicationScoped
@NullUnmarked // the container sets a field
public class ReadinessProbe {

    /** The setting with the URL of the readiness endpoint. */
    public static final String URL_SETTING = "tck.readiness";

    private static final String CHECK = "safire";
    private static final int READY = 200;
    private static final int NOT_READY = 503;

    @Inject
    @org.eclipse.microprofile.health.Readiness
    Instance<HealthCheck> checks;

    /**
     * A readiness state.
     *
     * @param up true if the application is ready
     * @param data the data of the check {@code safire}
     * @param text the whole response
     */
    public record ReadinessState(boolean up, Map<String, String> data, String text) {

        public ReadinessState {
            data = Map.copyOf(data);
        }
    }

    /** Returns the current state. */
    public ReadinessState currentState() {
        return ConfigProvider.getConfig()
                .getOptionalValue(URL_SETTING, String.class)
                .map(URI::create)
                .map(ReadinessProbe::request)
                .orElseGet(this::fromChecks);
    }

    private ReadinessState fromChecks() {
        List<HealthCheckResponse> responses =
                checks.stream().map(HealthCheck::call).toList();
        Map<String, String> data = new TreeMap<>();
        responses.stream()
                .filter(response -> response.getName().equals(CHECK))
                .flatMap(response -> response.getData().stream())
                .forEach(entries -> entries.forEach((name, value) -> data.put(name, String.valueOf(value))));
        boolean up = responses.stream().allMatch(response -> response.getStatus() == Status.UP);
        return new ReadinessState(up, data, data.toString());
    }

    private static ReadinessState request(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            int status = connection.getResponseCode();
            if (status != READY && status != NOT_READY) {
                throw new IllegalStateException(address + " returned status " + status);
            }
            try (InputStream body = status == READY ? connection.getInputStream() : connection.getErrorStream()) {
                return read(status == READY, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ReadinessState read(boolean up, String text) {
        JsonObject root = Json.createReader(new StringReader(text)).readObject();
        Map<String, String> data = root.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals(CHECK))
                .flatMap(check -> check.getJsonObject("data").entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
        return new ReadinessState(up, data, text);
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
