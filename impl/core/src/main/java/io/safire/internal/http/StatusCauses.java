package io.safire.internal.http;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The causes of error responses, if the status or the error code alone determines the cause. */
public final class StatusCauses {

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final int FORBIDDEN = 403;

    /** The statuses with which a server responds if the URL is not the URL of the endpoint. */
    private static final Set<Integer> MISSING_ENDPOINT = Set.of(404, 405, 406, 410, 415, 501);

    /** The error codes of RFC 6749, section 4.1.2.1, that some servers also send in token responses. */
    private static final Map<String, Message> SERVER_ERRORS =
            Map.of("server_error", Message.CAUSE_SERVER, "temporarily_unavailable", Message.CAUSE_UNAVAILABLE);

    /**
     * The error codes of RFC 6749, section 5.2, RFC 6750, section 3.1, and RFC 7009, section 2.2.1. A response with one
     * of these codes shows that the endpoint exists.
     */
    static final Set<String> REGISTERED_ERRORS = Set.of(
            "insufficient_scope",
            "invalid_client",
            "invalid_grant",
            "invalid_request",
            "invalid_scope",
            "invalid_token",
            "unauthorized_client",
            "unsupported_grant_type",
            "unsupported_token_type");

    private static final Map<Integer, Message> SERVER_CAUSES = Map.of(
            407, Message.CAUSE_PROXY,
            408, Message.CAUSE_UNAVAILABLE,
            429, Message.CAUSE_TOO_MANY_REQUESTS,
            502, Message.CAUSE_GATEWAY,
            503, Message.CAUSE_UNAVAILABLE,
            504, Message.CAUSE_GATEWAY);

    private static final Map<Integer, Message> DOCUMENT_CAUSES = Map.of(
            401,
            Message.DOCUMENT_UNAUTHORIZED,
            FORBIDDEN,
            Message.CAUSE_FORBIDDEN,
            404,
            Message.DOCUMENT_NOT_FOUND,
            410,
            Message.DOCUMENT_GONE);

    private StatusCauses() {}

    /**
     * Returns the cause for a status with which a server or a proxy rejects every request, regardless of the settings
     * of the client.
     */
    private static Optional<Finding> ofServer(int status, Step step) {
        return serverCause(status).map(cause -> at(step, cause, ""));
    }

    /**
     * @param error the OAuth error code; empty if the body contains none
     * @param endpointSetting the setting that overrides the endpoint
     */
    public static Optional<Finding> ofEndpoint(int status, String error, String endpointSetting, Step step) {
        if (MISSING_ENDPOINT.contains(status) && !REGISTERED_ERRORS.contains(error)) {
            return Optional.of(at(step, Message.CAUSE_ENDPOINT.finding(endpointSetting), ""));
        }
        return ofServer(status, step)
                .or(() -> Optional.ofNullable(SERVER_ERRORS.get(error)).map(cause -> at(step, cause.finding(), "")));
    }

    /** Returns a possible cause of status 403 without an OAuth error. A wrong credential is another possible cause. */
    public static Finding ofForbidden(ServerSettings settings, Step step) {
        return at(step, Message.CAUSE_FORBIDDEN.finding(settings.key(Setting.USER_AGENT)), "");
    }

    /**
     * @param url the URL of the request before redirects
     * @param urlSetting the setting or other source that determines the URL
     */
    public static Finding ofDocument(
            ServerSettings settings, InboundResponse response, URI url, String urlSetting, Step step) {
        int status = response.status();
        Message other = status >= CLIENT_ERROR ? Message.DOCUMENT_REJECTED : Message.DOCUMENT_STATUS;
        String setting = status == FORBIDDEN ? settings.key(Setting.USER_AGENT) : urlSetting;
        Finding cause = serverCause(status)
                .orElseGet(() -> DOCUMENT_CAUSES.getOrDefault(status, other).finding(setting));
        return AdministratorDetails.ofResponse(
                "", response, at(step, cause, " To see the response, run: " + CurlCommand.of(url)));
    }

    private static Optional<Finding> serverCause(int status) {
        return Optional.ofNullable(SERVER_CAUSES.get(status))
                .or(() -> status >= SERVER_ERROR ? Optional.of(Message.CAUSE_SERVER) : Optional.empty())
                .map(cause -> cause.finding());
    }

    static Finding at(Step step, Finding cause, String hint) {
        Finding.Builder finding = Finding.builder(cause.id(), step, cause.observed())
                .severity(cause.severity())
                .confidence(cause.confidence());
        cause.action().ifPresent(action -> finding.action(action + hint));
        cause.configurationKey().ifPresent(finding::configurationKey);
        cause.administratorRequest().ifPresent(finding::administratorRequest);
        return finding.build();
    }
}
