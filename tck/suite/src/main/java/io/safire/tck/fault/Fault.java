package io.safire.tck.fault;

import io.safire.sandbox.control.Answer;
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
public record Fault(String name, Cause cause, Effect effect, Map<Flow, Outcome> exceptions) {

    /** The action that causes a fault. */
    public sealed interface Cause {}

    /**
     * The server sends this response to each request.
     */
    public record Answered(Answer answer) implements Cause {}

    /** The server redirects each request to the same URL. */
    public record Circle() implements Cause {}

    /**
     * The endpoint's URL points to a target that fails.
     */
    public record Elsewhere(Place place) implements Cause {}

    /**
     * The server's clock is wrong.
     *
     * @param offset the deviation; positive if the clock is fast
     */
    public record WrongClock(Duration offset) implements Cause {}

    public Fault {
        exceptions = Map.copyOf(exceptions);
    }

    static Fault of(String name, Effect effect, Answer answer) {
        return new Fault(name, new Answered(answer), effect, Map.of());
    }

    Fault but(Outcome outcome, Flow... flows) {
        Map<Flow, Outcome> more = new EnumMap<>(Flow.class);
        more.putAll(exceptions);
        for (Flow flow : flows) {
            more.put(flow, outcome);
        }
        return new Fault(name, cause, effect, more);
    }

    /** Returns the expected outcome of a flow. */
    public Outcome expected(Flow flow) {
        return exceptions.getOrDefault(flow, effect.of(flow));
    }

    /** Returns whether the server may have processed the request, so that a code or refresh token may be consumed. */
    public boolean mayReachTheServer() {
        return effect == Effect.HARMLESS || effect == Effect.OPEN;
    }
}
