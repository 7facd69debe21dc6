package io.safire.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Diagnosis;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.internal.message.Message;
import io.safire.web.WebRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevelopmentReportsTest {

    private static final Diagnosis DIAGNOSIS =
            Diagnosis.of("epic", Instant.parse("2026-03-01T00:00:00Z"), Duration.ofSeconds(1), List.of());

    private final DevelopmentReports reports = new DevelopmentReports(proxy(SmartClients.class), this::isDevelopment);

    @Test
    void showsErrorAndDiagnosis() {
        assertThat(reports.of(failure("epic")))
                .contains("SAFIRE-", "&lt;script&gt;", Html.escape(DIAGNOSIS.toText()))
                .doesNotContain("<script>");
    }

    @Test
    void addsReportToErrorPageOfDevelopment() {
        WebRequest request = new WebRequest("GET", Map.of(), Map.of());
        ErrorPages pages = new ErrorPages(List::of, Optional::empty, reports);
        assertThat(pages.of(failure("epic"), request).body()).contains(Html.escape(DIAGNOSIS.toText()));
        assertThat(pages.of(failure("cerner"), request).body()).doesNotContain("<pre>");
    }

    @Test
    void showsNothingOutsideDevelopment() {
        assertThat(reports.of(failure("cerner"))).isEmpty();
        assertThat(reports.of(failure("unknown"))).isEmpty();
        SmartException withoutServer = new ValidationException(
                Message.UNKNOWN_ISSUER.formatWithoutServer("https://a.example", "epic"), "iss", "unknown");
        assertThat(reports.of(withoutServer)).isEmpty();
    }

    private boolean isDevelopment(String server) {
        if (server.equals("unknown")) {
            throw new ConfigurationException(
                    Message.UNKNOWN_SERVER.formatWithoutServer(server, "base-url", "epic"),
                    Violations.missing(List.of("base_url")));
        }
        return server.equals("epic");
    }

    private static SmartException failure(String server) {
        return new ValidationException(Message.NO_ID_TOKEN.format(server, "<script>"), "id_token", "missing");
    }

    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (instance, method, arguments) -> switch (method.getName()) {
                    case "client" -> proxy(SmartClient.class);
                    case "diagnose" -> DIAGNOSIS;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }
}
