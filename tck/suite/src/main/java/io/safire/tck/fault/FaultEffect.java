package io.safire.tck.fault;

/** The effect that a group of faults has on the flows. */
public enum FaultEffect {
    /** The client receives no complete response. */
    NO_RESPONSE,
    /** The client receives an error response or an unusable response. */
    UNUSABLE_RESPONSE,
    /** The client can still use the response. */
    HARMLESS,
    /** The effect depends on the runtime's HTTP client. */
    RUNTIME_DEPENDENT;

    /** Returns the expected outcome of a flow. */
    public FaultOutcome outcomeOf(FaultFlow flow) {
        return switch (this) {
            case HARMLESS -> FaultOutcome.SUCCESS;
            case RUNTIME_DEPENDENT -> FaultOutcome.RUNTIME_DEPENDENT;
            case NO_RESPONSE -> flow == FaultFlow.KEYS ? FaultOutcome.VALIDATION : FaultOutcome.NETWORK;
            case UNUSABLE_RESPONSE ->
                switch (flow) {
                    case KEYS -> FaultOutcome.VALIDATION;
                    case DISCOVERY, BRANDS -> FaultOutcome.DISCOVERY;
                    case REGISTRATION -> FaultOutcome.REGISTRATION;
                    case CODE, REFRESH, USER_TOKENS, BACKEND, INTROSPECTION, REVOCATION -> FaultOutcome.TOKEN;
                };
        };
    }
}
