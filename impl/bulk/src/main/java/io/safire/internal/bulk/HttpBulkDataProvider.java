package io.safire.internal.bulk;

import io.safire.bulk.BulkData;
import io.safire.http.RetryTimer;
import io.safire.internal.client.BulkDataProvider;

/** The entry point of this module. */
public final class HttpBulkDataProvider implements BulkDataProvider {

    @Override
    public BulkData create(Client client) {
        return new HttpBulkData(client, RetryTimer.SYSTEM.sleeper());
    }
}
