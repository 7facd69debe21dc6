package io.safire.internal.cdi;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.cache.ManagedUserTokens;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenStoreConnector;
import io.safire.internal.cache.UserTokenContext;
import io.safire.internal.message.Message;
import io.safire.internal.text.BeanClass;
import io.safire.spi.TokenStore;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The module safire-store, which a token store of the application requires. */
final class StoreModule {

    private StoreModule() {}

    /**
     * Returns a factory that throws a {@link ConfigurationException} if the module is missing. This exception stops the
     * deployment, and is reported together with all other configuration errors.
     */
    static Function<UserTokenContext, ManagedUserTokens> connect(
            TokenStore store, RefreshThreads threads, ClassLoader application) {
        return ServiceLoader.load(TokenStoreConnector.class, application)
                .findFirst()
                .map(connector -> connector.connect(store, threads))
                .orElse(context -> {
                    throw missing(context.server(), store);
                });
    }

    private static ConfigurationException missing(String server, TokenStore store) {
        return new ConfigurationException(
                Message.NO_STORE_MODULE.format(server, BeanClass.nameOf(store)), Violations.missing(List.of()));
    }
}
