package io.safire.tck.fault;

import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.registration.RegistrationException;
import java.util.Optional;

/** The outcome of a call. */
public enum FaultOutcome {
    /** The call succeeds. */
    SUCCESS("success", null),
    /** The call throws a {@link NetworkException}. */
    NETWORK("`NetworkException`", NetworkException.class),
    /** The call throws a {@link DiscoveryException}. */
    DISCOVERY("`DiscoveryException`", DiscoveryException.class),
    /** The call throws a {@link TokenException}. */
    TOKEN("`TokenException`", TokenException.class),
    /** The call throws a {@link RegistrationException}. */
    REGISTRATION("`RegistrationException`", RegistrationException.class),
    /** The call throws a {@link ValidationException}. */
    VALIDATION("`ValidationException`", ValidationException.class),
    /** The call throws a typed exception, whose type depends on the runtime's HTTP client. */
    ERROR("a typed exception", SmartException.class),
    /** The call succeeds or throws a typed exception, depending on the runtime's HTTP client. */
    RUNTIME_DEPENDENT("success or a typed exception", SmartException.class);

    private final String description;
    private final Optional<Class<? extends SmartException>> error;

    FaultOutcome(String description, Class<? extends SmartException> error) {
        this.description = description;
        this.error = Optional.ofNullable(error);
    }

    /** Returns the description for the documentation. */
    public String description() {
        return description;
    }

    /**
     * Returns whether a call had this outcome.
     *
     * @param thrown the exception of the call, empty if it succeeded
     */
    public boolean matches(Optional<Throwable> thrown) {
        if (thrown.isEmpty()) {
            return this == SUCCESS || this == RUNTIME_DEPENDENT;
        }
        return error.filter(type -> type.isInstance(thrown.get())).isPresent();
    }
}
