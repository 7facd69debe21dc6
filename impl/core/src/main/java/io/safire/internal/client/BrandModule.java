package io.safire.internal.client;

import io.safire.brand.BrandBundle;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.internal.message.Message;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The module safire-brands, which an application needs if it reads brands. */
final class BrandModule {

    private static final String ARTIFACT = "io.safire:safire-brands";

    private BrandModule() {}

    /**
     * Uses the class loader of the application, which is the context class loader of the current thread. If the module
     * is missing, the methods of the result throw a {@link ConfigurationException}.
     */
    static BrandBundles load(ConfiguredServers servers, HttpSenderFactory senders, ClientEnvironment environment) {
        return ServiceLoader.load(BrandBundlesProvider.class)
                .findFirst()
                .map(module -> module.create(
                        servers,
                        senders,
                        environment.clock(),
                        environment.events().requestObservers()))
                .orElseGet(Missing::new);
    }

    /** Returns the settings that have no effect because the module is missing, each with the artifact to add. */
    static Map<Setting, String> settingsWithoutModule(BrandBundles brands) {
        return brands instanceof Missing ? Map.of(Setting.BRAND_BUNDLE_LIMIT, ARTIFACT) : Map.of();
    }

    private static final class Missing implements BrandBundles {

        @Override
        public BrandBundle ofServer(Server server) {
            throw missing(server.settings().name());
        }

        @Override
        public BrandBundle ofVendor(URI address, List<Server> servers) {
            throw missing(null);
        }

        @Override
        public void forget(String server) {
            // there is nothing to discard
        }

        @Override
        public void close() {
            // there is nothing to close
        }

        private static ConfigurationException missing(@Nullable String server) {
            return new ConfigurationException(
                    Message.MODULE_MISSING.format(server, "read the user-access brands", ARTIFACT),
                    Violations.missing(List.of()));
        }
    }
}
