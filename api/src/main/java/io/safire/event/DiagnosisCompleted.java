package io.safire.event;

import io.safire.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The completion of a diagnosis.
 *
 * <p>The library creates the events. In tests, create an instance with {@link #of}.
 *
 * @see io.safire.SmartClient#diagnose
 * @since 1.0
 */
public interface DiagnosisCompleted extends SmartEvent {

    /** {@return the diagnosis, whose findings contain neither secrets nor tokens nor data of a patient} */
    Diagnosis diagnosis();

    /**
     * Creates an event.
     *
     * @param at the time of the event
     * @param clientId the {@code client_id}; null if it is unknown
     * @param diagnosis the diagnosis
     * @return the event
     */
    static DiagnosisCompleted of(Instant at, @Nullable String clientId, Diagnosis diagnosis) {
        return new DiagnosisCompletedRecord(
                at, Optional.of(diagnosis.server()), Optional.ofNullable(clientId), diagnosis);
    }
}
