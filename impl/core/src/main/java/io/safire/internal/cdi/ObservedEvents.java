package io.safire.internal.cdi;

import io.safire.event.DiagnosisCompleted;
import io.safire.event.KeyFirstUsed;
import io.safire.event.LaunchCompleted;
import io.safire.event.LaunchFailed;
import io.safire.event.LaunchStarted;
import io.safire.event.RegistrationChanged;
import io.safire.event.RequestRefused;
import io.safire.event.SmartEvent;
import io.safire.event.TokenIssued;
import io.safire.event.TokenRefreshed;
import io.safire.event.TokenRevoked;
import jakarta.enterprise.inject.spi.BeanContainer;
import java.lang.reflect.Proxy;
import java.util.List;

/** A lookup of the application's observer methods for the events of the library. */
final class ObservedEvents {

    static final List<Class<? extends SmartEvent>> TYPES = List.of(
            DiagnosisCompleted.class,
            KeyFirstUsed.class,
            LaunchCompleted.class,
            LaunchFailed.class,
            LaunchStarted.class,
            RegistrationChanged.class,
            RequestRefused.class,
            TokenIssued.class,
            TokenRefreshed.class,
            TokenRevoked.class);

    private ObservedEvents() {}

    static boolean isAnyObserved(BeanContainer beans) {
        return TYPES.stream()
                .anyMatch(type -> !beans.resolveObserverMethods(eventOf(type)).isEmpty());
    }

    /** An event without content is sufficient, because CDI finds observer methods by the class of an event. */
    private static Object eventOf(Class<? extends SmartEvent> type) {
        return Proxy.newProxyInstance(
                ObservedEvents.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
}
