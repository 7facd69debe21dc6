package io.safire.internal.web;

import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.LaunchRequest;
import io.safire.web.Redirect;
import io.safire.web.SmartEndpoints;
import io.safire.web.SmartLaunches;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The endpoints of an application for launch, callback, JWKS and sign-out. */
public final class LaunchEndpoints implements SmartEndpoints {

    private final SmartClients clients;
    private final SmartLaunches launches;
    private final Supplier<Optional<LaunchHandler>> handlers;
    private final Function<String, Optional<String>> redirectUris;
    private final CrossOriginDetector sameOrigin;
    private final JwksEndpoint jwksEndpoint;
    private final ErrorPages errorPages;

    /**
     * Creates the endpoints.
     *
     * @param frameAncestors returns the CSP sources that may display the error pages in a frame
     * @param redirectUris returns the redirect URI of a configured server; empty if it is not set
     */
    public LaunchEndpoints(
            SmartClients clients,
            SmartLaunches launches,
            Supplier<Optional<LaunchHandler>> handlers,
            Supplier<List<String>> frameAncestors,
            Function<String, Optional<String>> redirectUris) {
        this.clients = clients;
        this.launches = launches;
        this.handlers = handlers;
        this.redirectUris = redirectUris;
        this.sameOrigin = new CrossOriginDetector(
                () -> clients.names().stream().flatMap(name -> redirectUris.apply(name).stream()));
        this.jwksEndpoint = new JwksEndpoint(clients);
        this.errorPages = new ErrorPages(frameAncestors, handlers);
    }

    @Override
    public WebResponse launch(WebRequest request) {
        return respond("GET", request, () -> {
            handler();
            return launches.start(toLaunchRequest(request)).response();
        });
    }

    @Override
    public WebResponse callback(WebRequest request) {
        return respond("GET", request, () -> {
            LaunchHandler handler = handler();
            CompletedLaunch completed =
                    launches.complete(AuthorizationResponse.of(request.parameters()), request.cookies());
            Redirect next = handler.completed(completed, request);
            List<String> cookies = new ArrayList<>(completed.cookies());
            cookies.addAll(next.cookies());
            return WebResponses.redirect(next.target().value(), cookies);
        });
    }

    @Override
    public WebResponse jwks(String server, WebRequest request) {
        // for HEAD, the web framework omits the body
        String method = request.method().equals("HEAD") ? "HEAD" : "GET";
        return respond(method, request, () -> jwksEndpoint
                .respond(server)
                .orElseGet(() -> errorPages.notFound(server, request)));
    }

    @Override
    public WebResponse signOut(WebRequest request) {
        return respond("POST", request, () -> {
            Optional<String> crossOrigin = sameOrigin.crossOriginHeader(request);
            if (crossOrigin.isPresent()) {
                return errorPages.crossSite(crossOrigin.get(), request);
            }
            Redirect next = handler().signOut(request);
            return WebResponses.redirect(next.target().value(), next.cookies());
        });
    }

    private LaunchRequest toLaunchRequest(WebRequest request) {
        // rejects repeated parameters, as in authorization responses
        Map<String, String> parameters =
                AuthorizationResponse.of(request.parameters()).parameters();
        String server = parameters.get("server");
        boolean standalone = server != null && !parameters.containsKey("iss") && !parameters.containsKey("launch");
        LaunchRequest launch = standalone
                ? LaunchRequest.standalone(requireServer(server))
                : ehrLaunch(parameters.get("iss"), parameters.get("launch"));
        String target = parameters.get("return_to");
        LaunchRequest launchRequest = target == null ? launch : launch.withReturnTo(target);
        return launchRequest.withCookies(request.cookies());
    }

    /**
     * Rejects a server at which users cannot sign in. The name is untrusted input. A server without a redirect URI is
     * treated like an unknown server, because this is not a configuration error, and because the response must not
     * reveal that the server exists.
     */
    private String requireServer(String name) {
        if (!canLaunch(name)) {
            String known = clients.names().stream()
                    .filter(other -> redirectUris.apply(other).isPresent())
                    .collect(Collectors.joining(", "));
            throw new ValidationException(
                    null,
                    Message.UNKNOWN_LAUNCH_SERVER.formatWithoutServer(
                            LogSanitizer.sanitize(name), LogSanitizer.sanitize(known)),
                    "server",
                    "it is not a server for launches");
        }
        return name;
    }

    private LaunchRequest ehrLaunch(@Nullable String iss, @Nullable String launch) {
        LaunchRequest request = LaunchRequest.ehr(iss, launch);
        String issuer = ((Launch.Ehr) request.launch()).iss();
        if (!canLaunch(clients.forLaunch(issuer).name())) {
            throw new ValidationException(
                    null,
                    Message.UNKNOWN_ISSUER.formatWithoutServer(
                            LogSanitizer.sanitize(issuer), LogSanitizer.sanitize(String.join(", ", clients.names()))),
                    "iss",
                    "it is not the base URL of a server for launches");
        }
        return request;
    }

    private boolean canLaunch(String name) {
        return clients.names().contains(name) && redirectUris.apply(name).isPresent();
    }

    private WebResponse respond(String method, WebRequest request, Supplier<WebResponse> action) {
        if (!request.method().equals(method)) {
            return errorPages.methodNotAllowed(method, request);
        }
        try {
            return action.get();
        } catch (SmartException failure) {
            return errorPages.of(failure, request);
        }
    }

    private LaunchHandler handler() {
        return handlers.get()
                .orElseThrow(() -> new ConfigurationException(
                        null,
                        Message.NO_LAUNCH_HANDLER.formatWithoutServer(),
                        Violations.missing(List.of("launch_handler"))));
    }
}
