package io.safire.impl.diagnosis;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.message.Message;
import io.safire.impl.token.TokenService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Diagnosis of introspection and revocation errors. */
public final class ServiceRefusals {

    private static final Set<String> ABOUT_THE_TOKEN = Set.of("", "invalid_request", "invalid_token");

    private final ServerSettings settings;
    private final RefusalCauses client;

    public ServiceRefusals(ServerSettings settings, ClientIdentity identity) {
        this.settings = settings;
        this.client = new RefusalCauses(settings, identity);
    }

    /** Returns the complete message of the error. */
    public String message(TokenService service, Refusal refusal) {
        List<String> causes = new ArrayList<>(aboutTheToken(service, refusal));
        causes.addAll(client.causes(refusal));
        boolean unauthorized = refusal.status() == 401 || refusal.status() == 403;
        if (service == TokenService.INTROSPECTION && unauthorized) {
            causes.add(Message.CAUSE_WANTS_BEARER.text());
        }
        return text(service, refusal, causes);
    }

    /** Returns the complete message of the error if a bearer token was sent instead of the client authentication. */
    public String messageForBearer(TokenService service, Refusal refusal) {
        List<String> causes = new ArrayList<>();
        if (refusal.status() >= 500 || refusal.status() == 429) {
            causes.add(Message.CAUSE_SERVER.text());
        } else if (refusal.status() != 404 && refusal.status() != 410) {
            causes.add(Message.CAUSE_BEARER.text());
        }
        causes.addAll(aboutTheToken(service, refusal));
        return text(service, refusal, causes);
    }

    private List<String> aboutTheToken(TokenService service, Refusal refusal) {
        List<String> causes = new ArrayList<>();
        if (refusal.status() == 404 || refusal.status() == 410) {
            causes.add(Message.CAUSE_ENDPOINT.text(settings.key(service.endpoint())));
        }
        if (refusal.error().equals("unsupported_token_type")) {
            causes.add(Message.CAUSE_TOKEN_TYPE.text());
        } else if (refusal.status() == 400 && ABOUT_THE_TOKEN.contains(refusal.error())) {
            causes.add(Message.CAUSE_TOKEN_FORM.text());
        }
        return causes;
    }

    private String text(TokenService service, Refusal refusal, List<String> causes) {
        return service.refusal()
                .of(settings.name(), RefusalCauses.summary(refusal), String.join(" ", causes))
                .strip();
    }
}
