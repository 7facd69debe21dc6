package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.web.LaunchRequest;
import io.safire.web.WebRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The parameters of a launch URL. */
class LaunchRequestReaderTest {

    private static final String EPIC_URL = "https://fhir.example/r4";

    private final LaunchRequestReader reader = new LaunchRequestReader(
            clients(), name -> Optional.of("https://app.example/callback").filter(uri -> !name.equals("backend")));

    @Test
    void readsEhrLaunch() {
        LaunchRequest request = read(Map.of("iss", EPIC_URL, "launch", "opaque"));
        assertThat(request.launch()).isEqualTo(Launch.ehr(EPIC_URL, "opaque"));
        assertThat(request.server()).isNull();
        assertThat(request.returnTo()).isNull();
        assertThat(request.cookies().values()).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void readsStandaloneLaunchWithPath() {
        LaunchRequest request = read(Map.of("server", "epic", "return_to", "/chart"));
        assertThat(request.launch()).isEqualTo(Launch.standalone());
        assertThat(request.server()).isEqualTo("epic");
        assertThat(String.valueOf(request.returnTo())).isEqualTo("/chart");
        assertThat(request.cookies().values()).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void prefersEhrLaunchToServer() {
        LaunchRequest request = read(Map.of("server", "epic", "iss", EPIC_URL, "launch", "opaque"));
        assertThat(request.launch()).isInstanceOf(Launch.Ehr.class);
        assertRejected(Map.of("server", "epic", "iss", EPIC_URL), "launch");
        assertRejected(Map.of("server", "epic", "launch", "opaque"), "iss");
    }

    @Test
    void treatsEmptyParameterAsMissing() {
        assertRejected(Map.of(), "iss");
        assertRejected(Map.of("iss", "", "launch", "opaque"), "iss");
        assertRejected(Map.of("iss", EPIC_URL, "launch", ""), "launch");
        assertThat(read(Map.of("server", "epic", "iss", "", "launch", "")).launch())
                .isEqualTo(Launch.standalone());
    }

    @Test
    void rejectsServersThatCannotLaunchAlike() {
        for (String name : List.of("backend", "unknown")) {
            assertThatThrownBy(() -> read(Map.of("server", name)))
                    .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                        assertThat(rejected.code()).isEqualTo("SAFIRE-1111");
                        assertThat(rejected.attribute()).isEqualTo("server");
                        assertThat(rejected.reason()).isEqualTo("it is not a server for launches");
                    })
                    .hasMessageContaining("epic, other")
                    .hasMessageNotContaining("backend,");
        }
        assertThatThrownBy(() -> read(Map.of("iss", "https://backend.example", "launch", "opaque")))
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0407");
                    assertThat(rejected.attribute()).isEqualTo("iss");
                })
                .hasMessageContaining("https://backend.example is not the base URL");
    }

    @Test
    void rejectsForeignPath() {
        assertRejected(Map.of("server", "epic", "return_to", "https://evil.example"), "return_to");
        assertRejected(Map.of("iss", EPIC_URL, "launch", "l", "return_to", "//evil.example"), "return_to");
    }

    private void assertRejected(Map<String, String> parameters, String attribute) {
        assertThatThrownBy(() -> read(parameters))
                .as(parameters.toString())
                .isInstanceOfSatisfying(ValidationException.class, rejected -> assertThat(rejected.attribute())
                        .isEqualTo(attribute));
    }

    private LaunchRequest read(Map<String, String> parameters) {
        Map<String, List<String>> values = new HashMap<>();
        parameters.forEach((name, value) -> values.put(name, List.of(value)));
        return reader.read(new WebRequest("GET", values, Map.of("Cookie", List.of("a=1"))));
    }

    private static SmartClients clients() {
        return proxy(
                SmartClients.class,
                (method, argument) -> method.equals("names")
                        ? new TreeSet<>(List.of("backend", "epic", "other"))
                        : proxy(
                                SmartClient.class,
                                (name, unused) -> argument.contains("backend") ? "backend" : "epic"));
    }

    private interface Result {
        Object of(String method, String argument);
    }

    private static <T> T proxy(Class<T> type, Result result) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        result.of(method.getName(), arguments == null ? "" : String.valueOf(arguments[0]))));
    }
}
