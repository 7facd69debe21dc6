package io.safire.impl.diagnosis;

import io.safire.discovery.SmartMetadata;
import io.safire.impl.config.BasicEncoding;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.BasicCredentials;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.ServerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Diagnosis of token errors. It derives the likely causes from the metadata, the clock and the credential. The error code alone
 * is not sufficient, because servers respond to an invalid credential with 400 or 401 and with different codes.
 */
public final class RefusalCauses {

    private static final Set<String> ABOUT_THE_CLIENT =
            Set.of("", "invalid_client", "unauthorized_client", "invalid_request");

    private final ServerSettings settings;
    private final ClientIdentity identity;

    public RefusalCauses(ServerSettings settings, ClientIdentity identity) {
        this.settings = settings;
        this.identity = identity;
    }

    /** Returns the complete message of the error. */
    public String message(Refusal refusal) {
        return Message.TOKEN_REFUSED.of(settings.name(), summary(refusal), String.join(" ", causes(refusal)));
    }

    static String summary(Refusal refusal) {
        String words = Stream.of("error", "error_description", "error_uri")
                .flatMap(member -> refusal.text(member).stream())
                .map(Printable::of)
                .collect(Collectors.joining(" — "));
        return "HTTP " + refusal.status() + (words.isEmpty() ? " — no error in the body" : " — " + words) + " ("
                + HttpTransport.withoutQuery(refusal.endpoint()) + ")";
    }

    List<String> causes(Refusal refusal) {
        List<String> causes = new ArrayList<>();
        boolean serverError = refusal.status() >= 500 || refusal.status() == 429;
        if (serverError) {
            causes.add(Message.CAUSE_SERVER.text());
        } else if (refusal.status() == 401 || ABOUT_THE_CLIENT.contains(refusal.error())) {
            switch (refusal.type()) {
                case PUBLIC ->
                    causes.add(Message.CAUSE_PUBLIC.text(key(Setting.CLIENT_TYPE), key(Setting.CLIENT_ID), clientId()));
                case CONFIDENTIAL_SYMMETRIC -> secret(refusal, causes);
                case CONFIDENTIAL_ASYMMETRIC -> assertion(refusal, causes);
            }
        }
        grant(refusal).ifPresent(causes::add);
        return causes;
    }

    private Optional<String> grant(Refusal refusal) {
        if (refusal.grantType().isEmpty()) {
            return Optional.empty();
        }
        return switch (refusal.error()) {
            case "invalid_grant" -> Optional.of(invalidGrant(refusal.grantType()));
            case "invalid_scope" -> Optional.of(Message.CAUSE_SCOPE.text(refusal.scopes(), key(Setting.SCOPES)));
            case "unsupported_grant_type" -> Optional.of(Message.CAUSE_GRANT.text(refusal.grantType()));
            default -> Optional.empty();
        };
    }

    private String invalidGrant(String grantType) {
        return switch (grantType) {
            case "authorization_code" ->
                Message.CAUSE_CODE.text(settings.client().redirectUri(), key(Setting.REDIRECT_URI));
            case "refresh_token" -> Message.CAUSE_REFRESH_TOKEN.text();
            default -> Message.CAUSE_GRANT.text(grantType);
        };
    }

    private void secret(Refusal refusal, List<String> causes) {
        lacking(refusal, "client_secret_basic").ifPresent(causes::add);
        ClientIdentity.Current current = identity.current();
        boolean special = BasicCredentials.dependsOnEncoding(clientId())
                || Stream.of(current.clientSecret(), current.previousSecret())
                        .flatMap(Optional::stream)
                        .anyMatch(BasicCredentials::dependsOnEncoding);
        if (special) {
            String other = settings.client().secretEncoding() == BasicEncoding.RAW ? "rfc6749" : "raw";
            causes.add(Message.CAUSE_ENCODING.text(key(Setting.CLIENT_SECRET_ENCODING), other));
        }
        causes.add(Message.CAUSE_SECRET.text(key(Setting.CLIENT_ID), clientId(), key(Setting.CLIENT_SECRET)));
        if (!refusal.remark().isEmpty()) {
            causes.add(refusal.remark());
        }
    }

    private void assertion(Refusal refusal, List<String> causes) {
        Duration difference = refusal.clockDifference();
        boolean follows = ServerClock.follows(difference);
        if (!follows) {
            causes.add(ignoredClock(difference));
        }
        lacking(refusal, "private_key_jwt").ifPresent(causes::add);
        if (follows && !difference.isZero()) {
            causes.add(Message.CLOCK.text(difference.toSeconds()));
        }
        if (refusal.error().equals("invalid_request") && !settings.client().sendClientId()) {
            causes.add(Message.CAUSE_CLIENT_ID.text(key(Setting.SEND_CLIENT_ID)));
        }
        String override = settings.assertion().audience();
        String kids = settings.secrets().kids();
        causes.add(Message.CAUSE_ASSERTION.text(
                clientId(),
                override == null ? refusal.audience() : override,
                key(Setting.ASSERTION_AUDIENCE),
                kids.isEmpty() ? "of the JWK or of this call" : kids,
                key(Setting.KID),
                key(Setting.PRIVATE_KEY)));
    }

    /** Describes a clock difference that is too large to be followed. */
    public static String ignoredClock(Duration difference) {
        return Message.CLOCK_NOT_FOLLOWED.text(difference.toSeconds(), ServerClock.MAX_FOLLOWED.toMinutes());
    }

    private Optional<String> lacking(Refusal refusal, String method) {
        List<String> advertised = refusal.metadata()
                .map(SmartMetadata::tokenEndpointAuthMethodsSupported)
                .orElse(List.of());
        String list = Printable.of(String.join(", ", advertised));
        return advertised.isEmpty() || advertised.contains(method)
                ? Optional.empty()
                : Optional.of(Message.CAUSE_METHOD.text(method, list, key(Setting.CLIENT_TYPE)));
    }

    private String clientId() {
        return String.valueOf(identity.clientId());
    }

    private String key(Setting setting) {
        return settings.key(setting);
    }
}
