package io.safire;

/**
 * The entry point of an implementation for {@link SmartClient#create}, as a service of {@link java.util.ServiceLoader}.
 *
 * @since 1.0
 */
public interface SmartClientProvider {

    /**
     * Creates a client without CDI and without MicroProfile Config.
     *
     * @param settings the settings
     * @return the client
     * @throws io.safire.error.ConfigurationException if settings are missing or unusable
     */
    CloseableSmartClient create(SmartClientSettings settings);
}
