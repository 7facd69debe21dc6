package io.safire.internal.bulk;

import io.safire.bulk.BulkExportException;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.StatusCauses;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The errors of exports. No message contains the path of a status or file URL, because such a URL can be a credential. */
record BulkErrors(ServerSettings settings) {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    BulkExportException refused(InboundResponse response) {
        return ofStatus(BulkMessage.EXPORT_REFUSED, response, false);
    }

    BulkExportException noStatusUrl(int status, String reason) {
        return unusable(BulkMessage.NO_STATUS_URL.format(settings.name(), status, reason), status, false);
    }

    BulkExportException foreignAddress(URI address) {
        return unusable(
                BulkMessage.FOREIGN_ADDRESS.format(
                        settings.name(), origin(address), settings.key(Setting.FURTHER_RESOURCE_URLS)),
                0,
                true);
    }

    /** A server that responds with 500 or higher may recover and complete the export. */
    BulkExportException failed(InboundResponse response) {
        return ofStatus(BulkMessage.EXPORT_FAILED, response, response.status() >= SERVER_ERROR);
    }

    BulkExportException statusRefused(InboundResponse response) {
        return ofStatus(BulkMessage.STATUS_REFUSED, response, true);
    }

    BulkExportException unknown(int status) {
        return unusable(BulkMessage.EXPORT_UNKNOWN.format(settings.name(), status), status, false);
    }

    BulkExportException incomplete(Duration limit, int status) {
        return unusable(BulkMessage.EXPORT_INCOMPLETE.format(settings.name(), limit, status), status, true);
    }

    BulkExportException unusableManifest(String reason) {
        return unusable(BulkMessage.UNUSABLE_MANIFEST.format(settings.name(), reason), 0, false);
    }

    BulkExportException deleteRefused(InboundResponse response) {
        return ofStatus(BulkMessage.DELETE_REFUSED, response, true);
    }

    BulkExportException insecureFile(URI url, UrlViolation violation) {
        return unusable(
                BulkMessage.INSECURE_FILE.format(settings.name(), violation.requirement(), origin(url)), 0, true);
    }

    BulkExportException internalFile(URI url) {
        return unusable(
                BulkMessage.INTERNAL_FILE.format(settings.name(), origin(url), settings.key(Setting.ENDPOINT_HOSTS)),
                0,
                true);
    }

    /**
     * @param expiredAt the time at which the files expired; empty if they did not
     */
    BulkExportException fileRefused(URI url, InboundResponse response, Optional<Instant> expiredAt) {
        List<Finding> causes = new ArrayList<>(causes(response));
        expiredAt.map(BulkMessage.FILES_EXPIRED::finding).ifPresent(causes::add);
        return new BulkExportException(
                BulkMessage.FILE_REFUSED.formatWithCauses(settings.name(), causes, origin(url), response.status()),
                response.status(),
                true);
    }

    BulkExportException fileChanged(URI url) {
        return unusable(BulkMessage.FILE_CHANGED.format(settings.name(), origin(url)), 0, true);
    }

    BulkExportException unusableFile(URI url, String reason) {
        return unusable(BulkMessage.UNUSABLE_FILE.format(settings.name(), origin(url), reason), 0, true);
    }

    BulkExportException interrupted() {
        return unusable(BulkMessage.INTERRUPTED.format(settings.name()), 0, true);
    }

    private BulkExportException ofStatus(BulkMessage message, InboundResponse response, boolean resumable) {
        int status = response.status();
        return new BulkExportException(
                message.formatWithCauses(settings.name(), causes(response), status), status, resumable);
    }

    private List<Finding> causes(InboundResponse response) {
        int status = response.status();
        List<Finding> causes = new ArrayList<>(OutcomeIssues.of(response).findings());
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            causes.add(BulkMessage.TOKEN_REFUSED.finding(settings.key(Setting.SCOPES)));
        } else if (causes.isEmpty()) {
            StatusCauses.ofEndpoint(status, "", settings.key(Setting.BASE_URL), Step.FHIR)
                    .ifPresent(causes::add);
        }
        return causes;
    }

    private static BulkExportException unusable(Failure failure, int status, boolean resumable) {
        return new BulkExportException(failure, status, resumable);
    }

    private static String origin(URI url) {
        return Origin.of(url)
                .map(origin -> origin.scheme() + "://" + origin.authority())
                .orElse("an unknown host");
    }
}
