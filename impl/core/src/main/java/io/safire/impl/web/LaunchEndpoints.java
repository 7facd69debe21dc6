package io.safire.impl.web;

import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
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
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The endpoints of an application that an EHR launches. */
public final class LaunchEndpoints implements SmartEndpoints {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final SmartClients clients;
    private final SmartLaunches launches;
    private final Supplier<Optional<LaunchHandler>> handlers;
    private final KeySetAnswers keySets;
    private final ProblemPages problems;

    public LaunchEndpoints(
            SmartClients clients,
            SmartLaunches launches,
            Supplier<Optional<LaunchHandler>> handlers,
            Supplier<List<String>> framers) {
        this.clients = clients;
        this.launches = launches;
        this.handlers = handlers;
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
        // a framework that answers HEAD leaves the body out
        String method = request.method().equals("HEAD") ? "HEAD" : "GET";
        return answered(method, request, () -> keySets.of(server).orElseGet(() -> problems.notFound(server, request)));
    }

    @Override
    public WebAnswer signOut(WebRequest request) {
        return answered("POST", request, () -> {
            String site = request.header("Sec-Fetch-Site").orElse("same-origin");
            if (!site.equals("same-origin")) {
                return problems.crossSite(site, request);
            }
            Redirect next = handler().signOut(request);
            return Answers.redirect(next.target().value(), next.cookies());
        });
    }

    private LaunchRequest requested(WebRequest request) {
        // the same rule as for answers: each parameter once
        Map<String, String> parameters =
                AuthorizationResponse.of(request.parameters()).parameters();
        String server = parameters.get("server");
        boolean byUser = server != null && !parameters.containsKey("iss") && !parameters.containsKey("launch");
        LaunchRequest launch = byUser
                ? LaunchRequest.standalone(requireServer(server))
                : LaunchRequest.ehr(parameters.get("iss"), parameters.get("launch"));
        String target = parameters.get("return_to");
        LaunchRequest asked = target == null ? launch : launch.returningTo(target);
        return asked.withCookies(request.cookies());
    }

    /** The name comes from a link that anybody can make: it is no mistake of the configuration that there is none. */
    private String requireServer(String name) {
        if (!clients.names().contains(name) && !(PLAIN.matcher(name).matches() && isConfigured(name))) {
            throw new ValidationException(
                    null,
                    Message.UNKNOWN_LAUNCH_SERVER.ofAll(Printable.of(name), String.join(", ", clients.names())),
                    "server",
                    "is no configured server");
        }
        return name;
    }

    /** Not every source of a configuration can list its keys. */
    private boolean isConfigured(String name) {
        try {
            clients.client(name);
            return true;
        } catch (ConfigurationException failure) {
            if (failure.missingAttributes().contains(Setting.BASE_URL.attribute())) {
                return false;
            }
            throw failure;
        }
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
