package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.TransportException;
import io.safire.internal.message.Message;
import io.safire.token.TokenFlow;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Checks of the authorization endpoint and the token endpoint. */
final class EndpointChecks {

    private EndpointChecks() {}

    static List<Check> all() {
        return List.of(
                Check.fromOutside(
                        "SD-A02",
                        Step.AUTHORIZATION,
                        "Does the authorization endpoint exist?",
                        List.of("SD-D03"),
                        EndpointChecks::authorizationEndpoint),
                new Check(
                        "SD-T02",
                        Step.TOKEN,
                        "Does the token endpoint issue a token of the client credentials flow?",
                        DiagnosisMode.TOKEN,
                        List.of("SD-K01", "SD-D03"),
                        EndpointChecks::tokenRequest));
    }

    /**
     * Requests the authorization endpoint without parameters and without a session. A server responds with a login page
     * or with an error about the missing parameters. Therefore, only a failed connection, a server error or a missing
     * page is a finding. A redirect to a login page on another host is not a finding.
     */
    private static List<Finding> authorizationEndpoint(Evidence evidence) {
        if (ConfigurationChecks.flow(evidence.settings()) != TokenFlow.AUTHORIZATION_CODE) {
            return List.of();
        }
        URI endpoint = evidence.endpointResolver().authorizationEndpoint(Optional.of(evidence.metadata()));
        Probe probe = evidence.document(endpoint);
        Optional<TransportException> unreachable =
                probe.failure().filter(failure -> !failure.kind().isRedirect());
        if (unreachable.isPresent()) {
            return NetworkExceptions.from(evidence.settings(), unreachable.get(), Setting.AUTHORIZATION_ENDPOINT)
                    .findings();
        }
        return probe
                .response()
                .filter(response -> response.status() == 404 || response.status() == 410 || response.status() >= 500)
                .map(response -> Message.AUTHORIZATION_ENDPOINT_MISSING.finding(
                        HttpTransport.withoutQuery(endpoint),
                        response.status(),
                        evidence.settings().key(Setting.AUTHORIZATION_ENDPOINT)))
                .stream()
                .toList();
    }

    private static List<Finding> tokenRequest(Evidence evidence) {
        boolean isBackend = evidence.settings().client().type() == ClientType.CONFIDENTIAL_ASYMMETRIC
                && ConfigurationChecks.flow(evidence.settings()) == TokenFlow.CLIENT_CREDENTIALS;
        return isBackend ? evidence.requestToken().findings() : List.of();
    }
}
