package io.safire;

/**
 * A factory of clients that an implementation of this API provides. {@link SmartClient#create} finds the factory with
 * {@link java.util.ServiceLoader}.
 *
 * @since 1.0
 */
public interface SmartClientProvider {

    /**
     * Creates a client without CDI and without MicroProfile Config.
     *
     * @param settings the settings of the client
     * @return the new client; the caller closes it
     * @throws io.safire.error.ConfigurationException if settings are missing or unusable
     */
    CloseableSmartClient create(SmartClientSettings settings);
}
