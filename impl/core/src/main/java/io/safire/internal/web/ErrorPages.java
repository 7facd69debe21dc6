package io.safire.internal.web;

import static java.util.Objects.requireNonNull;

import io.safire.error.SmartException;
import io.safire.internal.message.Message;
import io.safire.internal.text.BeanClass;
import io.safire.internal.text.LogSanitizer;
import io.safire.web.LaunchFailure;
import io.safire.web.LaunchFailure.Reason;
import io.safire.web.LaunchHandler;
import io.safire.web.LocalPath;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The error pages. An error page shows the reason, the advised action, and the ID with which an administrator can find
 * the message in the log. The application can replace each page with a page of its own.
 */
record ErrorPages(
        Supplier<List<String>> frameAncestors, Supplier<Optional<LaunchHandler>> handlers, DevelopmentReports reports) {

    private static final Logger LOG = System.getLogger("io.safire.web");
    private static final String RETRY_SECONDS = "60";
    private static final LocalPath ROOT = LocalPath.of("/");

    WebResponse of(SmartException failure, WebRequest request) {
        LaunchFailure classified = LaunchFailureClassifier.classify(failure);
        LOG.log(classified.reason() == Reason.MISCONFIGURED ? Level.ERROR : Level.WARNING, failure.getMessage());
        return page(classified, request, () -> reports.of(failure));
    }

    /** Logs the text of the handler's exception only at debug level. */
    WebResponse handlerFailed(LaunchHandler handler, RuntimeException failure, WebRequest request) {
        Message message = Message.LAUNCH_HANDLER_FAILED;
        LOG.log(
                Level.ERROR,
                message.formatWithoutServer(
                        BeanClass.nameOf(handler), failure.getClass().getName()));
        LOG.log(Level.DEBUG, message.id(), failure);
        return page(new LaunchFailure(Reason.MISCONFIGURED, message.id()), request, () -> "");
    }

    WebResponse crossSite(String header, WebRequest request) {
        return page(Reason.CROSS_SITE, Message.CROSS_SITE_SIGN_OUT, request, LogSanitizer.sanitize(header));
    }

    WebResponse notFound(String server, WebRequest request) {
        return page(Reason.NOT_FOUND, Message.NO_KEY_SET, request, LogSanitizer.sanitize(server));
    }

    WebResponse methodNotAllowed(String allowed, WebRequest request) {
        WebResponse page = page(
                Reason.METHOD_NOT_ALLOWED,
                Message.METHOD_NOT_ALLOWED,
                request,
                LogSanitizer.sanitize(request.method()),
                allowed);
        return WebResponses.withHeader(page, "Allow", allowed);
    }

    /** Logs the message only at debug level, because unauthenticated requests could otherwise flood the log. */
    private WebResponse page(Reason reason, Message message, WebRequest request, Object... arguments) {
        LOG.log(Level.DEBUG, message.formatWithoutServer(arguments));
        return page(new LaunchFailure(reason, message.id()), request, () -> "");
    }

    private WebResponse page(LaunchFailure failure, WebRequest request, Supplier<String> report) {
        return callHandler(handler -> handler.failed(failure, request))
                .orElseGet(() -> builtIn(failure, request, report.get()));
    }

    private WebResponse builtIn(LaunchFailure failure, WebRequest request, String report) {
        PageTexts texts = PageTexts.of(request);
        String key = failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String policy = "default-src 'none'; style-src " + Html.STYLE_SOURCE
                + "; base-uri 'none'; form-action 'none'; frame-ancestors "
                + AuthorizationPage.frameAncestors(frameAncestors.get());
        WebResponse page = WebResponses.page(
                failure.status(),
                policy,
                List.of(),
                Html.page(texts.language(), texts.text(key + ".title"), body(texts, key, failure.code()) + report));
        return failure.reason() == Reason.UNAVAILABLE
                ? WebResponses.withHeader(page, "Retry-After", RETRY_SECONDS)
                : page;
    }

    private String body(PageTexts texts, String key, String code) {
        LocalPath home = callHandler(handler -> Optional.of(handler.home())).orElse(ROOT);
        String link = "<p><a href=\"" + Html.escape(home.value()) + "\">" + Html.escape(texts.text(key + ".link"))
                + "</a></p>\n";
        String support = code.isEmpty()
                ? ""
                : "<p class=\"code\">" + Html.escape(texts.text("code")) + " <span>" + Html.escape(code)
                        + "</span></p>\n";
        return Html.paragraph(texts.text(key + ".text")) + Html.paragraph(texts.text(key + ".advice")) + link + support;
    }

    /** Returns an empty result if the handler throws an exception, so that the user sees the built-in page. */
    private <T> Optional<T> callHandler(Function<LaunchHandler, Optional<T>> call) {
        Optional<LaunchHandler> handler = Optional.empty();
        try {
            handler = handlers.get();
            return handler.flatMap(found -> requireNonNull(call.apply(found), "the result"));
        } catch (RuntimeException failure) {
            // the message of the application's exception is omitted, because it may be confidential
            String type = handler.map(BeanClass::nameOf).orElse("");
            LOG.log(
                    Level.ERROR,
                    Message.ERROR_PAGE_FAILED.formatWithoutServer(
                            type, failure.getClass().getName()));
            return Optional.empty();
        }
    }
}
