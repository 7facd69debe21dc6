package io.safire.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Retry;

/** A bean that fails once. At startup, it shows whether {@code @Retry} has an effect. */
@ApplicationScoped
public class RetryProbe {

    /** Fails at the first attempt only. */
    @Retry(maxRetries = 1, delay = 0, jitter = 0, retryOn = ProbeException.class)
    public void fail(AtomicInteger attempts) {
        if (attempts.incrementAndGet() == 1) {
            throw new ProbeException();
        }
    }

    static final class ProbeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
