package io.safire.tck.fault;

import io.safire.sandbox.control.Answer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Something that goes wrong.
 *
 * @param name what
 * @param cause how it is brought about
 * @param effect what it does as a rule
 * @param exceptions the flows to which it does something else
 */
public record Fault(String name, Cause cause, Effect effect, Map<Flow, Outcome> exceptions) {

    /** How a fault is brought about. */
    public sealed interface Cause {}

    /**
     * The server answers so.
     *
     * @param answer each time
     */
    public record Answered(Answer answer) implements Cause {}

    /** The server sends GETs to the same address again, and everything else too. */
    public record Circle() implements Cause {}

    /**
     * The request goes elsewhere.
     *
     * @param place where
     */
    public record Elsewhere(Place place) implements Cause {}

    /**
     * The server's clock is wrong.
     *
     * @param offset by how much
     */
    public record WrongClock(Duration offset) implements Cause {}

    /** Copies. */
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

    /**
     * What is expected.
     *
     * @param flow of which flow
     * @return how it ends
     */
    public Outcome expected(Flow flow) {
        return exceptions.getOrDefault(flow, effect.of(flow));
    }

    /**
     * Whether the server may have acted: a code is used up then.
     *
     * @return false if it certainly did nothing
     */
    public boolean mayReachTheServer() {
        return effect == Effect.HARMLESS || effect == Effect.OPEN;
    }
}
