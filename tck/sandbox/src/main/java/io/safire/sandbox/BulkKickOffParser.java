package io.safire.sandbox;

import static io.safire.sandbox.BulkParameters.invalid;

import io.safire.sandbox.BulkKickOff.Level;
import io.safire.sandbox.control.BulkVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A strict parser of kick-off requests. */
final class BulkKickOffParser {

    private static final Set<String> FORMATS = Set.of("application/fhir+ndjson", "application/ndjson", "ndjson");
    private static final Set<String> ASSOCIATED = Set.of("LatestProvenanceResources", "RelevantProvenanceResources");
    private static final Instant LAST_UPDATED = Instant.parse(NdjsonTemplate.LAST_UPDATED);
    private static final String GROUP = "group-1";

    private final BulkSettings settings;
    private final String origin;

    BulkKickOffParser(BulkSettings settings, String origin) {
        this.settings = settings;
        this.origin = origin;
    }

    BulkKickOff parse(IncomingRequest request) {
        checkMethod(request);
        checkHeaders(request);
        Level level = level(request.path());
        BulkParameters parameters = BulkParameters.of(request);
        List<String> ignored = parameters.unknownTo(settings.version());
        if (!ignored.isEmpty() && !prefers(request, "handling=lenient")) {
            throw new FhirErrorException(400, "not-supported", "unknown parameter: " + ignored.get(0));
        }
        checkValues(parameters, level);
        boolean isOld = settings.version() == BulkVersion.STU2;
        String since = parameters.single("_since");
        String until = isOld ? "" : parameters.single("_until");
        return new BulkKickOff(
                origin + request.uri(),
                level,
                types(parameters, level),
                (since.isEmpty() || !instant(since).isAfter(LAST_UPDATED))
                        && (until.isEmpty() || !instant(until).isBefore(LAST_UPDATED)),
                !since.isEmpty(),
                !isOld && isTrue(parameters.single("allowPartialManifests")),
                isOld ? "" : organizeBy(parameters.single("organizeOutputBy")),
                patients(parameters),
                ignored);
    }

    private void checkMethod(IncomingRequest request) {
        boolean getAllowed = settings.version() != BulkVersion.STU4_BALLOT
                && request.method().equals("GET");
        if (!getAllowed && !request.method().equals("POST")) {
            throw new FhirErrorException(FhirErrorException.outcome(405, "not-supported", "the method is not allowed")
                    .withHeader("Allow", settings.version() == BulkVersion.STU4_BALLOT ? "POST" : "GET, POST"));
        }
    }

    private static void checkHeaders(IncomingRequest request) {
        if (!prefers(request, "respond-async")) {
            throw invalid("the request must contain Prefer: respond-async");
        }
        if (!request.header("accept").contains("application/fhir+json")) {
            throw new FhirErrorException(406, "not-supported", "the request must accept application/fhir+json");
        }
    }

    private static boolean prefers(IncomingRequest request, String preference) {
        return request.headers().getOrDefault("prefer", List.of()).stream()
                .flatMap(value -> Stream.of(value.split("[,;]")))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .anyMatch(preference::equals);
    }

    private static Level level(String path) {
        if (!path.startsWith("/fhir/Group/")) {
            return path.startsWith("/fhir/Patient/") ? Level.PATIENT : Level.SYSTEM;
        }
        if (!path.equals("/fhir/Group/" + GROUP + "/$export")) {
            throw new FhirErrorException(404, "not-found", "no such group");
        }
        return Level.GROUP;
    }

    private static void checkValues(BulkParameters parameters, Level level) {
        String format = parameters.single("_outputFormat");
        if (!format.isEmpty() && !FORMATS.contains(format)) {
            throw new FhirErrorException(400, "not-supported", "_outputFormat is not supported");
        }
        if (!ASSOCIATED.containsAll(parameters.list("includeAssociatedData"))) {
            throw invalid("includeAssociatedData has an unknown value");
        }
        if (!parameters.list("_typeFilter").stream().allMatch(filter -> filter.matches("[A-Z][A-Za-z]*\\?.+"))) {
            throw invalid("_typeFilter must be a list of search queries");
        }
        if (level == Level.SYSTEM && !parameters.list("patient").isEmpty()) {
            throw invalid("patient is not allowed in an export of the whole system");
        }
    }

    private static Set<String> types(BulkParameters parameters, Level level) {
        List<String> requested = parameters.list("_type");
        for (String type : requested) {
            if (!BulkFiles.types(level).contains(type)) {
                throw new FhirErrorException(400, "not-supported", "_type: the server does not export " + type);
            }
        }
        return new LinkedHashSet<>(requested);
    }

    private List<Long> patients(BulkParameters parameters) {
        return parameters.list("patient").stream().map(this::patient).distinct().toList();
    }

    private long patient(String reference) {
        String digits = reference.replaceFirst("^Patient/p-(\\d{12})$", "$1");
        long number = digits.matches("\\d{12}") ? Long.parseLong(digits) : 0;
        if (number < 1 || number > settings.content().patients()) {
            throw invalid("patient: the server has no such patient");
        }
        return number;
    }

    private static String organizeBy(String type) {
        if (!type.isEmpty() && !type.equals("Patient")) {
            throw new FhirErrorException(400, "not-supported", "organizeOutputBy supports Patient only");
        }
        return type;
    }

    private static boolean isTrue(String value) {
        if (!Set.of("", "true", "false").contains(value)) {
            throw invalid("allowPartialManifests must be true or false");
        }
        return value.equals("true");
    }

    private static Instant instant(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException malformed) {
            throw invalid("_since and _until must be FHIR instants");
        }
    }
}
