package io.safire.tck.event;

import io.safire.event.SmartEvent;
import io.safire.event.TokenIssued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An observer that records all events, as an application's audit log does. */
@ApplicationScoped
public class EventRecorder {

    /**
     * The message of the exception that the failing observer throws. The message of this exception must not appear in
     * any log.
     */
    public static final String FAILURE_MESSAGE = "outcry-of-an-observer";

    private final List<SmartEvent> events = new CopyOnWriteArrayList<>();
    private final List<TokenIssued> issued = new CopyOnWriteArrayList<>();
    private volatile boolean setFailing;

    void onEvent(@Observes SmartEvent event) {
        events.add(event);
        if (setFailing) {
            throw new IllegalStateException(FAILURE_MESSAGE);
        }
    }

    void onTokenIssued(@Observes TokenIssued event) {
        issued.add(event);
    }

    /** Discards the recorded events. */
    public void clear() {
        events.clear();
        issued.clear();
    }

    /** Sets whether the observer throws an exception for each event. */
    public void setFailing(boolean fails) {
        setFailing = fails;
    }

    /** Returns all events, oldest first. */
    public List<SmartEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the simple names of the events' types, oldest first. */
    public List<String> kinds() {
        return events.stream()
                .map(event -> kind(event.getClass()).getSimpleName())
                .toList();
    }

    /** Returns the events that the observer of {@code TokenIssued} received, oldest first. */
    public List<TokenIssued> issued() {
        return List.copyOf(issued);
    }

    /** Returns the events of the given type, oldest first. */
    public <E extends SmartEvent> List<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns the string representation of each event and, recursively, of each value that its accessors return. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        events.forEach(event -> collect(event, texts));
        return texts;
    }

    private static void collect(@Nullable Object value, List<String> texts) {
        texts.add(String.valueOf(value));
        if (value == null) {
            return;
        }
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(content -> collect(content, texts));
            return;
        }
        for (Class<?> type : apiTypes(value.getClass())) {
            accessors(type).forEach(accessor -> collect(invoke(accessor, value), texts));
        }
    }

    /** Returns the public types of the API that describe a value of an event. */
    private static List<Class<?>> apiTypes(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        if (type.isRecord() && Modifier.isPublic(type.getModifiers())) {
            types.add(type);
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (parent.getPackage().equals(SmartEvent.class.getPackage())) {
                types.add(parent);
                types.addAll(apiTypes(parent));
            }
        }
        return types;
    }

    private static Stream<Method> accessors(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents()).map(RecordComponent::getAccessor)
                : Stream.of(type.getDeclaredMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .filter(method -> method.getParameterCount() == 0);
    }

    private static @Nullable Object invoke(Method accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    /** Returns the interface of the API that an event implements. */
    private static Class<?> kind(Class<?> type) {
        return Stream.of(type.getInterfaces())
                .filter(SmartEvent.class::isAssignableFrom)
                .findFirst()
                .orElse(type);
    }
}
