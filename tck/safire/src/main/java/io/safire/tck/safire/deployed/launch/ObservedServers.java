package io.safire.tck.safire.deployed.launch;

import io.safire.event.SmartEvent;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The names of all servers that have occurred in events and requests. */
@ApplicationScoped
public class ObservedServers implements RequestObserver {

    private final Set<String> names = new ConcurrentSkipListSet<>();

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        names.add(server);
        return outcome -> {};
    }

    /** Records the server of an event. */
    void onEvent(@Observes SmartEvent event) {
        event.server().ifPresent(names::add);
    }

    Set<String> names() {
        return Set.copyOf(names);
    }
}
