package io.safire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.web.SmartEndpoints;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceContext;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;
import org.junit.jupiter.api.Test;

class SmartResourceTest {

    private final Map<String, WebRequest> received = new LinkedHashMap<>();

    @Test
    void passesRequestUnchanged() throws URISyntaxException {
        call(MockHttpRequest.get("/smart/launch?iss=https%3A%2F%2Fehr.example&launch=a&launch=b")
                .header("Cookie", "a=1; b=2"));
        WebRequest request = received.get("launch");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.parameters())
                .isEqualTo(Map.of("iss", List.of("https://ehr.example"), "launch", List.of("a", "b")));
        assertThat(request.cookies().values()).isEqualTo(Map.of("a", "1", "b", "2"));
        call(MockHttpRequest.get("/smart/callback?code=a%2Bb"));
        assertThat(received.get("callback").parameters()).isEqualTo(Map.of("code", List.of("a+b")));
        call(MockHttpRequest.get("/smart/jwks/epic"));
        assertThat(received).containsKey("jwks epic");
        call(MockHttpRequest.post("/smart/sign-out").header("Sec-Fetch-Site", "cross-site"));
        assertThat(received.get("signOut").header("sec-fetch-site")).contains("cross-site");
        call(MockHttpRequest.get("/smart/signed-out?state=a%2Bb"));
        assertThat(received.get("signedOut").parameters()).isEqualTo(Map.of("state", List.of("a+b")));
    }

    @Test
    void distinguishesHeadFromGet() throws URISyntaxException {
        call(MockHttpRequest.head("/smart/launch?iss=a"));
        assertThat(received.get("launch").method()).isEqualTo("HEAD");
        call(MockHttpRequest.head("/smart/callback?code=a"));
        assertThat(received.get("callback").method()).isEqualTo("HEAD");
    }

    @Test
    void rejectsSignOutByGet() throws URISyntaxException {
        assertThat(call(MockHttpRequest.get("/smart/sign-out")).getStatus()).isEqualTo(405);
        assertThat(received).isEmpty();
    }

    @Test
    void sendsResponseUnchanged() throws Exception {
        MockHttpResponse response = call(MockHttpRequest.get("/smart/launch"));
        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getOutputHeaders().get("Set-Cookie")).containsExactly("a=1; Path=/", "b=2; Path=/");
        assertThat(response.getOutputHeaders().getFirst("Location")).hasToString("/chart?a=b");
        MockHttpResponse page = call(MockHttpRequest.get("/smart/callback"));
        assertThat(page.getStatus()).isEqualTo(400);
        assertThat(page.getOutputHeaders().getFirst("Content-Type"))
                .asString()
                .isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.getContentAsString()).isEqualTo("<p>\u00e9</p>");
    }

    @Test
    void addsCookiesToServletResponse() throws URISyntaxException {
        RecordingServletResponse servlet = new RecordingServletResponse(false);
        servlet.cookies.add("JSESSIONID=c; Path=/");
        MockHttpResponse response = call(MockHttpRequest.get("/smart/launch"), servlet);
        assertThat(servlet.cookies).containsExactly("JSESSIONID=c; Path=/", "a=1; Path=/", "b=2; Path=/");
        assertThat(response.getOutputHeaders()).doesNotContainKey("Set-Cookie");
        assertThat(response.getOutputHeaders().getFirst("Location")).hasToString("/chart?a=b");
    }

    @Test
    void sendsCookieHeadersIfServletResponseIsCommitted() throws URISyntaxException {
        RecordingServletResponse servlet = new RecordingServletResponse(true);
        MockHttpResponse response = call(MockHttpRequest.get("/smart/launch"), servlet);
        assertThat(servlet.cookies).isEmpty();
        assertThat(response.getOutputHeaders().get("Set-Cookie")).hasSize(2);
    }

    @Test
    void sendsCookieHeadersIfNoResponseIsInjected() {
        assertThat(ServletCookies.add(List.of("a=1"), new ResourceContext() {
                    @Override
                    public <T> T getResource(Class<T> type) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public <T> T initResource(T resource) {
                        return resource;
                    }
                }))
                .isFalse();
    }

    @Test
    void sendsCookieHeadersWithoutServletApi() throws Exception {
        try (NoServletClassLoader loader = new NoServletClassLoader()) {
            assertThatThrownBy(() -> loader.loadClass(HttpServletResponse.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            Method isolated =
                    loader.loadClass(SmartResourceTest.class.getName()).getDeclaredMethod("launchCookies");
            isolated.setAccessible(true);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                assertThat(isolated.invoke(null)).isEqualTo(List.of("a=1; Path=/", "b=2; Path=/"));
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** Called through reflection, in a class loader without the Servlet API. */
    static List<Object> launchCookies() throws URISyntaxException {
        return new SmartResourceTest()
                .call(MockHttpRequest.get("/smart/launch"))
                .getOutputHeaders()
                .get("Set-Cookie");
    }

    private MockHttpResponse call(MockHttpRequest request) {
        return call(MockDispatcherFactory.createDispatcher(), request);
    }

    private MockHttpResponse call(MockHttpRequest request, RecordingServletResponse servlet) {
        Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();
        dispatcher.getDefaultContextObjects().put(HttpServletResponse.class, servlet.proxy());
        return call(dispatcher, request);
    }

    private MockHttpResponse call(Dispatcher dispatcher, MockHttpRequest request) {
        TestSmartResource launches = new TestSmartResource();
        launches.endpoints = new RecordingEndpoints();
        dispatcher.getRegistry().addSingletonResource(launches);
        MockHttpResponse response = new MockHttpResponse();
        dispatcher.invoke(request, response);
        return response;
    }

    /** A subclass as an application would write it. */
    @Path("smart")
    public static class TestSmartResource extends SmartResource {}

    private final class RecordingEndpoints implements SmartEndpoints {

        @Override
        public WebResponse launch(WebRequest request) {
            received.put("launch", request);
            return new WebResponse(
                    303,
                    Map.of("Location", List.of("/chart?a=b"), "Set-Cookie", List.of("a=1; Path=/", "b=2; Path=/")),
                    "");
        }

        @Override
        public WebResponse callback(WebRequest request) {
            received.put("callback", request);
            return new WebResponse(400, Map.of("Content-Type", List.of("text/html; charset=utf-8")), "<p>\u00e9</p>");
        }

        @Override
        public WebResponse jwks(String server, WebRequest request) {
            received.put("jwks " + server, request);
            return new WebResponse(200, Map.of("Content-Type", List.of("application/json")), "{}");
        }

        @Override
        public WebResponse signedOut(WebRequest request) {
            received.put("signedOut", request);
            return new WebResponse(303, Map.of("Location", List.of("/bye")), "");
        }

        @Override
        public WebResponse signOut(WebRequest request) {
            received.put("signOut", request);
            return new WebResponse(303, Map.of("Location", List.of("/")), "");
        }
    }
}
