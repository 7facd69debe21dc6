package io.safire.tck.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ClaimedAreasTest {

    private final String before = System.getProperty(ClaimedAreas.PROPERTY, "");

    @BeforeEach
    @AfterEach
    void restore() {
        System.setProperty(ClaimedAreas.PROPERTY, before);
    }

    @Test
    void discoversOnlyTestsOfClaimedAreas() {
        claim("backend, bearer");
        assertThat(discovered()).containsExactlyInAnyOrder("BackendSample", "SampleWithoutArea");
        assertThat(discoveredTests()).containsExactlyInAnyOrder("passes()", "passes()");
        assertThat(ClaimedAreas.include(BackendSample.class)).isTrue();
        assertThat(ClaimedAreas.include(BrandsSample.class)).isFalse();
        assertThat(ClaimedAreas.include(SampleWithoutArea.class)).isTrue();
    }

    @Test
    void discoversTestsOfAllAreasByDefault() {
        claim(" ");
        assertThat(discovered()).containsExactlyInAnyOrder("BackendSample", "BrandsSample", "SampleWithoutArea");
        assertThat(discoveredTests())
                .containsExactlyInAnyOrder("passes()", "passes()", "passes()", "comparesWordsOfMessages()");
    }

    @Test
    void rejectsUnknownArea() {
        claim("backend,brnds");
        assertThatThrownBy(ClaimedAreasTest::discovered)
                .rootCause()
                .hasMessageStartingWith("The system property tck.areas contains the unknown area \"brnds\".")
                .hasMessageContaining("backend, managed, ");
    }

    private static void claim(String areas) {
        System.setProperty(ClaimedAreas.PROPERTY, areas);
    }

    private static List<String> discovered() {
        TestPlan plan = plan();
        return plan.getRoots().stream()
                .flatMap(engine -> plan.getChildren(engine).stream())
                .map(TestIdentifier::getDisplayName)
                .map(name -> name.replaceFirst(".*[ $]", ""))
                .toList();
    }

    private static List<String> discoveredTests() {
        TestPlan plan = plan();
        return plan.getRoots().stream()
                .flatMap(engine -> plan.getDescendants(engine).stream())
                .filter(TestIdentifier::isTest)
                .map(TestIdentifier::getDisplayName)
                .toList();
    }

    private static TestPlan plan() {
        LauncherConfig config = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        return LauncherFactory.create(config)
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                DiscoverySelectors.selectClass(BackendSample.class),
                                DiscoverySelectors.selectClass(BrandsSample.class),
                                DiscoverySelectors.selectClass(SampleWithoutArea.class))
                        .configurationParameter(
                                "junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$ClassName")
                        .build());
    }

    @Tag("backend")
    static final class BackendSample {
        @Test
        void passes() {}

        @Test
        @Tag("messages")
        void comparesWordsOfMessages() {}
    }

    @Tag("brands")
    static final class BrandsSample {
        @Test
        void passes() {}
    }

    static final class SampleWithoutArea {
        @Test
        void passes() {}
    }
}
