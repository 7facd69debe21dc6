package io.safire.internal.diagnosis;

import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.error.SmartException;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The diagnosis of a client. It runs all checks in the order of the steps. */
public final class Doctor {

    private static final Logger LOG = System.getLogger(Doctor.class.getName());

    private static final List<Check> CHECKS = Stream.of(
                    ConfigurationChecks.all(),
                    SourceChecks.all(),
                    List.of(KidCheck.check()),
                    KeyChecks.all(),
                    DiscoveryChecks.all(),
                    ConnectionChecks.all(),
                    MetadataChecks.all(),
                    LaunchChecks.all(),
                    ProfileChecks.all(),
                    List.of(CapabilityStatementCheck.check(), FurtherEndpointCheck.check()),
                    List.of(PublishedJwksTlsCheck.check()),
                    PublishedKeyChecks.all(),
                    PublishedKeyScheduleChecks.all(),
                    AuthorizationChecks.all(),
                    AssertionChecks.all(),
                    TokenChecks.all(),
                    FhirChecks.all(),
                    IssuerChecks.all(),
                    List.of(RequestLimitCheck.check()))
            .flatMap(List::stream)
            .toList();

    /** The check that signs a text. */
    static final String SIGNATURE_CHECK = "SD-K07";

    public static final Set<String> SIGNING_CHECKS = Set.of(SIGNATURE_CHECK, ProfileChecks.CONFIGURED);

    private static final String NO_METADATA = "the client requires no SMART configuration, and the server has none";

    /** The entry that marks an exceeded time limit in the list of failed checks. */
    private static final String TIME_LIMIT = "time limit";

    private final DiagnosedClient client;
    private final Clock clock;

    public Doctor(DiagnosedClient client) {
        this.client = client;
        this.clock = client.clock();
    }

    static List<Check> checks() {
        return CHECKS;
    }

    /** Returns the results for a client that cannot be created. */
    public static List<CheckResult> notRun(String reason) {
        return CHECKS.stream().map(check -> notRun(check, reason)).toList();
    }

    /** Publishes the event, and logs the first cause if the client is not healthy. */
    public Diagnosis diagnose(DiagnosisOptions options) {
        Diagnosis diagnosis = examine(options);
        client.audit().onDiagnosed(diagnosis);
        if (!diagnosis.isHealthy()) {
            Finding cause = diagnosis.findings().get(0);
            LOG.log(
                    Level.WARNING,
                    Message.NOT_HEALTHY.format(diagnosis.server(), options.mode(), cause.id(), cause.message()));
        }
        return diagnosis;
    }

    /** Publishes no event and logs nothing, for callers that examine the client regularly. */
    public Diagnosis examine(DiagnosisOptions options) {
        Instant start = clock.instant();
        Evidence evidence = new Evidence(client, start.plus(options.timeout()));
        Set<String> failed = new HashSet<>();
        List<CheckResult> results = new ArrayList<>();
        List<Check> checks = new ArrayList<>(CHECKS);
        client.checks().forEach(check -> checks.add(Check.of(check)));
        for (Check check : checks) {
            if (options.selects(check.id())) {
                CheckResult result = resultOf(check, options, evidence, failed);
                if (result.notRunReason()
                                .filter(reason -> !reason.equals(NO_METADATA))
                                .isPresent()
                        || result.findings().stream().anyMatch(Doctor::preventsOtherChecks)) {
                    failed.add(check.id());
                }
                results.add(result);
            }
        }
        return Diagnosis.of(client.settings().name(), start, Duration.between(start, clock.instant()), results);
    }

    private static CheckResult resultOf(Check check, DiagnosisOptions options, Evidence evidence, Set<String> failed) {
        if (check.mode().compareTo(options.mode()) > 0) {
            return notRun(check, "requires the mode " + check.mode());
        }
        Optional<String> cause =
                check.requires().stream().filter(failed::contains).findFirst();
        if (cause.isPresent()) {
            return notRun(check, "because of " + cause.get());
        }
        if (check.requires().contains(DiscoveryChecks.METADATA) && evidence.lacksOptionalMetadata()) {
            return notRun(check, NO_METADATA);
        }
        if (evidence.remaining().toMillis() > 0) {
            return result(check, describe(evidence, findings(check, evidence)));
        }
        // only the first of these checks reports the time limit
        return failed.add(TIME_LIMIT)
                ? result(
                        check,
                        List.of(Message.DIAGNOSIS_INCOMPLETE.finding(
                                options.timeout().toSeconds())))
                : notRun(check, "the time limit was reached");
    }

    private static List<Finding> describe(Evidence evidence, List<Finding> findings) {
        return findings.stream()
                .map(finding -> AdministratorDetails.ofClient(evidence.settings(), evidence.clientId(), finding))
                .toList();
    }

    private static boolean preventsOtherChecks(Finding finding) {
        return finding.severity() == Severity.BROKEN || finding.id().equals(Message.RESPONSE_CUT_OFF.id());
    }

    private static CheckResult result(Check check, List<Finding> findings) {
        return CheckResult.of(check.id(), check.step(), check.question(), findings);
    }

    private static CheckResult notRun(Check check, String reason) {
        return CheckResult.notRun(check.id(), check.step(), check.question(), reason);
    }

    /** A check that fails unexpectedly must not end the diagnosis, so its failure becomes a finding. */
    private static List<Finding> findings(Check check, Evidence evidence) {
        try {
            return check.test().apply(evidence);
        } catch (SmartException failure) {
            return failure.findings();
        } catch (ResponseCutOffException cutOff) {
            return List.of(cutOff.finding());
        } catch (RuntimeException unexpected) {
            return List.of(Message.CHECK_FAILED.finding(
                    check.id(), unexpected.getClass().getName()));
        }
    }
}
