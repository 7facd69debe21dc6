package io.safire.internal.bulk;

import io.safire.bulk.BulkData;
import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportRequest;
import io.safire.bulk.BulkExportState;
import io.safire.error.ValidationException;
import io.safire.http.RetryTimer.Sleeper;
import io.safire.internal.client.BulkDataProvider.Client;

/** The exports of one server. */
final class HttpBulkData implements BulkData {

    private final Client client;
    private final BulkErrors errors;
    private final AuthorizedRequests requests;
    private final Delays delays;

    /**
     * @param sleeper the action that waits between two requests
     */
    HttpBulkData(Client client, Sleeper sleeper) {
        this.client = client;
        this.errors = new BulkErrors(client.settings());
        this.requests = new AuthorizedRequests(client, errors);
        this.delays = new Delays(client.clock(), sleeper, errors);
    }

    @Override
    public BulkExport start(BulkExportRequest request) {
        BulkExportState state = new KickOff(client, requests, delays, errors).start(request);
        return export(state);
    }

    @Override
    public BulkExport resume(BulkExportState state) {
        if (!state.server().equals(client.settings().name())) {
            throw new ValidationException(
                    BulkMessage.FOREIGN_STATE.format(client.settings().name(), state.server()),
                    "server",
                    "the state belongs to another server");
        }
        return export(state);
    }

    private BulkExport export(BulkExportState state) {
        if (!client.resources().accepts(state.statusUrl())) {
            throw errors.foreignAddress(state.statusUrl());
        }
        return new HttpBulkExport(client, requests, delays, errors, state);
    }
}
