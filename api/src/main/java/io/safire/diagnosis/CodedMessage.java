package io.safire.diagnosis;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message of a catalogue. Each module has one enum of messages. The file {@code messages.properties} in the package
 * of the enum contains the texts. The comments in the file {@code messages.properties} of the artifact {@code safire}
 * describe the format.
 *
 * @since 1.0
 */
public interface CodedMessage {

    /** {@return the code under which the documentation lists the message, such as {@code SAFIRE-0101}} */
    String id();

    /**
     * Describes a failure with this message.
     *
     * @param server the name of the server; null if the failure concerns no particular server
     * @param arguments the values for the placeholders
     * @return the failure, whose {@code toString()} is the complete message
     */
    default Failure format(@Nullable String server, Object... arguments) {
        return new Failure(id(), server, MessageCatalogue.of(this).text(id(), arguments), List.of(finding(arguments)));
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
     * Describes a failure with this message and its causes. After the text of this message, the failure contains the
     * most certain cause with its action, and then the first sentences of the other causes.
     *
     * @param server the name of the server
     * @param causes the causes; if the list is empty, this message is the only finding
     * @param arguments the values for the placeholders
     * @return the failure
     */
    default Failure formatWithCauses(String server, List<Finding> causes, Object... arguments) {
        String text = MessageCatalogue.of(this).text(id(), arguments);
        List<Finding> ranked = causes.stream().sorted(Finding.BY_RANK).toList();
        String remedy = ranked.stream().limit(1).map(Finding::message).collect(Collectors.joining());
        String others = ranked.stream().skip(1).map(Finding::summary).collect(Collectors.joining(" "));
        return new Failure(
                id(),
                server,
                Stream.of(text, remedy, others.isEmpty() ? "" : "Also possible: " + others)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" ")),
                ranked.isEmpty() ? List.of(finding(arguments)) : ranked);
    }

    /**
     * Creates a finding with this message.
     *
     * @param arguments the values for the placeholders
     * @return the finding
     */
    default Finding finding(Object... arguments) {
        return MessageCatalogue.of(this).finding(id(), arguments);
    }
}
