package io.safire.tck.fault;

import io.safire.sandbox.control.ScriptedResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A fault and its expected outcomes.
 *
 * @param name the description for the documentation
 * @param cause the action that causes the fault
 * @param effect the usual effect
 * @param exceptions the outcomes of flows for which the fault has another effect
 */
public record Fault(String name, FaultCause cause, FaultEffect effect, Map<FaultFlow, FaultOutcome> exceptions) {

    /** The action that causes a fault. */
    public sealed interface FaultCause {}

    /** The server sends the given response to each request. */
    public record ScriptedFault(ScriptedResponse response) implements FaultCause {}

    /** The server redirects each request to the same URL. */
    public record RedirectLoop() implements FaultCause {}

    /**
     * The endpoint's URL points to a target that fails.
     */
    public record UnreachableEndpoint(UnreachableTarget target) implements FaultCause {}

    /**
     * The server's clock is wrong.
     *
     * @param offset the deviation; positive if the clock is fast
     */
    public record ClockSkew(Duration offset) implements FaultCause {}

    public Fault {
        exceptions = Map.copyOf(exceptions);
    }

    static Fault of(String name, FaultEffect effect, ScriptedResponse response) {
        return new Fault(name, new ScriptedFault(response), effect, Map.of());
    }

    Fault except(FaultOutcome outcome, FaultFlow... flows) {
        Map<FaultFlow, FaultOutcome> more = new EnumMap<>(FaultFlow.class);
        more.putAll(exceptions);
        for (FaultFlow flow : flows) {
            more.put(flow, outcome);
        }
        return new Fault(name, cause, effect, more);
    }

    /** Returns the expected outcome of a flow. */
    public FaultOutcome expected(FaultFlow flow) {
        return exceptions.getOrDefault(flow, effect.outcomeOf(flow));
    }

    /** Returns whether the server may have processed the request, so that a code or refresh token may be consumed. */
    public boolean mayReachServer() {
        return effect == FaultEffect.HARMLESS || effect == FaultEffect.RUNTIME_DEPENDENT;
    }
}
