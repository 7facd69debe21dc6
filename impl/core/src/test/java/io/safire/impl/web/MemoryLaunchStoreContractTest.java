package io.safire.impl.web;

import io.safire.impl.TestServers;
import io.safire.spi.LaunchStore;
import io.safire.tck.store.LaunchStoreContract;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The store in memory does what every store has to do. */
class MemoryLaunchStoreContractTest extends LaunchStoreContract {

    private final LaunchStore store = store(List.of("epic"), 10_000);

    @Override
    protected LaunchStore store() {
        return store;
    }

    @Override
    protected LaunchStore ofTwo(List<String> servers) {
        return store(servers, 2);
    }

    private static LaunchStore store(List<String> servers, int most) {
        Map<String, String> settings = new HashMap<>();
        for (String server : servers) {
            settings.put("safire." + server + ".base-url", "https://fhir.example/" + server);
            settings.put("safire." + server + ".max-pending-launches", String.valueOf(most));
        }
        return new MemoryLaunchStore(TestServers.of(settings)::read, Clock.systemUTC());
    }
}
