package io.safire.internal.client;

import io.safire.bulk.BulkData;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The module safire-bulk, which an application needs if it exports bulk data. */
final class BulkModule {

    private static final String ARTIFACT = "io.safire:safire-bulk";

    private BulkModule() {}

    /**
     * Searches the class loader of the application first, which is the context class loader of most threads.
     *
     * @throws ConfigurationException if the module is missing
     */
    static BulkData create(BulkDataProvider.Client client) {
        return Stream.of(
                        Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
                        Optional.ofNullable(BulkModule.class.getClassLoader()))
                .flatMap(Optional::stream)
                .flatMap(loader -> ServiceLoader.load(BulkDataProvider.class, loader).findFirst().stream())
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        Message.MODULE_MISSING.format(client.settings().name(), "export bulk data", ARTIFACT),
                        Violations.missing(List.of())))
                .create(client);
    }
}
