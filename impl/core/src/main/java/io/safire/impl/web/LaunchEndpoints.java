package io.safire.impl.web;

import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.Launch;
import io.safire.launch.LaunchRequest;
import io.safire.web.LaunchHandler;
import io.safire.web.Redirect;
import io.safire.web.SmartEndpoints;
import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
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
    private final SameOriginCheck sameOrigin;
    private final KeySetAnswers keySets;
    private final ProblemPages problems;

    /**
     * Creates the endpoints.
     *
     * @param framers returns the CSP sources that may frame the error pages
     * @param redirectUris returns the redirect URI of a configured server; empty if it is not set
     */
    public LaunchEndpoints(
            SmartClients clients,
            SmartLaunches launches,
            Supplier<Optional<LaunchHandler>> handlers,
            Supplier<List<String>> framers,
            Function<String, Optional<String>> redirectUris) {
        this.clients = clients;
        this.launches = launches;
        this.handlers = handlers;
        this.redirectUris = redirectUris;
        this.sameOrigin =
                new SameOriginCheck(() -> clients.names().stream().flatMap(name -> redirectUris.apply(name).stream()));
        this.keySets = new KeySetAnswers(clients);
        this.problems = new ProblemPages(framers, handlers);
    }

    @Override
    public WebAnswer launch(WebRequest request) {
        return answered("GET", request, () -> {
            handler();
            return launches.begin(requested(request)).answer();
        });
    }

    @Override
    public WebAnswer callback(WebRequest request) {
        return answered("GET", request, () -> {
            LaunchHandler handler = handler();
            CompletedLaunch completed =
                    launches.complete(AuthorizationResponse.of(request.parameters()), request.cookies());
            Redirect next = handler.completed(completed, request);
            List<String> cookies = new ArrayList<>(completed.cookies());
            cookies.addAll(next.cookies());
            return Answers.redirect(next.target().value(), cookies);
        });
    }

    @Override
    public WebAnswer jwks(String server, WebRequest request) {
        // for HEAD, the web framework omits the body
        String method = request.method().equals("HEAD") ? "HEAD" : "GET";
        return answered(method, request, () -> keySets.of(server).orElseGet(() -> problems.notFound(server, request)));
    }

    @Override
    public WebAnswer signOut(WebRequest request) {
        return answered("POST", request, () -> {
            Optional<String> foreign = sameOrigin.foreignHeader(request);
            if (foreign.isPresent()) {
                return problems.crossSite(foreign.get(), request);
            }
            Redirect next = handler().signOut(request);
            return Answers.redirect(next.target().value(), next.cookies());
        });
    }

    private LaunchRequest requested(WebRequest request) {
        // rejects repeated parameters, as for authorization responses
        Map<String, String> parameters =
                AuthorizationResponse.of(request.parameters()).parameters();
        String server = parameters.get("server");
        boolean byUser = server != null && !parameters.containsKey("iss") && !parameters.containsKey("launch");
        LaunchRequest launch = byUser
                ? LaunchRequest.standalone(requireServer(server))
                : launchByEhr(parameters.get("iss"), parameters.get("launch"));
        String target = parameters.get("return_to");
        LaunchRequest asked = target == null ? launch : launch.returningTo(target);
        return asked.withCookies(request.cookies());
    }

    /**
     * Rejects a server at which users cannot sign in. The name is untrusted input. A server without a redirect URI is treated
     * like an unknown one: it is not a configuration error, and the response must not reveal that the server exists.
     */
    private String requireServer(String name) {
        if (!canLaunch(name)) {
            String known = clients.names().stream()
                    .filter(other -> redirectUris.apply(other).isPresent())
                    .collect(Collectors.joining(", "));
            throw new ValidationException(
                    null,
                    Message.UNKNOWN_LAUNCH_SERVER.ofAll(Printable.of(name), Printable.of(known)),
                    "server",
                    "it is not a server for launches");
        }
        return name;
    }

    private LaunchRequest launchByEhr(@Nullable String iss, @Nullable String launch) {
        LaunchRequest request = LaunchRequest.ehr(iss, launch);
        String issuer = ((Launch.Ehr) request.launch()).iss();
        if (!canLaunch(clients.byIssuer(issuer).name())) {
            throw new ValidationException(
                    null,
                    Message.UNKNOWN_ISSUER.ofAll(
                            Printable.of(issuer), Printable.of(String.join(", ", clients.names()))),
                    "iss",
                    "it is not the base URL of a server for launches");
        }
        return request;
    }

    private boolean canLaunch(String name) {
        return clients.names().contains(name) && redirectUris.apply(name).isPresent();
    }

    private WebAnswer answered(String method, WebRequest request, Supplier<WebAnswer> answer) {
        if (!request.method().equals(method)) {
            return problems.methodNotAllowed(method, request);
        }
        try {
            return answer.get();
        } catch (SmartException failure) {
            return problems.of(failure, request);
        }
    }

    private LaunchHandler handler() {
        return handlers.get()
                .orElseThrow(() -> new ConfigurationException(
                        null, Message.NO_LAUNCH_HANDLER.ofAll(), Offenders.missing(List.of("launch_handler"))));
    }
}
