package io.safire.internal.client;

import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.spi.RequestObserver;
import java.time.Clock;

/**
 * The entry point of the module safire-brands, as a service of {@link java.util.ServiceLoader}. Applications that show
 * no brands do not need the module.
 */
public interface BrandBundlesProvider {

    /** Creates the brand bundles of an application, without sending a request. */
    BrandBundles create(ConfiguredServers servers, HttpSenderFactory senders, Clock clock, RequestObserver observer);
}
