package io.safire.broken;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.safire.tck.coverage.TckTest;
import io.safire.tck.managed.Polling;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of selected tests of the TCK against the implementation with one deliberate defect. */
final class TckRun implements TestExecutionListener {

    /** Maximum time that a test waits, in seconds. With a broken implementation, the awaited event may never occur. */
    private static final String SHORT_LIMIT_SECONDS = "60";

    private static final LauncherConfig WITHOUT_REPORT = LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .build();

    private final Map<String, TestExecutionResult> results = new TreeMap<>();

    private TckRun() {}

    /** Runs the tests and returns the result of each by class and method. */
    static Map<String, TestExecutionResult> execute(Breakage breakage, Collection<String> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream().map(TckRun::selector).toList())
                .build();
        TckRun run = new TckRun();
        System.setProperty(Breakages.ACTIVE_PROPERTY, breakage.name());
        if (!breakage.caughtBy().isEmpty()) {
            System.setProperty(Polling.LIMIT_PROPERTY, SHORT_LIMIT_SECONDS);
        }
        try {
            LauncherFactory.create(WITHOUT_REPORT).execute(request, run);
        } finally {
            System.clearProperty(Breakages.ACTIVE_PROPERTY);
            System.clearProperty(Polling.LIMIT_PROPERTY);
        }
        return run.results;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(source -> results.put(
                        source.getClassName().replaceFirst(".*\\.", "") + "." + source.getMethodName(), result));
    }

    private static DiscoverySelector selector(String test) {
        String[] name = test.split("\\.");
        return selectMethod(TckTest.classNamed(name[0]), name[1]);
    }
}
