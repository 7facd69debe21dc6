package io.safire.doctor;

import io.safire.diagnosis.CodedMessage;
import io.safire.diagnosis.Finding;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The messages of all modules of Safire, with an ellipsis in place of each inserted value. */
final class MessageIndex {

    /** The placeholder for an inserted value. */
    static final String INSERTED = "…";

    /** The class names of the message enums. Names are necessary, because some of the enums are package-private. */
    private static final List<String> CATALOGUES = List.of(
            "io.safire.diagnosis.ApiMessage",
            "io.safire.internal.message.Message",
            "io.safire.internal.bearer.BearerMessage",
            "io.safire.internal.brand.BrandMessage",
            "io.safire.internal.store.StoreMessage",
            "io.safire.store.jdbc.JdbcMessage",
            "io.safire.store.jcache.JcacheMessage",
            DoctorMessage.class.getName());

    /** The values to insert into each message. No message has more placeholders than this array has elements. */
    private static final Object[] VALUES = valuesOf(16);

    private final Map<String, Finding> findings = new TreeMap<>();

    MessageIndex() {
        CATALOGUES.forEach(this::add);
    }

    Optional<Finding> find(String id) {
        return Optional.ofNullable(findings.get(id));
    }

    Collection<Finding> all() {
        return findings.values();
    }

    private void add(String catalogue) {
        try {
            @Nullable Object[] constants = Class.forName(catalogue).getEnumConstants();
            for (@Nullable Object constant : constants) {
                if (constant instanceof CodedMessage message) {
                    findings.put(message.id(), message.finding(VALUES));
                }
            }
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Object[] valuesOf(int count) {
        Object[] values = new Object[count];
        Arrays.fill(values, INSERTED);
        return values;
    }
}
