package io.safire.tck.fault;

/** What faults of one kind do to the flows. */
public enum Effect {
    /** No whole answer comes. */
    NO_ANSWER,
    /** An answer comes that is a refusal or of no use. */
    NO_USE,
    /** The answer is understood nevertheless. */
    HARMLESS,
    /** The HTTP client of the runtime decides. */
    OPEN;

    /**
     * What is expected of a flow.
     *
     * @param flow the flow
     * @return how it ends
     */
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
