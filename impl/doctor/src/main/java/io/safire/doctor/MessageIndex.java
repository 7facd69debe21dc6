package io.safire.doctor;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.CodedMessage;
import io.safire.diagnosis.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages of all modules of Safire, with an ellipsis in place of each inserted value. */
final class MessageIndex {

    static final String INSERTED = "…";

    /**
     * The class names of the message enums. Class literals are impossible, because some of the enums are
     * package-private.
     */
    private static final List<String> CATALOGUES = List.of(
            "io.safire.diagnosis.ApiMessage",
            "io.safire.internal.message.Message",
            "io.safire.internal.bearer.BearerMessage",
            "io.safire.internal.brand.BrandMessage",
            "io.safire.internal.bulk.BulkMessage",
            "io.safire.internal.store.StoreMessage",
            "io.safire.store.jdbc.JdbcMessage",
            "io.safire.store.jcache.JcacheMessage",
            DoctorMessage.class.getName());

    /** No message has more placeholders. */
    private static final int MAX_VALUES = 16;

    private final Map<String, CodedMessage> messages = new TreeMap<>();
    private final Map<String, Finding> findings = new TreeMap<>();

    MessageIndex() {
        CATALOGUES.forEach(this::add);
    }

    Optional<Finding> find(String id) {
        return Optional.ofNullable(findings.get(id));
    }

    /** Returns the finding with the given values. An ellipsis takes the place of each value that is not given. */
    Finding insert(String id, List<String> values) {
        return requireNonNull(messages.get(id)).finding(padded(values));
    }

    Collection<Finding> all() {
        return findings.values();
    }

    private void add(String catalogue) {
        try {
            @Nullable Object[] constants = Class.forName(catalogue).getEnumConstants();
            for (@Nullable Object constant : constants) {
                if (constant instanceof CodedMessage message) {
                    messages.put(message.id(), message);
                    findings.put(message.id(), message.finding(padded(List.of())));
                }
            }
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Object[] padded(List<String> values) {
        return Stream.concat(values.stream(), Stream.generate(() -> INSERTED))
                .limit(MAX_VALUES)
                .toArray();
    }
}
