package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.launch.ScopeCauses;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.token.TokenFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The causes of a rejected grant. */
record GrantCauses(ServerSettings settings) {

    List<Finding> of(RejectedRequest request) {
        if (request.grantType().isEmpty()) {
            return List.of();
        }
        return switch (request.error()) {
            case "invalid_grant" -> invalidGrant(request);
            case "invalid_scope" -> scopes(request);
            case "unsupported_grant_type" ->
                List.of(notListed(request).orElseGet(() -> Message.CAUSE_GRANT.finding(request.grantType())));
            default -> List.of();
        };
    }

    private List<Finding> scopes(RejectedRequest request) {
        List<Finding> causes = new ArrayList<>();
        TokenFlow flow = request.grantType().equals("client_credentials")
                ? TokenFlow.CLIENT_CREDENTIALS
                : TokenFlow.AUTHORIZATION_CODE;
        causes.addAll(ScopeCauses.of(settings, request.scopes(), flow, request.metadata()));
        causes.add(Message.CAUSE_SCOPE.finding(request.scopes(), settings.key(Setting.SCOPES)));
        return causes;
    }

    /** The result is empty if the server lists no grant types at all. */
    static Optional<Finding> notListed(RejectedRequest request) {
        List<String> listed =
                request.metadata().map(SmartMetadata::grantTypesSupported).orElse(List.of());
        return request.grantType().isEmpty() || listed.isEmpty() || listed.contains(request.grantType())
                ? Optional.empty()
                : Optional.of(Message.CAUSE_GRANT_NOT_LISTED.finding(
                        request.grantType(), LogSanitizer.sanitize(String.join(", ", listed))));
    }

    private List<Finding> invalidGrant(RejectedRequest request) {
        String error = request.response().errorText();
        if (ErrorTopic.REGISTRATION.isNamedIn(error)) {
            return List.of();
        }
        return switch (request.grantType()) {
            case "authorization_code" -> List.of(invalidCode(error));
            case "refresh_token" -> List.of(Message.CAUSE_REFRESH_TOKEN.finding());
            default ->
                ErrorTopic.isAnyNamedIn(error) ? List.of() : List.of(Message.CAUSE_GRANT.finding(request.grantType()));
        };
    }

    private Finding invalidCode(String error) {
        String redirectUri = String.valueOf(settings.client().redirectUri());
        String key = settings.key(Setting.REDIRECT_URI);
        if (ErrorTopic.REDIRECT_URI.isNamedIn(error)) {
            return Message.CAUSE_REDIRECT_URI.finding(redirectUri, key, key);
        }
        return ErrorTopic.VERIFIER.isNamedIn(error)
                ? Message.CAUSE_VERIFIER.finding()
                : Message.CAUSE_CODE.finding(redirectUri, key);
    }
}
