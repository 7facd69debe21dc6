package io.safire.tck.event;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A request observer that records requests, as an application's metrics do. */
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

    /** Discards the recorded requests. */
    public void clear() {
        seen.clear();
    }

    /** Sets whether the observer throws an exception when a request starts. */
    public void failing(boolean fails) {
        failing = fails;
    }

    /** Returns server, request and outcome of each request, oldest first. */
    public List<String> seen() {
        return List.copyOf(seen);
    }
}
