package io.safire.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.safire.event.SmartEvent;
import io.safire.event.TokenRevoked;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObservedEventsTest {

    @Test
    void knowsAllEventTypes() {
        assertThat(new ClassFileImporter()
                        .importPackages(SmartEvent.class.getPackageName()).stream()
                                .filter(type -> type.isInterface() && type.isAssignableTo(SmartEvent.class))
                                .map(JavaClass::getName)
                                .filter(name -> !name.equals(SmartEvent.class.getName())))
                .containsExactlyInAnyOrderElementsOf(
                        ObservedEvents.TYPES.stream().map(Class::getName).toList());
    }

    @Test
    void findsObserverOfSingleType() {
        assertThat(ObservedEvents.isAnyObserved(container(TokenRevoked.class))).isTrue();
        assertThat(ObservedEvents.isAnyObserved(container(SmartEvent.class))).isTrue();
        assertThat(ObservedEvents.isAnyObserved(container(String.class))).isFalse();
    }

    /** Returns a container with one observer method for events of the given type. */
    private static BeanContainer container(Class<?> observed) {
        Object observer = Proxy.newProxyInstance(
                ObservedEventsTest.class.getClassLoader(),
                new Class<?>[] {ObserverMethod.class},
                (proxy, method, arguments) -> method.getName().equals("hashCode") ? 1 : null);
        return (BeanContainer) Proxy.newProxyInstance(
                ObservedEventsTest.class.getClassLoader(),
                new Class<?>[] {BeanContainer.class},
                (proxy, method, arguments) -> observed.isInstance(arguments[0]) ? Set.of(observer) : Set.of());
    }
}
