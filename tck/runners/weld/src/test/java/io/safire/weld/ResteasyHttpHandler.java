package io.safire.weld;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.IOException;
import java.net.URI;
import org.jboss.resteasy.core.SynchronousDispatcher;
import org.jboss.resteasy.core.SynchronousExecutionContext;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.ResteasyDeployment;

/** A handler that passes the requests of the HTTP server to RESTEasy, each in its own CDI request context. */
final class ResteasyHttpHandler implements HttpHandler {

    private static final String ROOT = "/api/";

    private final ResteasyDeployment deployment;
    private final URI origin;

    ResteasyHttpHandler(ResteasyDeployment deployment, URI origin) {
        this.deployment = deployment;
        this.origin = origin;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        RequestContextController context =
                CDI.current().select(RequestContextController.class).get();
        boolean activated = context.activate();
        try (exchange) {
            MockHttpResponse response = new MockHttpResponse();
            MockHttpRequest request = request(exchange);
            SynchronousDispatcher dispatcher = (SynchronousDispatcher) deployment.getDispatcher();
            request.setAsynchronousContext(new SynchronousExecutionContext(dispatcher, request, response));
            dispatcher.invoke(request, response);
            if (request.getAsyncContext().isSuspended()) {
                request.getAsyncContext().getAsyncResponse().initialRequestThreadFinished();
            }
            send(exchange, response);
        } finally {
            if (activated) {
                context.deactivate();
            }
        }
    }

    private MockHttpRequest request(HttpExchange exchange) throws IOException {
        URI root = origin.resolve(ROOT);
        MockHttpRequest request =
                MockHttpRequest.create(exchange.getRequestMethod(), origin.resolve(exchange.getRequestURI()), root);
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.content(exchange.getRequestBody().readAllBytes());
    }

    private static void send(HttpExchange exchange, MockHttpResponse response) throws IOException {
        response.getOutputHeaders()
                .forEach((name, values) ->
                        values.forEach(value -> exchange.getResponseHeaders().add(name, headerValue(value))));
        response.getNewCookies()
                .forEach(cookie -> exchange.getResponseHeaders().add("Set-Cookie", headerValue(cookie)));
        byte[] body = response.getOutput();
        boolean empty =
                body == null || body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.getStatus(), empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    @SuppressWarnings("unchecked")
    private static String headerValue(Object value) {
        RuntimeDelegate.HeaderDelegate<Object> delegate =
                RuntimeDelegate.getInstance().createHeaderDelegate((Class<Object>) value.getClass());
        return delegate == null ? value.toString() : delegate.toString(value);
    }
}
