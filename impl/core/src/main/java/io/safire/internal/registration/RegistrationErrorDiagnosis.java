package io.safire.internal.registration;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.StatusCauses;
import io.safire.internal.http.VendorCode;
import io.safire.internal.message.Message;
import io.safire.internal.token.Redaction;
import io.safire.registration.ClientMetadata;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Diagnosis of a registration error.
 *
 * @param endpointSource the setting or option that determines the endpoint, for messages
 */
record RegistrationErrorDiagnosis(ServerSettings settings, String endpointSource) {

    Failure message(
            RegistrationOperation operation,
            InboundResponse response,
            JsonObject error,
            RegistrationRequestContext context) {
        String description = ErrorText.of(response, new Redaction(context.secrets())::redact);
        String summary =
                "HTTP " + response.status() + " — " + (description.isEmpty() ? "no error in the body" : description)
                        + " (" + HttpTransport.withoutQuery(response.uri()) + ")";
        List<Finding> causes = causes(operation, response.status(), ErrorText.code(response, error), context);
        VendorCode.cause(settings, description, Step.REGISTRATION).ifPresent(cause -> causes.add(0, cause));
        causes.replaceAll(cause -> AdministratorDetails.ofResponse("", response, cause));
        return operation == RegistrationOperation.REGISTER
                ? Message.REGISTRATION_REFUSED.formatWithCauses(settings.name(), causes, summary)
                : Message.MANAGEMENT_REFUSED.formatWithCauses(
                        settings.name(), causes, operation.pastParticiple(), summary);
    }

    private List<Finding> causes(
            RegistrationOperation operation, int status, String code, RegistrationRequestContext context) {
        List<Finding> causes = new ArrayList<>();
        boolean unsupported = status == 405 || status == 501;
        if (operation != RegistrationOperation.REGISTER && unsupported) {
            causes.add(Message.CAUSE_NO_MANAGEMENT.finding());
        } else {
            StatusCauses.ofEndpoint(status, code, endpointSource, Step.REGISTRATION)
                    .ifPresent(causes::add);
        }
        boolean withScope = context.metadata().members().containsKey("scope");
        if (withScope && (status == 403 || code.equals("insufficient_scope") || code.equals("invalid_scope"))) {
            causes.add(Message.CAUSE_SCOPE_MEMBER.finding(context.metadata().scope()));
        }
        if (status == 401 || status == 403 || code.equals("invalid_token")) {
            // if the error code concerns scopes, the scopes are the more likely cause
            causes.add(code.endsWith("_scope") ? causes.size() : 0, tokenCause(operation, context));
        }
        addMetadataCauses(code, context.metadata(), causes);
        if (status == 400 || code.startsWith("invalid_")) {
            causes.addAll(context.metadata().findings());
        }
        return causes;
    }

    private void addMetadataCauses(String code, ClientMetadata metadata, List<Finding> causes) {
        switch (code) {
            case "invalid_redirect_uri" ->
                causes.add(Message.CAUSE_REDIRECT_URIS.finding(
                        String.join(", ", metadata.redirectUris()), settings.key(Setting.REDIRECT_URI)));
            case "invalid_client_metadata" ->
                causes.add(Message.CAUSE_CLIENT_METADATA.finding(
                        String.join(", ", metadata.members().keySet()),
                        metadata.tokenEndpointAuthMethod().orElse("absent"),
                        String.join(", ", metadata.grantTypes()),
                        keyMember(metadata)));
            case "invalid_software_statement", "unapproved_software_statement" ->
                causes.add(Message.CAUSE_STATEMENT.finding());
            default -> {
                // other error codes have no known cause
            }
        }
    }

    private static Finding tokenCause(RegistrationOperation operation, RegistrationRequestContext context) {
        if (operation != RegistrationOperation.REGISTER) {
            return Message.CAUSE_REGISTRATION_TOKEN.finding();
        }
        return context.hasToken()
                ? Message.CAUSE_INITIAL_TOKEN_REJECTED.finding()
                : Message.CAUSE_INITIAL_TOKEN_MISSING.finding();
    }

    private static String keyMember(ClientMetadata metadata) {
        if (metadata.members().containsKey("jwks_uri")) {
            return "jwks_uri";
        }
        return metadata.members().containsKey("jwks") ? "jwks" : "not included";
    }
}
