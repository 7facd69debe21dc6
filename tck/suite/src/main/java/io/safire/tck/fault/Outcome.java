package io.safire.tck.fault;

import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.RegistrationException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import java.util.Optional;

/** How a call ends. */
public enum Outcome {
    /** As without the fault. */
    SUCCESS("success", null),
    /** {@link NetworkException}. */
    NETWORK("`NetworkException`", NetworkException.class),
    /** {@link DiscoveryException}. */
    DISCOVERY("`DiscoveryException`", DiscoveryException.class),
    /** {@link TokenException}. */
    TOKEN("`TokenException`", TokenException.class),
    /** {@link RegistrationException}. */
    REGISTRATION("`RegistrationException`", RegistrationException.class),
    /** {@link ValidationException}. */
    VALIDATION("`ValidationException`", ValidationException.class),
    /** A typed error: the HTTP clients of the runtimes understand different things. */
    ERROR("a typed error", SmartException.class),
    /** Success or a typed error: some HTTP clients of the runtimes understand it. */
    OPEN("success or a typed error", SmartException.class);

    private final String words;
    private final Optional<Class<? extends SmartException>> error;

    Outcome(String words, Class<? extends SmartException> error) {
        this.words = words;
        this.error = Optional.ofNullable(error);
    }

    /**
     * How it is called in the documentation.
     *
     * @return words
     */
    public String words() {
        return words;
    }

    /**
     * Whether a call ended so.
     *
     * @param thrown what it threw, empty for nothing
     * @return true if it did
     */
    public boolean is(Optional<Throwable> thrown) {
        if (thrown.isEmpty()) {
            return this == SUCCESS || this == OPEN;
        }
        return error.filter(type -> type.isInstance(thrown.get())).isPresent();
    }
}
