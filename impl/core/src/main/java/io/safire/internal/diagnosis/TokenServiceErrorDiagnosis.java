package io.safire.internal.diagnosis;

import io.safire.diagnosis.Failure;
import io.safire.internal.authentication.ClientIdentity;
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

    public TokenServiceErrorDiagnosis(ServerSettings settings, ClientIdentity identity) {
        this.settings = settings;
        this.clientDiagnosis = new TokenErrorDiagnosis(settings, identity);
    }

    /** Returns the complete message of the error. */
    public Failure message(TokenService service, RejectedRequest request) {
        List<String> causes = new ArrayList<>(tokenCauses(service, request));
        causes.addAll(clientDiagnosis.causes(request));
        boolean unauthorized = request.status() == 401 || request.status() == 403;
        if (service == TokenService.INTROSPECTION && unauthorized) {
            causes.add(Message.CAUSE_BEARER_REQUIRED.text());
        }
        return toMessage(service, request, causes);
    }

    /** Returns the complete message of the error if a bearer token was sent instead of the client authentication. */
    public Failure messageForBearer(TokenService service, RejectedRequest request) {
        List<String> causes = new ArrayList<>();
        if (request.status() >= 500 || request.status() == 429) {
            causes.add(Message.CAUSE_SERVER.text());
        } else if (request.status() != 404 && request.status() != 410) {
            causes.add(Message.CAUSE_BEARER.text());
        }
        causes.addAll(tokenCauses(service, request));
        return toMessage(service, request, causes);
    }

    private List<String> tokenCauses(TokenService service, RejectedRequest request) {
        List<String> causes = new ArrayList<>();
        if (request.status() == 404 || request.status() == 410) {
            causes.add(Message.CAUSE_ENDPOINT.text(settings.key(service.endpointSetting())));
        }
        if (request.error().equals("unsupported_token_type")) {
            causes.add(Message.CAUSE_TOKEN_TYPE.text());
        } else if (request.status() == 400 && TOKEN_ERRORS.contains(request.error())) {
            causes.add(Message.CAUSE_TOKEN_FORM.text());
        }
        return causes;
    }

    private Failure toMessage(TokenService service, RejectedRequest request, List<String> causes) {
        return service.errorMessage()
                .format(settings.name(), TokenErrorDiagnosis.summary(request), String.join(" ", causes));
    }
}
