package io.safire.internal.bulk;

import io.safire.bulk.BulkExportRequest;
import io.safire.bulk.BulkExportState;
import io.safire.internal.bulk.AuthorizedRequests.Draft;
import io.safire.internal.client.BulkDataProvider.Client;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The request that starts an export.
 *
 * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html#bulk-data-kick-off-request">Bulk Data Access 3.0.0,
 *     kick-off request</a>
 */
record KickOff(Client client, AuthorizedRequests requests, Delays delays, BulkErrors errors) {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int MAX_ATTEMPTS = 5;

    /** Sends a request by GET once more by POST if the server permits only POST. */
    BulkExportState start(BulkExportRequest request) {
        KickOffParameters parameters = new KickOffParameters(request);
        boolean post = parameters.requiresPost();
        InboundResponse response = sendAdmitted(draft(parameters, post));
        if (response.status() == METHOD_NOT_ALLOWED && !post) {
            response = sendAdmitted(draft(parameters, true));
        }
        if (!response.isSuccess()) {
            throw errors.refused(response);
        }
        return new BulkExportState(
                client.settings().name(), statusUrl(response), client.clock().instant());
    }

    /** Repeats a request that the server did not admit. Such a request started no export. */
    private InboundResponse sendAdmitted(Draft draft) {
        InboundResponse response = requests.send(draft);
        for (int attempt = 1; attempt < MAX_ATTEMPTS && isNotAdmitted(response.status()); attempt++) {
            delays.sleep(delays.after(response, attempt - 1));
            response = requests.send(draft);
        }
        return response;
    }

    private static boolean isNotAdmitted(int status) {
        return status == 429 || status == 503;
    }

    private Draft draft(KickOffParameters parameters, boolean post) {
        URI base = client.settings().endpoints().baseUrl();
        String query = parameters.query();
        String path = parameters.path() + (post || query.isEmpty() ? "" : "?" + query);
        return new Draft(
                post ? "POST" : "GET",
                Urls.below(base, path),
                Map.of("Accept", OutboundRequest.FHIR_JSON, "Prefer", parameters.preference()),
                post ? parameters.json() : null,
                false,
                false);
    }

    private URI statusUrl(InboundResponse response) {
        String text = response.header("content-location")
                .orElseThrow(() -> errors.noStatusUrl(response.status(), "is missing"));
        Optional<URI> url = Urls.parse(text.strip()).map(response.uri()::resolve);
        URI resolved = url.orElseThrow(() -> errors.noStatusUrl(response.status(), "is not a URL"));
        client.settings().endpoints().urlPolicy().violation(resolved).ifPresent(violation -> {
            throw errors.noStatusUrl(response.status(), violation.requirement());
        });
        return resolved;
    }
}
