package io.safire.internal.brand;

import io.safire.internal.client.BrandBundles;
import io.safire.internal.client.BrandBundlesProvider;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.spi.RequestObserver;
import java.time.Clock;

/** The entry point of this module. */
public final class HttpBrandBundlesProvider implements BrandBundlesProvider {

    @Override
    public BrandBundles create(
            ConfiguredServers servers, HttpSenderFactory senders, Clock clock, RequestObserver observer) {
        return new HttpBrandBundles(servers, senders, clock, observer);
    }
}
