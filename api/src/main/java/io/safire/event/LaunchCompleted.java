package io.safire.event;

import io.safire.diagnosis.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The successful completion of a launch. A {@link TokenIssued} event precedes it.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface LaunchCompleted extends SmartEvent {

    /**
     * Returns the identifier of the launch.
     *
     * @return the identifier that all events of the launch have in common, equal to {@link
     *     io.safire.web.CompletedLaunch#id()}
     */
    String launchId();

    /** {@return the user; empty without the scope {@code openid}} */
    Optional<Subject> subject();

    /**
     * Returns the deviations of the launch. For example, the response contains no patient, although the scopes require
     * one.
     *
     * @return the findings of the token response, in the order of {@link Finding#BY_RANK}
     */
    List<Finding> findings();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param server the name of the server
     * @param clientId the {@code client_id}; null if it is unknown
     * @param launchId the identifier that all events of the launch have in common, equal to {@link
     *     io.safire.web.CompletedLaunch#id()}
     * @param subject the user; null without the scope {@code openid}
     * @param findings the deviations of the launch
     * @return the event
     */
    static LaunchCompleted of(
            Instant at,
            String server,
            @Nullable String clientId,
            String launchId,
            @Nullable Subject subject,
            List<Finding> findings) {
        return new LaunchCompletedRecord(
                at,
                Optional.of(server),
                Optional.ofNullable(clientId),
                launchId,
                Optional.ofNullable(subject),
                findings);
    }
}
