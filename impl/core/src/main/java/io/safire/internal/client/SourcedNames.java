package io.safire.internal.client;

import static java.util.Objects.requireNonNull;

import io.safire.SmartClientSettings;
import io.safire.diagnosis.Finding;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.message.Message;
import io.safire.internal.text.BeanClass;
import io.safire.internal.text.LogSanitizer;
import io.safire.spi.ServerSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names that a server source returns. Names that no server of the source can have are ignored. */
final class SourcedNames {

    /** The source of an application that provides none. */
    static final ServerSource NO_SOURCE = new ServerSource() {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Optional<SmartClientSettings> server(String name) {
            return Optional.empty();
        }
    };

    private static final Logger LOG = System.getLogger(SourcedServers.class.getName());

    private final ServerSource source;
    private final ConfiguredServers configured;
    private volatile Listing last = new Listing(Set.of(), Set.of(), List.of());
    /** The failure of the last call for the names; null if the call has succeeded. */
    private volatile @Nullable Finding failure;

    /**
     * @param all the names that the source has returned
     * @param usable the names without those that are ignored
     * @param ignored a finding for each name that is ignored
     */
    private record Listing(Set<String> all, Set<String> usable, List<Finding> ignored) {}

    SourcedNames(ServerSource source, ConfiguredServers configured) {
        this.source = source;
        this.configured = configured;
    }

    boolean isPresent() {
        return source != NO_SOURCE;
    }

    /** Returns the class of the source. */
    String source() {
        return BeanClass.nameOf(source);
    }

    /** Returns the current names. If the source throws an exception, returns the names that it returned before. */
    Set<String> names() {
        try {
            return list().usable;
        } catch (ConfigurationException reported) {
            return last.usable;
        }
    }

    /**
     * @throws ConfigurationException if the source throws an exception
     */
    boolean contains(String name) {
        return list().usable.contains(name);
    }

    /**
     * @throws ConfigurationException if the source throws an exception
     */
    Optional<SmartClientSettings> settings(String name) {
        try {
            return requireNonNull(source.server(name), "the result of server(String)");
        } catch (RuntimeException broken) {
            throw failed(broken);
        }
    }

    List<Finding> findings() {
        names();
        Finding current = failure;
        return current == null ? last.ignored : List.of(current);
    }

    ConfigurationException notFound(String name) {
        Optional<String> reason = last.all.contains(name) ? configured.rejectSourcedName(name) : Optional.empty();
        String shown = ConfiguredServers.displayName(name);
        return new ConfigurationException(
                reason.map(text -> Message.SOURCED_NAME_UNUSABLE.format(shown, source(), shown, text))
                        .orElseGet(() -> Message.SERVER_NOT_IN_SOURCE.format(shown, source())),
                Violations.missing(List.of()));
    }

    private Listing list() {
        Set<String> names;
        try {
            names = source.names();
            Listing known = last;
            if (known.all.equals(names)) {
                failure = null;
                return known;
            }
            names = Set.copyOf(names);
        } catch (RuntimeException broken) {
            report(broken);
            throw failed(broken);
        }
        failure = null;
        return change(names);
    }

    /** Logs each name that is ignored, once. */
    private synchronized Listing change(Set<String> names) {
        Listing before = last;
        if (before.all.equals(names)) {
            return before;
        }
        Set<String> usable = new TreeSet<>();
        List<Finding> ignored = new ArrayList<>();
        for (String name : names) {
            Optional<String> reason = configured.rejectSourcedName(name);
            reason.ifPresentOrElse(
                    text -> ignored.add(
                            Message.SOURCED_NAME_UNUSABLE.finding(source(), LogSanitizer.sanitize(name), text)),
                    () -> usable.add(name));
        }
        ignored.stream()
                .filter(finding -> !before.ignored.contains(finding))
                .forEach(finding -> LOG.log(Level.ERROR, finding.id() + " " + finding.message()));
        last = new Listing(names, Set.copyOf(usable), List.copyOf(ignored));
        return last;
    }

    /** Logs the failure once, until a call succeeds. */
    private synchronized void report(RuntimeException broken) {
        if (failure == null) {
            failure = Message.SERVER_SOURCE_FAILED.finding(source(), reason(broken));
            LOG.log(Level.ERROR, Message.SERVER_SOURCE_FAILED.formatWithoutServer(source(), reason(broken)));
        }
    }

    private ConfigurationException failed(RuntimeException broken) {
        ConfigurationException exception = new ConfigurationException(
                Message.SERVER_SOURCE_FAILED.formatWithoutServer(source(), reason(broken)),
                Violations.missing(List.of()));
        exception.initCause(broken);
        return exception;
    }

    /** Omits the message of the exception, because it may contain secrets. */
    private static String reason(RuntimeException broken) {
        return broken.getClass().getName();
    }
}
