package io.safire.impl.web;

import io.safire.error.AuthorizationException;
import io.safire.error.ConfigurationException;
import io.safire.error.LaunchStoreException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.impl.event.Announcer;
import io.safire.web.WebAnswer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;

/** Pages for users when something went wrong: the id, by which the developer finds the message in the log, and no more. */
final class ProblemPages {

    private static final Logger LOG = System.getLogger("io.safire.web");
    private static final String ID_TOKEN = "id_token";
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private final Supplier<List<String>> framers;

    ProblemPages(Supplier<List<String>> framers) {
        this.framers = framers;
    }

    WebAnswer of(SmartException failure) {
        int status = status(failure);
        LOG.log(status == SERVER_ERROR ? Level.ERROR : Level.WARNING, failure.getMessage());
        String id = Announcer.reason(failure);
        WebAnswer page = page(
                status,
                "<p>The launch did not work. Please start it again.</p>" + (id.isEmpty() ? "" : "<p>" + id + "</p>"));
        return status == UNAVAILABLE ? Answers.with(page, "Retry-After", "60") : page;
    }

    WebAnswer foreign() {
        return page(FORBIDDEN, "<p>Another site asked for this. Please use the button of the application.</p>");
    }

    WebAnswer nothingHere() {
        return page(NOT_FOUND, "<p>There is nothing here.</p>");
    }

    WebAnswer otherMethod(String method) {
        return Answers.with(
                page(METHOD_NOT_ALLOWED, "<p>This address is for the launch of an application.</p>"), "Allow", method);
    }

    private WebAnswer page(int status, String body) {
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors "
                + AuthorizationPage.framers(framers.get());
        return Answers.page(status, policy, List.of(), Html.page("Launch", body));
    }

    /** What came from the browser is its fault, what the server said is the server's. */
    private static int status(SmartException failure) {
        if (failure instanceof ValidationException invalid) {
            return invalid.attribute().equals(ID_TOKEN) ? BAD_GATEWAY : BAD_REQUEST;
        }
        if (failure instanceof AuthorizationException refused) {
            return refused.errorCode().filter("access_denied"::equals).isPresent() ? FORBIDDEN : BAD_GATEWAY;
        }
        if (failure instanceof ConfigurationException) {
            return SERVER_ERROR;
        }
        boolean stored = failure instanceof LaunchStoreException || failure instanceof TokenStoreException;
        return stored ? UNAVAILABLE : BAD_GATEWAY;
    }
}
