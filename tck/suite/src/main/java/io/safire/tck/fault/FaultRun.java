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
 * The tests of all faults. They run once for each application: hanging faults run in parallel with the others, and the time
 * until cached failures expire passes only once.
 */
@ApplicationScoped
public class FaultRun {

    /** The number of parallel tests. Each has a server of its own, so that they do not affect each other. */
    private static final int AT_ONCE = 3;

    /** The setting that limits a run to the requested group. */
    private static final String ALONE = "tck.faults.alone";

    private final Map<String, List<String>> deviations = new HashMap<>();

    @Inject
    SmartClients clients;

    @Inject
    @ConfigProperty(name = ALONE)
    Optional<Boolean> alone;

    /**
     * Returns the deviations of a group. The first call tests all faults, or only this group if {@value #ALONE} is true.
     *
     * @param group the title of the group
     * @return one sentence for each deviation
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if a test throws an unexpected exception
     */
    public synchronized List<String> deviations(String group) throws InterruptedException, ExecutionException {
        if (!deviations.containsKey(group)) {
            tried(alone.orElse(false) ? List.of(group) : FaultTable.titles());
        }
        return deviations.get(group);
    }

    private void tried(List<String> titles) throws InterruptedException, ExecutionException {
        Map<String, List<FaultBench>> benches = new HashMap<>();
        List<FaultBench> hanging = new ArrayList<>();
        List<FaultBench> others = new ArrayList<>();
        for (String title : titles) {
            List<FaultBench> group = FaultTable.group(title).stream()
                    .map(fault -> new FaultBench(fault, clients.client(FaultTable.server(fault))))
                    .toList();
            benches.put(title, group);
            (title.equals(FaultTable.HANGING) ? hanging : others).addAll(group);
        }
        ExecutorService waiting = Executors.newCachedThreadPool();
        ExecutorService working = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> runs = new ArrayList<>();
            hanging.forEach(bench -> runs.add(waiting.submit(bench::run)));
            others.forEach(bench -> runs.add(working.submit(bench::run)));
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            waiting.shutdownNow();
            working.shutdownNow();
        }
        benches.forEach((title, group) -> deviations.put(
                title,
                group.stream().flatMap(bench -> bench.afterwards().stream()).toList()));
    }
}
