package io.safire.tck.fault;

/** The effect that a group of faults has on the flows. */
public enum Effect {
    /** The client receives no complete response. */
    NO_ANSWER,
    /** The client receives an error response or an unusable response. */
    NO_USE,
    /** The client can still use the response. */
    HARMLESS,
    /** The effect depends on the runtime's HTTP client. */
    OPEN;

    /** Returns the expected outcome of a flow. */
    public Outcome of(Flow flow) {
        return switch (this) {
            case HARMLESS -> Outcome.SUCCESS;
            case OPEN -> Outcome.OPEN;
            case NO_ANSWER -> flow == Flow.KEYS ? Outcome.VALIDATION : Outcome.NETWORK;
            case NO_USE ->
                switch (flow) {
                    case KEYS -> Outcome.VALIDATION;
                    case DISCOVERY, BRANDS -> Outcome.DISCOVERY;
                    case REGISTRATION -> Outcome.REGISTRATION;
                    case CODE, REFRESH, KEPT, BACKEND, INTROSPECTION, REVOCATION -> Outcome.TOKEN;
                };
        };
    }
}
