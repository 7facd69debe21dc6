package io.safire.docs;

import io.safire.SmartClient;
import io.safire.error.NetworkException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.token.TokenResponse;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Sample of an application that repeats a request only if the server certainly did not receive it. */
public class UnsentRequestRetry {

    private static final int MAX_ATTEMPTS = 5;
    private static final long FIRST_DELAY_MILLIS = 1_000;

    TokenResponse exchange(SmartClient epic, AuthorizationRequest request, AuthorizationResponse response) {
        return retry(() -> epic.exchange(request, response));
    }

    <T> T retry(Supplier<T> call) {
        long delay = FIRST_DELAY_MILLIS;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (NetworkException failure) {
                if (!failure.notSent() || attempt == MAX_ATTEMPTS || !pause(delay)) {
                    throw failure;
                }
                delay *= 2;
            }
        }
    }

    /** Waits for the delay and a random part of it. Returns false if the thread is interrupted. */
    boolean pause(long delayMillis) {
        try {
            Thread.sleep(delayMillis + ThreadLocalRandom.current().nextLong(delayMillis));
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
