package io.safire.internal.client;

import io.safire.bulk.BulkData;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * The entry point of the module safire-bulk, as a service of {@link java.util.ServiceLoader}. Applications that export
 * no bulk data do not need the module.
 */
public interface BulkDataProvider {

    /** Creates the exports of one client, without sending a request. */
    BulkData create(Client client);

    /**
     * The parts of a client that its exports use.
     *
     * @param http the sender over the connections of the client
     * @param senders the factory of senders over connections without a credential
     * @param tokens the supplier of the managed token
     */
    record Client(
            ServerSettings settings,
            HttpSender http,
            HttpSenderFactory senders,
            Supplier<AccessToken> tokens,
            ResourceAccess resources,
            Clock clock) {

        @Override
        public String toString() {
            return "Client[" + settings.name() + "]";
        }
    }
}
