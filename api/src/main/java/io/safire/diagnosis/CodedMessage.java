package io.safire.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * A message of a catalogue. An enum of a module implements this interface. The file {@code messages.properties} in the
 * package of the enum contains the texts, with the placeholders of {@link java.util.Formatter}.
 *
 * @since 1.0
 */
public interface CodedMessage {

    /**
     * Returns the code under which the documentation lists the message.
     *
     * @return the code, such as {@code SAFIRE-0101}
     */
    String id();

    /**
     * Describes a failure with this message.
     *
     * @param server the name of the server, null if the failure concerns no particular server
     * @param arguments the values for the placeholders
     * @return the failure, whose {@code toString()} is the complete message
     */
    default Failure format(@Nullable String server, Object... arguments) {
        return Failure.of(id(), server, text(arguments));
    }

    /**
     * Describes a failure that concerns no particular server.
     *
     * @param arguments the values for the placeholders
     * @return the failure, whose {@code toString()} is the complete message
     */
    default Failure formatWithoutServer(Object... arguments) {
        return format(null, arguments);
    }

    /**
     * Returns only the text, as a part of another message.
     *
     * @param arguments the values for the placeholders
     * @return the text without code and server
     */
    default String text(Object... arguments) {
        return String.format(MessageTexts.of(this).get(id()), arguments);
    }
}
