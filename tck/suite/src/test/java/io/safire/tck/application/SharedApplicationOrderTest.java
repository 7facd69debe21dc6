package io.safire.tck.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.SharedApplication;
import io.safire.tck.area.ClaimedAreas;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SharedApplicationOrderTest {

    @Test
    void runsClassesOfApplicationOneAfterTheOther() {
        assertThat(order(LastOfOne.class, OnlyOfTwo.class, FirstOfOne.class))
                .containsExactly(FirstOfOne.class, LastOfOne.class, OnlyOfTwo.class);
    }

    @Test
    void sharesApplicationAmongItsClasses() {
        order(LastOfOne.class, WithOwnApplication.class, OnlyOfTwo.class, FirstOfOne.class);
        assertThat(SharedApplicationOrder.classesSharingApplication(LastOfOne.class))
                .isEqualTo(List.of(FirstOfOne.class, LastOfOne.class));
        assertThat(SharedApplicationOrder.classesSharingApplication(OnlyOfTwo.class))
                .isEqualTo(List.of(OnlyOfTwo.class));
    }

    @Test
    void givesClassWithoutAnnotationItsOwnApplication() {
        order(WithOwnApplication.class, FirstOfOne.class);
        assertThat(SharedApplicationOrder.classesSharingApplication(WithOwnApplication.class))
                .isEqualTo(List.of(WithOwnApplication.class));
    }

    @Test
    void sharesNothingWithClassOutsideOfRun() {
        order(LastOfOne.class);
        assertThat(SharedApplicationOrder.classesSharingApplication(LastOfOne.class))
                .isEqualTo(List.of(LastOfOne.class));
        assertThat(SharedApplicationOrder.classesSharingApplication(FirstOfOne.class))
                .isEqualTo(List.of(FirstOfOne.class));
    }

    @Test
    void sharesNothingWithClassOfUnclaimedArea() {
        order(Backend.class, Brands.class);
        assertThat(SharedApplicationOrder.classesSharingApplication(Backend.class))
                .isEqualTo(List.of(Backend.class, Brands.class));
        System.setProperty(ClaimedAreas.PROPERTY, "backend");
        try {
            assertThat(SharedApplicationOrder.classesSharingApplication(Backend.class))
                    .isEqualTo(List.of(Backend.class));
        } finally {
            System.clearProperty(ClaimedAreas.PROPERTY);
        }
    }

    private static List<Class<?>> order(Class<?>... tests) {
        FakeOrdererContext run = new FakeOrdererContext(
                new ArrayList<>(Stream.of(tests).map(FakeClassDescriptor::new).toList()));
        new SharedApplicationOrder().orderClasses(run);
        return run.tests().stream()
                .<Class<?>>map(FakeClassDescriptor::getTestClass)
                .toList();
    }

    @SharedApplication("one")
    private static final class FirstOfOne {}

    @SharedApplication("one")
    private static final class LastOfOne {}

    @SharedApplication("two")
    private static final class OnlyOfTwo {}

    private static final class WithOwnApplication {}

    @Tag("backend")
    @SharedApplication("three")
    private static final class Backend {}

    @Tag("brands")
    @SharedApplication("three")
    private static final class Brands {}

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
