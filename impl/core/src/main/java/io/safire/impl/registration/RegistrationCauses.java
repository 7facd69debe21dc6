package io.safire.impl.registration;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.Printable;
import io.safire.registration.ClientMetadata;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Diagnosis of a registration error: its likely causes, and the action for each. */
final class RegistrationCauses {

    private final ServerSettings settings;

    RegistrationCauses(ServerSettings settings) {
        this.settings = settings;
    }

    String message(Operation operation, HttpAnswer answer, JsonObject error, Sent sent) {
        String words = Stream.of("error", "error_description", "error_uri")
                .filter(member -> error.get(member) instanceof JsonString)
                .map(member -> Printable.of(error.getString(member)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" — "));
        String summary = "HTTP " + answer.status() + " — " + (words.isEmpty() ? "no error in the body" : words) + " ("
                + HttpTransport.withoutQuery(answer.from()) + ")";
        String remedy = String.join(" ", causes(operation, answer.status(), code(error), sent));
        return operation == Operation.REGISTER
                ? Message.REGISTRATION_REFUSED.of(settings.name(), summary, remedy)
                : Message.MANAGEMENT_REFUSED.of(settings.name(), operation.done(), summary, remedy);
    }

    private List<String> causes(Operation operation, int status, String code, Sent sent) {
        List<String> causes = new ArrayList<>();
        boolean unsupported = status == 405 || status == 501;
        if (status >= 500 && !unsupported || status == 429) {
            causes.add(Message.CAUSE_SERVER.text());
        }
        if (operation != Operation.REGISTER && unsupported) {
            causes.add(Message.CAUSE_NO_MANAGEMENT.text());
        }
        if (status == 401 || status == 403 || code.equals("invalid_token")) {
            causes.add(token(operation, sent));
        }
        boolean withScope = sent.metadata().members().containsKey("scope");
        if (withScope && (status == 403 || code.equals("insufficient_scope") || code.equals("invalid_scope"))) {
            causes.add(Message.CAUSE_SCOPE_MEMBER.text(sent.metadata().scope()));
        }
        aboutMetadata(code, sent.metadata(), causes);
        return causes;
    }

    private void aboutMetadata(String code, ClientMetadata metadata, List<String> causes) {
        switch (code) {
            case "invalid_redirect_uri" ->
                causes.add(Message.CAUSE_REDIRECT_URIS.text(
                        String.join(", ", metadata.redirectUris()), settings.key(Setting.REDIRECT_URI)));
            case "invalid_client_metadata" ->
                causes.add(Message.CAUSE_CLIENT_METADATA.text(
                        String.join(", ", metadata.members().keySet()),
                        metadata.tokenEndpointAuthMethod().orElse("absent"),
                        String.join(", ", metadata.grantTypes()),
                        keys(metadata)));
            case "invalid_software_statement", "unapproved_software_statement" ->
                causes.add(Message.CAUSE_STATEMENT.text());
            default -> {
                // other error codes have no known cause
            }
        }
    }

    private static String token(Operation operation, Sent sent) {
        if (operation != Operation.REGISTER) {
            return Message.CAUSE_REGISTRATION_TOKEN.text();
        }
        return sent.authorized() ? Message.CAUSE_USED_TOKEN.text() : Message.CAUSE_INITIAL_TOKEN.text();
    }

    private static String keys(ClientMetadata metadata) {
        if (metadata.members().containsKey("jwks_uri")) {
            return "jwks_uri";
        }
        return metadata.members().containsKey("jwks") ? "jwks" : "not included";
    }

    private static String code(JsonObject error) {
        return error.get("error") instanceof JsonString string ? string.getString() : "";
    }
}
