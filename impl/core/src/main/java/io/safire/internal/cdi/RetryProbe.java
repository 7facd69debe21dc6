package io.safire.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Retry;

/** A bean that fails once. The library uses this bean at startup to detect whether {@code @Retry} has an effect. */
@ApplicationScoped
public class RetryProbe {

    /**
     * Fails at the first attempt.
     *
     * @param attempts the counter of the attempts
     */
    @Retry(maxRetries = 1, delay = 0, jitter = 0, retryOn = ProbeException.class)
    public void fail(AtomicInteger attempts) {
        if (attempts.incrementAndGet() == 1) {
            throw new ProbeException();
        }
    }

    /** Signals the failure of the first attempt. */
    static final class ProbeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
