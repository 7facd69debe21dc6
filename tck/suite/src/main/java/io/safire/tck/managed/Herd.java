package io.safire.tck.managed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Many callers at the same moment. */
public final class Herd {

    private Herd() {}

    /**
     * Calls.
     *
     * @param callers how many threads do
     * @param call what they call
     * @return what each got: the result, or what was thrown
     */
    public static List<Object> of(int callers, Callable<?> call) {
        CountDownLatch ready = new CountDownLatch(callers);
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<Object>> tasks = new ArrayList<>();
        for (int number = 0; number < callers; number++) {
            FutureTask<Object> task = new FutureTask<>(() -> {
                ready.countDown();
                go.await();
                return call.call();
            });
            tasks.add(task);
            Thread caller = new Thread(task, "herd-" + number);
            caller.setDaemon(true);
            caller.start();
        }
        try {
            ready.await();
            go.countDown();
            List<Object> results = new ArrayList<>();
            for (FutureTask<Object> task : tasks) {
                results.add(result(task));
            }
            return results;
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private static Object result(FutureTask<Object> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException thrown) {
            return thrown.getCause();
        }
    }
}
