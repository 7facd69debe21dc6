package io.safire.internal.diagnosis;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import io.safire.internal.authentication.SentCredential;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.ServerClock;
import io.safire.internal.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The causes of a rejected client assertion. */
record AssertionCauses(ServerSettings settings) {

    List<Finding> of(RejectedRequest request) {
        String error = request.response().errorText();
        List<Finding> causes = new ArrayList<>();
        named(request, error).ifPresent(causes::add);
        clock(request).ifPresent(causes::add);
        audience(request, error).ifPresent(causes::add);
        boolean namesJwks = ErrorTopic.KEY_SET.isNamedIn(error);
        if (namesJwks) {
            jku(request.sent())
                    .map(cause -> cause.withConfidence(Confidence.LIKELY))
                    .ifPresent(causes::add);
        }
        if (request.error().equals("invalid_request") && !settings.client().sendClientId()) {
            causes.add(clientIdParameter(error));
        }
        causes.add(key(request.sent(), audience(request)));
        if (!namesJwks) {
            jku(request.sent()).ifPresent(causes::add);
        }
        return causes;
    }

    private Optional<Finding> named(RejectedRequest request, String error) {
        if (ErrorTopic.JTI.isNamedIn(error)) {
            return Optional.of(Message.CAUSE_REPLAY.finding(HttpTransport.withoutQuery(request.endpoint())));
        }
        boolean namesRegistration = ErrorTopic.REGISTRATION.isNamedIn(error);
        if (!namesRegistration
                && ErrorTopic.TIMES.isNamedIn(error)
                && request.clockDifference().isZero()) {
            return Optional.of(Message.CAUSE_ASSERTION_TIMES.finding(
                    settings.assertion().lifetime(), settings.key(Setting.ASSERTION_LIFETIME)));
        }
        if (ErrorTopic.KID.isNamedIn(error)) {
            return Optional.of(kid(request.sent()));
        }
        return ErrorTopic.CLIENT.isNamedIn(error) ? Optional.of(unknownClient(request.sent())) : Optional.empty();
    }

    /**
     * Returns the possible cause that the request lacks the parameter {@code client_id}. This cause is likely if the
     * response contains no description.
     */
    private Finding clientIdParameter(String error) {
        Finding cause = Message.CAUSE_CLIENT_ID.finding(settings.key(Setting.SEND_CLIENT_ID));
        boolean likely = error.equals("invalid_request") || ErrorTopic.CLIENT_ID_PARAMETER.isNamedIn(error);
        return likely ? cause.withConfidence(Confidence.LIKELY) : cause;
    }

    private Finding kid(SentCredential sent) {
        return sent.jku() == null
                ? Message.CAUSE_KID.finding(sent.shownKid(), sent.kidSource(), sent.source(), sent.kidSource())
                : Message.CAUSE_KID_OF_JWKS.finding(
                        sent.shownKid(), sent.kidSource(), settings.key(Setting.JWKS_URL), sent.kidSource());
    }

    static Finding unknownClient(SentCredential sent) {
        return Message.CAUSE_UNKNOWN_CLIENT.finding(sent.shownClientId(), sent.clientIdSource());
    }

    /** Names the clock from which the assertion took its times. */
    private static Optional<Finding> clock(RejectedRequest request) {
        Duration difference = request.clockDifference();
        if (!ServerClock.isFollowed(difference)) {
            return Optional.of(TokenErrorDiagnosis.ignoredClock(difference));
        }
        if (difference.isZero()) {
            return Optional.empty();
        }
        Message message = request.clockOffset().isZero() ? Message.CAUSE_LOCAL_CLOCK : Message.CLOCK_DIFFERENCE;
        return Optional.of(message.finding(ServerClock.describe(difference)));
    }

    private String audience(RejectedRequest request) {
        return Optional.ofNullable(settings.assertion().audience())
                .orElse(request.audience().toString());
    }

    private Optional<Finding> audience(RejectedRequest request, String error) {
        String audience = audience(request);
        String key = settings.key(Setting.ASSERTION_AUDIENCE);
        if (!audience.equals(request.audience().toString())) {
            return Optional.of(Message.CAUSE_AUDIENCE_CONFIGURED.finding(audience, key, request.audience(), key));
        }
        Finding standard = Message.CAUSE_AUDIENCE.finding(audience, key);
        return Optional.of(
                ErrorTopic.AUDIENCE.isNamedIn(error) ? standard.withConfidence(Confidence.LIKELY) : standard);
    }

    private Finding key(SentCredential sent, String audience) {
        return Message.CAUSE_ASSERTION.finding(
                sent.shownClientId(),
                sent.clientIdSource(),
                audience,
                settings.key(Setting.ASSERTION_AUDIENCE),
                sent.shownKid(),
                sent.kidSource(),
                sent.thumbprint().map("the key with the thumbprint "::concat).orElse("a key of unknown thumbprint"),
                sent.source(),
                sent.kidSource());
    }

    private Optional<Finding> jku(SentCredential sent) {
        String key = settings.key(Setting.JWKS_URL);
        return Optional.ofNullable(sent.jku()).map(url -> Message.CAUSE_JKU.finding(url, key, key));
    }
}
