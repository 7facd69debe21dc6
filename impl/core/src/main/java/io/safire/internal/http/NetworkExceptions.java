package io.safire.internal.http;

import static io.safire.internal.config.Setting.ALLOW_INSECURE_LOCALHOST;
import static io.safire.internal.config.Setting.BREAKER_DELAY;
import static io.safire.internal.config.Setting.BREAKER_FAILURES;
import static io.safire.internal.config.Setting.CONNECT_TIMEOUT;
import static io.safire.internal.config.Setting.ENDPOINT_HOSTS;
import static io.safire.internal.config.Setting.KEY_STORE_LOCATION;
import static io.safire.internal.config.Setting.MAX_CONCURRENT_REQUESTS;
import static io.safire.internal.config.Setting.PROXY_EXCEPTIONS;
import static io.safire.internal.config.Setting.PROXY_HOST;
import static io.safire.internal.config.Setting.PROXY_PASSWORD;
import static io.safire.internal.config.Setting.PROXY_PORT;
import static io.safire.internal.config.Setting.PROXY_USER;
import static io.safire.internal.config.Setting.READ_TIMEOUT;
import static io.safire.internal.config.Setting.TRUST_STORE_LOCATION;
import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Failure;
import io.safire.error.NetworkException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.message.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A converter of transport failures into exceptions of the API. */
public final class NetworkExceptions {

    private static final Map<FailureKind, Template> TEMPLATES = templates();

    /**
     * The message for one kind of failure. Its arguments are the failure, the URL, settings, and the curl command. The
     * settings that determine the URL come before further settings.
     */
    private record Template(Message message, boolean namesUrl, boolean namesUrlSettings, Setting... settings) {

        Template(Message message, boolean namesUrlSettings, Setting... settings) {
            this(message, true, namesUrlSettings, settings);
        }

        /** The message does not name the URL, because the server received no request. */
        static Template ofProxy(Message message, Setting... settings) {
            return new Template(message, false, false, settings);
        }

        Failure format(ServerSettings server, TransportException failure, String urlSettings) {
            List<Object> arguments = new ArrayList<>();
            arguments.add(description(failure));
            if (namesUrl) {
                arguments.add(HttpTransport.withoutQuery(failure.target()));
            }
            if (namesUrlSettings) {
                arguments.add(urlSettings);
            }
            for (Setting setting : settings) {
                arguments.add(server.key(setting));
            }
            if (namesUrl) {
                arguments.add(CurlCommand.of(failure.target()));
            }
            return message.format(server.name(), arguments.toArray());
        }
    }

    private NetworkExceptions() {}

    private static Map<FailureKind, Template> templates() {
        Map<FailureKind, Template> templates = new EnumMap<>(FailureKind.class);
        templates.put(FailureKind.NOT_CONNECTED, new Template(Message.NOT_CONNECTED, true));
        templates.put(FailureKind.CONNECT_TIMEOUT, new Template(Message.CONNECT_TIMEOUT, true, CONNECT_TIMEOUT));
        templates.put(FailureKind.TLS_FAILURE, new Template(Message.TLS, false, TRUST_STORE_LOCATION));
        templates.put(FailureKind.CERTIFICATE_EXPIRED, new Template(Message.CERTIFICATE_EXPIRED, false));
        templates.put(FailureKind.CERTIFICATE_NOT_YET_VALID, new Template(Message.CERTIFICATE_NOT_YET_VALID, false));
        templates.put(
                FailureKind.CERTIFICATE_UNTRUSTED,
                new Template(Message.CERTIFICATE_UNTRUSTED, false, TRUST_STORE_LOCATION));
        templates.put(FailureKind.CERTIFICATE_NAME, new Template(Message.CERTIFICATE_NAME, true));
        templates.put(
                FailureKind.PROXY_UNREACHABLE, Template.ofProxy(Message.PROXY_UNREACHABLE, PROXY_HOST, PROXY_PORT));
        templates.put(
                FailureKind.PROXY_AUTHENTICATION,
                Template.ofProxy(Message.PROXY_AUTHENTICATION, PROXY_USER, PROXY_PASSWORD, PROXY_HOST));
        templates.put(FailureKind.PROXY_REFUSED, Template.ofProxy(Message.PROXY_REFUSED, PROXY_EXCEPTIONS));
        templates.put(FailureKind.PROXY_FAILED, Template.ofProxy(Message.PROXY_FAILED, PROXY_EXCEPTIONS));
        Template handshakeEnded = new Template(Message.HANDSHAKE_ENDED, false, KEY_STORE_LOCATION);
        templates.put(FailureKind.HANDSHAKE_REFUSED, handshakeEnded);
        templates.put(FailureKind.HANDSHAKE_ABORTED, handshakeEnded);
        templates.put(FailureKind.READ_TIMEOUT, new Template(Message.READ_TIMEOUT, false, READ_TIMEOUT));
        templates.put(
                FailureKind.DEADLINE_EXCEEDED,
                new Template(Message.DEADLINE_EXCEEDED, false, CONNECT_TIMEOUT, READ_TIMEOUT, READ_TIMEOUT));
        templates.put(FailureKind.ATTEMPT_TIMEOUT, new Template(Message.ATTEMPT_TIMEOUT, false));
        templates.put(
                FailureKind.LOAD_TIMEOUT, new Template(Message.LOAD_TIMEOUT, false, CONNECT_TIMEOUT, READ_TIMEOUT));
        templates.put(FailureKind.CONNECTION_BROKEN, new Template(Message.CONNECTION_BROKEN, true));
        templates.put(FailureKind.INTERRUPTED, new Template(Message.INTERRUPTED, false));
        templates.put(FailureKind.BLOCKED_REDIRECT, new Template(Message.BLOCKED_REDIRECT, true));
        templates.put(FailureKind.UNUSABLE_REDIRECT, new Template(Message.BLOCKED_REDIRECT, true));
        templates.put(
                FailureKind.LOOPBACK_REDIRECT,
                new Template(Message.LOOPBACK_REDIRECT, true, ALLOW_INSECURE_LOCALHOST, ENDPOINT_HOSTS));
        templates.put(FailureKind.USER_NAME_REDIRECT, new Template(Message.USER_NAME_REDIRECT, true));
        templates.put(FailureKind.CROSS_ORIGIN_REDIRECT, new Template(Message.REDIRECT_ORIGIN, true, ENDPOINT_HOSTS));
        templates.put(FailureKind.TOO_MANY_REDIRECTS, new Template(Message.TOO_MANY_REDIRECTS, true));
        templates.put(
                FailureKind.CIRCUIT_OPEN, new Template(Message.CIRCUIT_OPEN, false, BREAKER_FAILURES, BREAKER_DELAY));
        templates.put(
                FailureKind.BULKHEAD_FULL, new Template(Message.TOO_MANY_REQUESTS, false, MAX_CONCURRENT_REQUESTS));
        return templates;
    }

    public static NetworkException from(ServerSettings settings, TransportException failure) {
        return from(settings, failure, Setting.TOKEN_ENDPOINT);
    }

    /**
     * @param endpoint the setting that overrides the endpoint
     */
    public static NetworkException from(ServerSettings settings, TransportException failure, Setting endpoint) {
        return from(settings, failure, settings.key(Setting.BASE_URL) + " or " + settings.key(endpoint));
    }

    /**
     * @param urlSettings the settings or other sources that determine the URL, for the message
     */
    public static NetworkException from(ServerSettings settings, TransportException failure, String urlSettings) {
        return from(settings, failure, urlSettings, failure.neverSent());
    }

    private static NetworkException from(
            ServerSettings settings, TransportException failure, String urlSettings, boolean notSent) {
        NetworkException exception =
                new NetworkException(describe(settings, failure, urlSettings), description(failure), notSent);
        exception.initCause(failure);
        return exception;
    }

    /** Reports that the request that needs the document was not sent. */
    public static NetworkException documentNotLoaded(ServerSettings settings, TransportException failure) {
        return from(
                settings,
                failure,
                settings.key(Setting.BASE_URL) + " or " + settings.key(Setting.TOKEN_ENDPOINT),
                true);
    }

    /** Returns true if other callers would fail too, because the server is unreachable. */
    public static boolean isUnreachable(RuntimeException exception) {
        return exception.getCause() instanceof TransportException failure
                && failure.kind().isUnreachable();
    }

    /**
     * @param urlSettings the settings or other sources that determine the URL
     */
    public static Failure describe(ServerSettings settings, TransportException failure, String urlSettings) {
        boolean handshakeEnded =
                failure.kind() == FailureKind.HANDSHAKE_REFUSED || failure.kind() == FailureKind.HANDSHAKE_ABORTED;
        Template template = handshakeEnded && settings.http().keyStore() != null
                ? new Template(Message.CERTIFICATE_REFUSED, false, KEY_STORE_LOCATION)
                : requireNonNull(TEMPLATES.get(failure.kind()));
        return template.format(settings, failure, urlSettings);
    }

    private static String description(TransportException failure) {
        return switch (failure.kind()) {
            case BLOCKED_REDIRECT, LOOPBACK_REDIRECT -> "Blocked redirect to non-HTTPS URL: " + failure.description();
            case UNUSABLE_REDIRECT -> "Blocked redirect: the Location header " + failure.description();
            case USER_NAME_REDIRECT -> "Blocked redirect to a URL with a user name: " + failure.description();
            case CROSS_ORIGIN_REDIRECT -> "Blocked redirect to another origin: " + failure.description();
            case TOO_MANY_REDIRECTS -> "Redirected more than " + failure.description() + " times";
            default -> failure.description();
        };
    }
}
