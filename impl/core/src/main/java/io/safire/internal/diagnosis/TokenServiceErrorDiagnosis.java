package io.safire.internal.diagnosis;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.message.Message;
import io.safire.internal.token.TokenService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Diagnosis of introspection and revocation errors. */
public final class TokenServiceErrorDiagnosis {

    private static final Set<String> TOKEN_ERRORS = Set.of("", "invalid_request", "invalid_token");

    private final ServerSettings settings;
    private final TokenErrorDiagnosis clientDiagnosis;

    public TokenServiceErrorDiagnosis(ServerSettings settings) {
        this.settings = settings;
        this.clientDiagnosis = new TokenErrorDiagnosis(settings);
    }

    /**
     * @param tokenType the {@code token_type_hint} of the request; empty if the request has no hint
     */
    public Failure message(TokenService service, String tokenType, RejectedRequest request) {
        List<Finding> causes = new ArrayList<>(tokenCauses(service, tokenType, request));
        causes.addAll(clientDiagnosis.causes(request));
        boolean unauthorized = request.status() == 401 || request.status() == 403;
        if (service == TokenService.INTROSPECTION && unauthorized) {
            Finding bearer = Message.CAUSE_BEARER_REQUIRED.finding();
            if (ErrorTopic.ACCESS_TOKEN.isNamedIn(request.response().errorText())) {
                causes.add(0, bearer.withConfidence(Confidence.LIKELY));
            } else {
                causes.add(bearer);
            }
        }
        return toMessage(service, request, causes);
    }

    /** Describes the rejection of a request with a bearer token instead of client authentication. */
    public Failure messageForBearer(TokenService service, RejectedRequest request) {
        List<Finding> causes = new ArrayList<>();
        causes.add(clientDiagnosis.responseCause(request).orElseGet(() -> Message.CAUSE_BEARER.finding()));
        causes.addAll(tokenCauses(service, "", request));
        return toMessage(service, request, causes);
    }

    private static List<Finding> tokenCauses(TokenService service, String tokenType, RejectedRequest request) {
        if (request.error().equals("unsupported_token_type")) {
            Message revocation =
                    tokenType.equals("refresh_token") ? Message.CAUSE_REFRESH_TOKEN_TYPE : Message.CAUSE_TOKEN_TYPE;
            Message cause = service == TokenService.INTROSPECTION ? Message.CAUSE_INTROSPECTED_TYPE : revocation;
            return List.of(cause.finding());
        }
        return request.status() == 400 && TOKEN_ERRORS.contains(request.error())
                ? List.of(Message.CAUSE_TOKEN_FORM.finding())
                : List.of();
    }

    private Failure toMessage(TokenService service, RejectedRequest request, List<Finding> causes) {
        return service.errorMessage()
                .formatWithCauses(settings.name(), request.describe(causes), TokenErrorDiagnosis.summary(request));
    }
}
