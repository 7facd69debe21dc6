package io.safire.internal.web;

import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.SmartException;
import io.safire.internal.message.Message;
import io.safire.launch.AuthorizationResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.Redirect;
import io.safire.web.SmartEndpoints;
import io.safire.web.SmartLaunches;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The endpoints of an application for launch, callback, JWKS and sign-out. */
public final class LaunchEndpoints implements SmartEndpoints {

    private final SmartLaunches launches;
    private final Supplier<Optional<LaunchHandler>> handlers;
    private final LaunchRequestReader launchRequests;
    private final CrossOriginDetector sameOrigin;
    private final JwksEndpoint jwksEndpoint;
    private final ErrorPages errorPages;
    private final SignOutResponder signOuts;

    /**
     * @param frameAncestors the function that returns the CSP sources that may display the error pages in a frame
     * @param redirectUris the function that returns the redirect URI of a configured server; empty if it is not set
     * @param development the function that returns whether the error pages of a server show a diagnosis
     * @param signOuts the responses to sign-outs
     */
    public LaunchEndpoints(
            SmartClients clients,
            SmartLaunches launches,
            Supplier<Optional<LaunchHandler>> handlers,
            Supplier<List<String>> frameAncestors,
            Function<String, Optional<String>> redirectUris,
            Predicate<String> development,
            SignOutResponder signOuts) {
        this.launches = launches;
        this.signOuts = signOuts;
        this.handlers = handlers;
        this.launchRequests = new LaunchRequestReader(clients, redirectUris);
        this.sameOrigin = new CrossOriginDetector(
                () -> clients.names().stream().flatMap(name -> redirectUris.apply(name).stream()));
        this.jwksEndpoint = new JwksEndpoint(clients);
        this.errorPages = new ErrorPages(frameAncestors, handlers, new DevelopmentReports(clients, development));
    }

    @Override
    public WebResponse launch(WebRequest request) {
        return respond("GET", request, () -> {
            LaunchHandler handler = handler();
            return launches.start(handler.starting(launchRequests.read(request), request))
                    .response();
        });
    }

    @Override
    public WebResponse callback(WebRequest request) {
        return respond("GET", request, () -> {
            LaunchHandler handler = handler();
            CompletedLaunch completed =
                    launches.complete(AuthorizationResponse.of(request.parameters()), request.cookies());
            return callHandler(handler, completed, request);
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
            return signOuts.signOut(handler().signOut(request), request.cookies());
        });
    }

    @Override
    public WebResponse signedOut(WebRequest request) {
        return respond("GET", request, () -> signOuts.signedOut(request)
                .orElseGet(() -> WebResponses.redirect(handler().home().value(), List.of())));
    }

    /** The launch cannot be repeated, so its cookie is cleared even if the handler fails. */
    private WebResponse callHandler(LaunchHandler handler, CompletedLaunch completed, WebRequest request) {
        WebResponse response;
        try {
            Redirect next = handler.completed(completed, request);
            response = WebResponses.redirect(next.target().value(), next.cookies());
        } catch (SmartException failure) {
            response = errorPages.of(failure, request);
        } catch (RuntimeException failure) {
            response = errorPages.handlerFailed(handler, failure, request);
        }
        return WebResponses.withCookies(response, completed.cookies());
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
                        Message.NO_LAUNCH_HANDLER.formatWithoutServer(),
                        Violations.missing(List.of("launch_handler"))));
    }
}
