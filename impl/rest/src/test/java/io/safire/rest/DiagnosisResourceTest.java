package io.safire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Step;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;
import org.junit.jupiter.api.Test;

class DiagnosisResourceTest {

    private static final Diagnosis DIAGNOSIS = Diagnosis.of(
            "epic",
            Instant.parse("2026-03-01T00:00:00Z"),
            Duration.ofSeconds(1),
            List.of(CheckResult.of("SD-C03", Step.CONFIGURATION, "Is the <base URL> valid?", List.of())));

    private boolean isAllowed = true;
    private int diagnoses;

    @Test
    void sendsFormatOfAcceptHeader() throws Exception {
        MockHttpResponse page = get("epic", "text/html,*/*;q=0.8");
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentAsString()).isEqualTo(DIAGNOSIS.toHtml());
        assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(get("epic", "application/json").getContentAsString())
                .isEqualTo(DIAGNOSIS.toJson().toString());
        assertThat(get("epic", "text/plain").getContentAsString()).isEqualTo(DIAGNOSIS.toText());
    }

    @Test
    void protectsPageFromOtherPages() throws Exception {
        MockHttpResponse page = get("epic", "text/html");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .contains("frame-ancestors 'none'");
    }

    @Test
    void diagnosesNothingForOtherUsers() throws Exception {
        isAllowed = false;
        for (String server : List.of("epic", "unknown")) {
            for (String type : List.of("text/html", "application/json", "text/plain")) {
                MockHttpResponse refused = get(server, type);
                assertThat(refused.getStatus()).as(server + type).isEqualTo(403);
                assertThat(refused.getContentAsString()).isEmpty();
            }
        }
        assertThat(diagnoses).isZero();
    }

    @Test
    void returns404ForUnknownServer() throws Exception {
        assertThat(get("unknown", "text/html").getStatus()).isEqualTo(404);
    }

    private MockHttpResponse get(String server, String accept) throws URISyntaxException {
        Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();
        dispatcher.getDefaultContextObjects().put(SecurityContext.class, proxy(SecurityContext.class));
        TestResource resource = new TestResource();
        resource.clients = proxy(SmartClients.class);
        dispatcher.getRegistry().addSingletonResource(resource);
        MockHttpResponse response = new MockHttpResponse();
        dispatcher.invoke(MockHttpRequest.get("/diagnosis/" + server).header("Accept", accept), response);
        return response;
    }

    private static String header(MockHttpResponse response, String name) {
        return String.valueOf(response.getOutputHeaders().getFirst(name));
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (instance, method, arguments) -> switch (method.getName()) {
                    case "names" -> Set.of("epic");
                    case "client" -> proxy(SmartClient.class);
                    case "diagnose" -> {
                        diagnoses++;
                        yield DIAGNOSIS;
                    }
                    case "isUserInRole" -> isAllowed;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    /** A subclass as an application would write it. */
    @Path("diagnosis")
    public static class TestResource extends DiagnosisResource {
        @Override
        protected boolean isAllowed(SecurityContext security) {
            return security.isUserInRole("operator");
        }
    }
}
