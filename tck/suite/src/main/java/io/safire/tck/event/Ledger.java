package io.safire.tck.event;

import io.safire.event.SmartEvent;
import io.safire.event.TokenIssued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The application's audit log. */
@ApplicationScoped
public class Ledger {

    /** What a failing observer says; it may be in no log. */
    public static final String OUTCRY = "outcry-of-an-observer";

    private final List<SmartEvent> events = new CopyOnWriteArrayList<>();
    private final List<TokenIssued> issued = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    void note(@Observes SmartEvent event) {
        events.add(event);
        if (failing) {
            throw new IllegalStateException(OUTCRY);
        }
    }

    void noteOneKind(@Observes TokenIssued event) {
        issued.add(event);
    }

    /** Starts anew. */
    public void clear() {
        events.clear();
        issued.clear();
    }

    /**
     * Lets it fail.
     *
     * @param fails whether it throws from now on
     */
    public void failing(boolean fails) {
        failing = fails;
    }

    /**
     * All that happened.
     *
     * @return the oldest first
     */
    public List<SmartEvent> events() {
        return List.copyOf(events);
    }

    /**
     * The kinds of all that happened.
     *
     * @return the simple names of the types, the oldest first
     */
    public List<String> kinds() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    /**
     * What the observer of one kind got.
     *
     * @return the oldest first
     */
    public List<TokenIssued> issued() {
        return List.copyOf(issued);
    }

    /**
     * The events of one kind.
     *
     * @param type the kind
     * @return the oldest first
     */
    public <E extends SmartEvent> List<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Everything that is written in the events: the text of each, and of each of its components, down to the last one.
     *
     * @return the texts
     */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        events.forEach(event -> collect(event, texts));
        return texts;
    }

    private static void collect(Object value, List<String> texts) {
        texts.add(String.valueOf(value));
        if (value == null || !value.getClass().isRecord()) {
            return;
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                collect(component.getAccessor().invoke(value), texts);
            } catch (ReflectiveOperationException hidden) {
                throw new IllegalStateException(hidden);
            }
        }
    }
}
