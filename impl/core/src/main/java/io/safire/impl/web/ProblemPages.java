package io.safire.impl.web;

import static java.util.Objects.requireNonNull;

import io.safire.error.SmartException;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import io.safire.launch.LocalPath;
import io.safire.web.LaunchFailure;
import io.safire.web.LaunchFailure.Reason;
import io.safire.web.LaunchHandler;
import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The error pages. A page shows the reason, the advised action, and the id by which an administrator finds the message in the
 * log. The application can replace a page with its own.
 */
final class ProblemPages {

    private static final Logger LOG = System.getLogger("io.safire.web");
    private static final String RETRY_SECONDS = "60";
    private static final LocalPath ROOT = LocalPath.of("/");

    private final Supplier<List<String>> framers;
    private final Supplier<Optional<LaunchHandler>> handlers;

    ProblemPages(Supplier<List<String>> framers, Supplier<Optional<LaunchHandler>> handlers) {
        this.framers = framers;
        this.handlers = handlers;
    }

    WebAnswer of(SmartException failure, WebRequest request) {
        LaunchFailure classified = LaunchFailureClassifier.classify(failure);
        LOG.log(classified.reason() == Reason.MISCONFIGURED ? Level.ERROR : Level.WARNING, failure.getMessage());
        return page(classified, request);
    }

    WebAnswer crossSite(String header, WebRequest request) {
        return page(Reason.CROSS_SITE, Message.CROSS_SITE_SIGN_OUT, request, Printable.of(header));
    }

    WebAnswer notFound(String server, WebRequest request) {
        return page(Reason.NOT_FOUND, Message.NO_KEY_SET, request, Printable.of(server));
    }

    WebAnswer methodNotAllowed(String allowed, WebRequest request) {
        WebAnswer page = page(
                Reason.METHOD_NOT_ALLOWED,
                Message.METHOD_NOT_ALLOWED,
                request,
                Printable.of(request.method()),
                allowed);
        return Answers.with(page, "Allow", allowed);
    }

    /** Logs at debug level only, because unauthenticated requests could otherwise flood the log. */
    private WebAnswer page(Reason reason, Message message, WebRequest request, Object... arguments) {
        LOG.log(Level.DEBUG, message.ofAll(arguments));
        return page(new LaunchFailure(reason, message.id()), request);
    }

    private WebAnswer page(LaunchFailure failure, WebRequest request) {
        return asked(handler -> handler.failed(failure, request)).orElseGet(() -> builtIn(failure, request));
    }

    private WebAnswer builtIn(LaunchFailure failure, WebRequest request) {
        PageTexts texts = PageTexts.of(request);
        String key = failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String policy = "default-src 'none'; style-src " + Html.STYLE_SOURCE
                + "; base-uri 'none'; form-action 'none'; frame-ancestors "
                + AuthorizationPage.framers(framers.get());
        WebAnswer page = Answers.page(
                failure.status(),
                policy,
                List.of(),
                Html.page(texts.language(), texts.text(key + ".title"), body(texts, key, failure.code())));
        return failure.reason() == Reason.UNAVAILABLE ? Answers.with(page, "Retry-After", RETRY_SECONDS) : page;
    }

    private String body(PageTexts texts, String key, String code) {
        LocalPath home = asked(handler -> Optional.of(handler.home())).orElse(ROOT);
        String link = "<p><a href=\"" + Html.escaped(home.value()) + "\">" + Html.escaped(texts.text(key + ".link"))
                + "</a></p>\n";
        String support = code.isEmpty()
                ? ""
                : "<p class=\"code\">" + Html.escaped(texts.text("code")) + " <span>" + Html.escaped(code)
                        + "</span></p>\n";
        return Html.paragraph(texts.text(key + ".text")) + Html.paragraph(texts.text(key + ".advice")) + link + support;
    }

    /** Calls the handler of the application. If it throws, the user gets the built-in page. */
    private <T> Optional<T> asked(Function<LaunchHandler, Optional<T>> question) {
        Optional<LaunchHandler> handler = Optional.empty();
        try {
            handler = handlers.get();
            return handler.flatMap(found -> requireNonNull(question.apply(found), "the result"));
        } catch (RuntimeException failure) {
            // the message of the application's exception is omitted, because it may be confidential
            String type = handler.map(found -> found.getClass().getName()).orElse("");
            LOG.log(
                    Level.ERROR,
                    Message.ERROR_PAGE_FAILED.ofAll(type, failure.getClass().getName()));
            return Optional.empty();
        }
    }
}
