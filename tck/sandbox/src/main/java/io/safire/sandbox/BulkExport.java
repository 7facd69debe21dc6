package io.safire.sandbox;

import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.safire.sandbox.control.Endpoint;
import jakarta.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The export operations of Bulk Data Access. */
final class BulkExport {

    private static final Pattern KICKOFF = Pattern.compile("/fhir/(Patient/|Group/[^/]+/)?\\$export");
    private static final Pattern JOB = Pattern.compile("/fhir/bulk/([^/]+)(?:/pages/(\\d{1,6}))?");
    private static final Pattern FILE = Pattern.compile("/(?:fhir/bulk|storage)/([^/]+)/files/([^/]+)\\.ndjson");

    private final EhrState ehr;
    private final BulkFileServer fileServer;
    private final SecretRecorder secrets;
    private final BearerTokenCheck tokens;
    private final Map<String, BulkJob> jobs = new ConcurrentHashMap<>();

    BulkExport(EhrState ehr, BulkFileServer fileServer, SecretRecorder secrets) {
        this.ehr = ehr;
        this.fileServer = fileServer;
        this.secrets = secrets;
        this.tokens = new BearerTokenCheck(ehr);
    }

    /** Returns the endpoint at a path, or an empty Optional if the path does not belong to bulk data exports. */
    static Optional<Endpoint> endpoint(String path) {
        if (KICKOFF.matcher(path).matches()) {
            return Optional.of(Endpoint.BULK_KICKOFF);
        }
        Matcher job = JOB.matcher(path);
        if (job.matches()) {
            return Optional.of(job.group(2) == null ? Endpoint.BULK_STATUS : Endpoint.BULK_PAGE);
        }
        return FILE.matcher(path).matches() ? Optional.of(Endpoint.BULK_FILE) : Optional.empty();
    }

    OutgoingResponse respond(Endpoint endpoint, IncomingRequest request) {
        try {
            return switch (endpoint) {
                case BULK_KICKOFF -> kickOff(request);
                case BULK_FILE -> file(request);
                default -> job(request);
            };
        } catch (FhirErrorException error) {
            return error.response();
        }
    }

    private OutgoingResponse kickOff(IncomingRequest request) {
        Grants.Token token = tokens.check(request);
        BulkSettings settings = BulkSettings.of(ehr.bulkPlan());
        BulkKickOff kickOff = new BulkKickOffParser(settings, ehr.origin().toString()).parse(request);
        Set<String> types = permittedTypes(token, kickOff.level());
        if (types.isEmpty() || !types.containsAll(kickOff.types())) {
            throw BearerTokenCheck.insufficientScope();
        }
        String id = RandomSecrets.next();
        Set<String> exported = kickOff.types().isEmpty() ? types : kickOff.types();
        BulkJob job = new BulkJob(kickOff, settings, token.clientId(), exported, ehr.now());
        secrets.add(job.signature());
        jobs.put(id, job);
        return OutgoingResponse.empty(202).withHeader("Content-Location", jobUrl(id));
    }

    private static Set<String> permittedTypes(Grants.Token token, BulkKickOff.Level level) {
        List<ScopeRules.FhirResourceScope> scopes = ScopeRules.resources(Grants.scopes(token.scope()));
        Set<String> types = new LinkedHashSet<>(BulkFiles.types(level));
        types.removeIf(type -> scopes.stream()
                .noneMatch(scope -> scope.coversType("system", type)
                        && scope.permissions().contains("r")
                        && scope.permissions().contains("s")));
        return types;
    }

    private OutgoingResponse job(IncomingRequest request) {
        Matcher path = JOB.matcher(request.path());
        if (!path.matches()) {
            throw notFound();
        }
        String id = path.group(1);
        BulkJob job = find(id);
        checkToken(request, job);
        if (path.group(2) != null) {
            return page(job, id, Integer.parseInt(path.group(2)));
        }
        if (request.method().equals("DELETE")) {
            jobs.remove(id);
            return OutgoingResponse.empty(202);
        }
        return status(job, id);
    }

    private OutgoingResponse status(BulkJob job, String id) {
        if (!job.poll(ehr.now())) {
            return withRetryAfter(
                    FhirErrorException.outcome(429, "throttled", "the status was requested too early"), job);
        }
        if (job.isComplete()) {
            return OutgoingResponse.json(200, manifest(job, id, 1))
                    .withHeader(
                            "Expires", RFC_1123_DATE_TIME.format(job.expiresAt().atZone(UTC)));
        }
        OutgoingResponse response = job.availablePages() > 0
                ? OutgoingResponse.json(202, manifest(job, id, 1))
                : OutgoingResponse.empty(202);
        return withRetryAfter(response.withHeader("X-Progress", job.progress() + "% complete"), job);
    }

    private OutgoingResponse page(BulkJob job, String id, int page) {
        if (page < 2 || page > job.availablePages()) {
            throw notFound();
        }
        return OutgoingResponse.json(200, manifest(job, id, page))
                .withHeader("Expires", RFC_1123_DATE_TIME.format(job.expiresAt().atZone(UTC)));
    }

    private OutgoingResponse withRetryAfter(OutgoingResponse response, BulkJob job) {
        BulkSettings.Polling polling = job.settings().polling();
        String value = polling.asDate()
                ? RFC_1123_DATE_TIME.format(ehr.now().plus(polling.retryAfter()).atZone(UTC))
                : String.valueOf(polling.retryAfter().toSeconds());
        return response.withHeader("Retry-After", value);
    }

    private JsonObject manifest(BulkJob job, String id, int page) {
        String folder = job.settings().otherOrigin() ? fileServer.origin() + "/storage/" : ehr.fhirBase() + "/bulk/";
        return new BulkManifest(job, jobUrl(id), folder + id + "/files").page(page);
    }

    private OutgoingResponse file(IncomingRequest request) {
        Matcher path = FILE.matcher(request.path());
        if (!path.matches()) {
            throw notFound();
        }
        BulkJob job = find(path.group(1));
        if (!job.settings().signedFileUrls()) {
            checkToken(request, job);
        } else if (!request.header("authorization").isEmpty()) {
            return OutgoingResponse.text(400, "text/plain", "the URL is signed: send no Authorization header");
        } else if (!request.query().getOrDefault("signature", List.of()).equals(List.of(job.signature()))) {
            return OutgoingResponse.text(403, "text/plain", "the signature does not match");
        }
        BulkFile file = job.file(path.group(2)).orElseThrow(BulkExport::notFound);
        return BulkFileEndpoint.respond(request, file, job);
    }

    /** Requires a token of the client that started the export, with the scopes of the kick-off request. */
    private void checkToken(IncomingRequest request, BulkJob job) {
        Grants.Token token = tokens.check(request);
        boolean covers = permittedTypes(token, job.kickOff().level()).containsAll(job.types());
        if (!covers || !token.clientId().equals(job.clientId())) {
            throw BearerTokenCheck.insufficientScope();
        }
    }

    private BulkJob find(String id) {
        BulkJob job = jobs.get(id);
        if (job == null) {
            throw notFound();
        }
        return job;
    }

    private String jobUrl(String id) {
        return ehr.fhirBase() + "/bulk/" + id;
    }

    private static FhirErrorException notFound() {
        return new FhirErrorException(404, "not-found", "no such export or file");
    }
}
