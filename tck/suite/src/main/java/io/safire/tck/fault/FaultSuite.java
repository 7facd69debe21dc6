package io.safire.tck.fault;

import io.safire.SmartClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The tests of all faults. All tests run together, once for each application. Hanging faults are tested in parallel
 * with the other faults, and the tests wait only once until cached failures have expired.
 */
@ApplicationScoped
public class FaultSuite {

    /** The number of parallel tests. Each test has a server of its own, so that the tests do not affect each other. */
    private static final int PARALLEL_FAULTS = 3;

    /** The setting that limits a run to the requested group. */
    private static final String SINGLE_GROUP = "tck.faults.alone";

    private final Map<String, List<String>> deviations = new HashMap<>();

    @Inject
    SmartClients clients;

    @Inject
    @ConfigProperty(name = SINGLE_GROUP)
    Optional<Boolean> singleGroup;

    /**
     * Returns the deviations of a group. The first call tests all faults, or only the requested group if
     * {@value #SINGLE_GROUP} is true.
     *
     * @param group the title of the group
     * @return one sentence for each deviation
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a test throws an unexpected exception
     */
    public synchronized List<String> deviations(String group) throws InterruptedException, ExecutionException {
        if (!deviations.containsKey(group)) {
            runGroups(singleGroup.orElse(false) ? List.of(group) : FaultTable.titles());
        }
        return deviations.get(group);
    }

    private void runGroups(List<String> titles) throws InterruptedException, ExecutionException {
        Map<String, List<FaultScenario>> scenarios = new HashMap<>();
        List<FaultScenario> hanging = new ArrayList<>();
        List<FaultScenario> others = new ArrayList<>();
        for (String title : titles) {
            List<FaultScenario> group = FaultTable.group(title).stream()
                    .map(fault -> new FaultScenario(fault, clients.client(FaultTable.serverFor(fault))))
                    .toList();
            scenarios.put(title, group);
            (title.equals(FaultTable.HANGING_CONNECTIONS) ? hanging : others).addAll(group);
        }
        ExecutorService waiting = Executors.newCachedThreadPool();
        ExecutorService working = Executors.newFixedThreadPool(PARALLEL_FAULTS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            hanging.forEach(bench -> runs.add(waiting.submit(bench::runFlows)));
            others.forEach(bench -> runs.add(working.submit(bench::runFlows)));
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            waiting.shutdownNow();
            working.shutdownNow();
        }
        scenarios.forEach((title, group) -> deviations.put(
                title,
                group.stream().flatMap(bench -> bench.verifyRecovery().stream()).toList()));
    }
}
