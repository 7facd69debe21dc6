package io.safire.internal.standalone;

import io.safire.CloseableSmartClient;
import io.safire.SmartClientProvider;
import io.safire.SmartClientSettings;
import io.safire.error.ConfigurationException;
import io.safire.internal.runtime.RequiredApi;
import io.safire.internal.runtime.RuntimeCheck;
import java.util.EnumSet;
import java.util.Set;

/**
 * The service that creates clients without CDI. This class does not refer to any class of the required APIs, so that it
 * can report which APIs are missing.
 */
public final class StandaloneClientProvider implements SmartClientProvider {

    private static final Set<RequiredApi> REQUIRED =
            EnumSet.complementOf(EnumSet.of(RequiredApi.CDI, RequiredApi.FAULT_TOLERANCE));

    /**
     * @throws ConfigurationException if an API or its implementation is missing on the class path
     */
    @Override
    public CloseableSmartClient create(SmartClientSettings settings) {
        new RuntimeCheck(StandaloneClientProvider.class.getClassLoader()).run(REQUIRED);
        return StandaloneClients.create(settings);
    }
}
