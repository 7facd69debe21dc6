package io.safire.tck.area;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.Area;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Test;

class AreaOrderTest {

    @Test
    void runsClassesOfAreaOneAfterTheOther() {
        assertThat(order(LastOfOne.class, OnlyOfTwo.class, FirstOfOne.class))
                .containsExactly(FirstOfOne.class, LastOfOne.class, OnlyOfTwo.class);
    }

    @Test
    void sharesApplicationAmongClassesOfArea() {
        order(LastOfOne.class, WithoutArea.class, OnlyOfTwo.class, FirstOfOne.class);
        assertThat(AreaOrder.classesSharingApplication(LastOfOne.class))
                .isEqualTo(List.of(FirstOfOne.class, LastOfOne.class));
        assertThat(AreaOrder.classesSharingApplication(OnlyOfTwo.class)).isEqualTo(List.of(OnlyOfTwo.class));
    }

    @Test
    void givesClassWithoutAreaItsOwnApplication() {
        order(WithoutArea.class, FirstOfOne.class);
        assertThat(AreaOrder.classesSharingApplication(WithoutArea.class)).isEqualTo(List.of(WithoutArea.class));
    }

    @Test
    void sharesNothingWithClassOutsideOfRun() {
        order(LastOfOne.class);
        assertThat(AreaOrder.classesSharingApplication(LastOfOne.class)).isEqualTo(List.of(LastOfOne.class));
        assertThat(AreaOrder.classesSharingApplication(FirstOfOne.class)).isEqualTo(List.of(FirstOfOne.class));
    }

    private static List<Class<?>> order(Class<?>... tests) {
        FakeOrdererContext run = new FakeOrdererContext(
                new ArrayList<>(Stream.of(tests).map(FakeClassDescriptor::new).toList()));
        new AreaOrder().orderClasses(run);
        return run.tests().stream()
                .<Class<?>>map(FakeClassDescriptor::getTestClass)
                .toList();
    }

    @Area("one")
    private static final class FirstOfOne {}

    @Area("one")
    private static final class LastOfOne {}

    @Area("two")
    private static final class OnlyOfTwo {}

    private static final class WithoutArea {}

    private record FakeOrdererContext(List<FakeClassDescriptor> tests) implements ClassOrdererContext {

        @Override
        public List<? extends ClassDescriptor> getClassDescriptors() {
            return tests;
        }

        @Override
        public Optional<String> getConfigurationParameter(String key) {
            return Optional.empty();
        }
    }

    private record FakeClassDescriptor(Class<?> test) implements ClassDescriptor {

        @Override
        public Class<?> getTestClass() {
            return test;
        }

        @Override
        public String getDisplayName() {
            return test.getName();
        }

        @Override
        public boolean isAnnotated(Class<? extends Annotation> type) {
            return test.isAnnotationPresent(type);
        }

        @Override
        public <A extends Annotation> Optional<A> findAnnotation(Class<A> type) {
            return Optional.ofNullable(test.getAnnotation(type));
        }

        @Override
        public <A extends Annotation> List<A> findRepeatableAnnotations(Class<A> type) {
            return List.of(test.getAnnotationsByType(type));
        }
    }
}
