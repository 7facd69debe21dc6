package io.safire.internal.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.text.LogSanitizer;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The details at the end of a request to the administrator of a server. */
public final class AdministratorDetails {

    private static final String START = " Details: ";

    private AdministratorDetails() {}

    public static Finding ofClient(ServerSettings settings, Finding finding) {
        return ofClient(settings, settings.client().clientId(), finding);
    }

    /**
     * @param clientId the {@code client_id}; null if the client is not registered
     */
    public static Finding ofClient(ServerSettings settings, @Nullable String clientId, Finding finding) {
        return add(
                finding,
                client(clientId),
                "FHIR base URL " + settings.endpoints().baseUrl());
    }

    public static Failure ofClient(ServerSettings settings, Failure failure) {
        return new Failure(
                failure.code(),
                failure.server(),
                failure.text(),
                failure.findings().stream()
                        .map(finding -> ofClient(settings, finding))
                        .toList());
    }

    public static Finding ofResponse(String sender, InboundResponse response, Finding finding) {
        String time = time(response).map(" at "::concat).orElse("");
        return add(
                finding,
                sender,
                "HTTP " + response.status() + " from " + HttpTransport.withoutQuery(response.uri()) + time);
    }

    public static String client(@Nullable String clientId) {
        return clientId == null || clientId.isEmpty() ? "" : "client_id " + LogSanitizer.sanitize(clientId);
    }

    /** Adds details to the request to the administrator if the request contains no details yet. */
    public static Finding add(Finding finding, String... details) {
        String text = Stream.of(details).filter(detail -> !detail.isEmpty()).collect(Collectors.joining(", "));
        return finding.administratorRequest()
                .filter(request -> !request.contains(START))
                .map(request -> finding.withAdministratorRequest(request + START + text + "."))
                .orElse(finding);
    }

    /** Returns the time according to the clock of the server, because the logs of the server use this clock. */
    private static Optional<String> time(InboundResponse response) {
        try {
            return response.header("date").map(date -> ZonedDateTime.parse(date, RFC_1123_DATE_TIME)
                    .toInstant()
                    .toString());
        } catch (DateTimeException notDate) {
            return Optional.empty();
        }
    }
}
