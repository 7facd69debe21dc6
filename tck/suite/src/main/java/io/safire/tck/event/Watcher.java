package io.safire.tck.event;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The application's own measurements. */
@ApplicationScoped
public class Watcher implements RequestObserver {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    @Override
    public Watch begun(String server, SmartRequest request) {
        if (failing) {
            throw new IllegalStateException(Ledger.OUTCRY);
        }
        return outcome -> seen.add(server + " " + request + " " + outcome);
    }

    @Override
    public void repeated(String server) {
        seen.add(server + " again");
    }

    /** Starts anew. */
    public void clear() {
        seen.clear();
    }

    /**
     * Lets it fail.
     *
     * @param fails whether it throws from now on
     */
    public void failing(boolean fails) {
        failing = fails;
    }

    /**
     * What it saw.
     *
     * @return server, request and outcome of each, the oldest first
     */
    public List<String> seen() {
        return List.copyOf(seen);
    }
}
