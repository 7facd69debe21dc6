package io.safire.tck.event;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A request observer that records requests, as an application's metrics do. */
@ApplicationScoped
public class RequestRecorder implements RequestObserver {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean setFailing;

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        if (setFailing) {
            throw new IllegalStateException(EventRecorder.FAILURE_MESSAGE);
        }
        return outcome -> requests.add(server + " " + request + " " + outcome);
    }

    @Override
    public void onRetry(String server) {
        requests.add(server + " again");
    }

    /** Discards the recorded requests. */
    public void clear() {
        requests.clear();
    }

    /** Sets whether the observer throws an exception when a request starts. */
    public void setFailing(boolean fails) {
        setFailing = fails;
    }

    /** Returns server, request and outcome of each request, oldest first. */
    public List<String> requests() {
        return List.copyOf(requests);
    }
}
