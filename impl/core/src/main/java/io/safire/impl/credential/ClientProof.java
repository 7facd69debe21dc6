package io.safire.impl.credential;

import java.util.Optional;
import java.util.function.Supplier;

/** What one call authenticates with, anew for each attempt, and what a refusal of it leads to. */
public interface ClientProof extends Supplier<Authentication> {

    /** Takes note that the server did what was asked. */
    default void accepted() {}

    /**
     * Takes note that the server refused the client.
     *
     * @return what the request is to be sent once more with; empty where there is nothing else, or it may be sent once only
     */
    default Optional<ClientProof> refused() {
        return Optional.empty();
    }

    /** Whether it stands for what the configuration gives now, whose refusal is the one to be reported. */
    default boolean current() {
        return true;
    }

    /** What an error says of a refusal beside its known causes; empty for nothing. */
    default String remark() {
        return "";
    }
}
