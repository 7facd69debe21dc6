package io.safire.impl.diagnosis;

import io.safire.discovery.SmartMetadata;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.BasicCredentials;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which of the known causes of a refusal the metadata, the clock and the credential show. Servers answer a wrong
 * credential with 400 or 401, and with several error codes, so that none of them is a guide by itself.
 */
public final class RefusalCauses {

    private static final Set<String> ABOUT_THE_CLIENT =
            Set.of("", "invalid_client", "unauthorized_client", "invalid_request");

    private final ServerSettings settings;

    public RefusalCauses(ServerSettings settings) {
        this.settings = settings;
    }

    /** The whole message of the error. */
    public String message(Refusal refusal) {
        String words = Stream.of("error", "error_description", "error_uri")
                .flatMap(member -> refusal.text(member).stream())
                .map(Printable::of)
                .collect(Collectors.joining(" — "));
        String summary = "HTTP " + refusal.status() + (words.isEmpty() ? " — no error in the body" : " — " + words)
                + " (" + refusal.endpoint() + ")";
        return Message.TOKEN_REFUSED.of(settings.name(), summary, String.join(" ", causes(refusal)));
    }

    private List<String> causes(Refusal refusal) {
        List<String> causes = new ArrayList<>();
        boolean clientError = refusal.status() < 500 && refusal.status() != 429;
        if (clientError && (refusal.status() == 401 || ABOUT_THE_CLIENT.contains(refusal.error()))) {
            switch (refusal.type()) {
                case PUBLIC ->
                    causes.add("The client is public and did not authenticate: if it is registered with a"
                            + " secret or a key, set " + settings.key(Setting.CLIENT_TYPE) + ", and check "
                            + settings.key(Setting.CLIENT_ID) + ".");
                case CONFIDENTIAL_SYMMETRIC -> secret(refusal, causes);
                case CONFIDENTIAL_ASYMMETRIC -> key(refusal, causes);
            }
        }
        switch (refusal.error()) {
            case "invalid_grant" -> causes.add(grant(refusal));
            case "invalid_scope" ->
                causes.add("Asked for: " + refusal.scopes() + "; compare with the registration and "
                        + settings.key(Setting.SCOPES) + ".");
            case "unsupported_grant_type" ->
                causes.add("Have the client registered for the grant " + refusal.grantType() + ".");
            default -> {
                if (!clientError) {
                    causes.add("The server is in trouble or overloaded; try again later.");
                }
            }
        }
        return causes;
    }

    private String grant(Refusal refusal) {
        return switch (refusal.grantType()) {
            case "authorization_code" ->
                "The code was used, has expired, or was issued for another redirect_uri than "
                        + settings.client().redirectUri() + " (" + settings.key(Setting.REDIRECT_URI)
                        + "; a slash at the end counts). Start the launch again.";
            case "refresh_token" -> "The refresh token was used, revoked or has expired. Start a new launch.";
            default -> "Check the registration of the client.";
        };
    }

    private void secret(Refusal refusal, List<String> causes) {
        lacking(refusal, "client_secret_basic").ifPresent(causes::add);
        String id = String.valueOf(settings.client().clientId());
        boolean special = BasicCredentials.dependsOnEncoding(id)
                || settings.secrets()
                        .clientSecret()
                        .filter(BasicCredentials::dependsOnEncoding)
                        .isPresent();
        if (special) {
            causes.add("client_id or client_secret has characters that servers decode differently: try "
                    + settings.key(Setting.CLIENT_SECRET_ENCODING) + "="
                    + (settings.client().secretEncoding().name().equals("RAW") ? "rfc6749" : "raw") + ".");
        }
        causes.add("Check " + settings.key(Setting.CLIENT_ID) + " (" + id + ") and "
                + settings.key(Setting.CLIENT_SECRET) + "; a secret may have been rotated.");
    }

    private void key(Refusal refusal, List<String> causes) {
        lacking(refusal, "private_key_jwt").ifPresent(causes::add);
        if (!refusal.clockOffset().isZero()) {
            causes.add(Message.CLOCK.text(refusal.clockOffset().toSeconds()));
        }
        boolean wantsClientId =
                refusal.error().equals("invalid_request") && !settings.client().sendClientId();
        if (wantsClientId) {
            causes.add("Some servers want client_id beside the assertion: set " + settings.key(Setting.SEND_CLIENT_ID)
                    + "=true.");
        }
        String audience = settings.assertion().audience();
        causes.add("The assertion had iss and sub " + settings.client().clientId() + ", aud "
                + (audience == null ? refusal.endpoint() : audience) + " ("
                + settings.key(Setting.ASSERTION_AUDIENCE) + "), kid "
                + settings.secrets().kid().orElse("of the JWK or of this call") + " (" + settings.key(Setting.KID)
                + "): check that the server has the public key of " + settings.key(Setting.PRIVATE_KEY)
                + " under this kid, and that both clocks are right.");
    }

    private Optional<String> lacking(Refusal refusal, String method) {
        List<String> advertised = refusal.metadata()
                .map(SmartMetadata::tokenEndpointAuthMethodsSupported)
                .orElse(List.of());
        return advertised.isEmpty() || advertised.contains(method)
                ? Optional.empty()
                : Optional.of("The server does not advertise " + method
                        + " (token_endpoint_auth_methods_supported: " + Printable.of(String.join(", ", advertised))
                        + "): change " + settings.key(Setting.CLIENT_TYPE) + ", or have the server allow it.");
    }
}
