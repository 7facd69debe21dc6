package io.safire.impl.launch;

import io.safire.discovery.SmartMetadata;
import io.safire.error.AuthorizationException;
import io.safire.error.ValidationException;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Json;
import io.safire.impl.transport.Opaque;
import io.safire.impl.transport.Printable;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that an answer belongs to its request, before anything is sent. */
public final class ResponseCheck {

    private static final String ISSUER_PROMISED = "authorization_response_iss_parameter_supported";

    private final String server;

    public ResponseCheck(String server) {
        this.server = server;
    }

    /**
     * Checks that an answer belongs to a request; asks nothing of the server.
     *
     * @throws ValidationException if it does not
     */
    public void requireSame(AuthorizationRequest request, AuthorizationResponse response) {
        if (!request.server().equals(server)) {
            throw invalid("server", "the request was made for another server", Message.OTHER_SERVER, request.server());
        }
        checkState(request, response);
    }

    /**
     * Gives the code of an answer that belongs to the request.
     *
     * @param metadata what the server says of itself, if it was discovered
     * @throws ValidationException if another issuer answered or there is no code
     * @throws AuthorizationException if the answer is an error
     */
    public String code(AuthorizationRequest request, AuthorizationResponse response, Optional<SmartMetadata> metadata) {
        checkIssuer(response, metadata);
        if (response.error().isPresent()) {
            throw refused(request, response);
        }
        return response.code()
                .orElseThrow(() -> invalid("code", "the answer has neither code nor error", Message.NO_CODE));
    }

    private void checkState(AuthorizationRequest request, AuthorizationResponse response) {
        if (response.state().isEmpty()) {
            throw invalid("state", "the answer has none", Message.STATE, "the answer has none");
        }
        if (!Opaque.same(request.state(), response.state().get())) {
            String reason = "it differs from the one that was sent";
            throw invalid("state", reason, Message.STATE, reason);
        }
    }

    /** RFC 9207: an issuer that is sent has to be the one that the metadata names; where it is promised, it has to come. */
    private void checkIssuer(AuthorizationResponse response, Optional<SmartMetadata> metadata) {
        Optional<String> expected = metadata.flatMap(SmartMetadata::issuer);
        Optional<String> received = response.iss();
        boolean promised = metadata.map(SmartMetadata::members)
                .filter(members -> JsonValue.TRUE.equals(members.get(ISSUER_PROMISED)))
                .isPresent();
        if (promised && received.isEmpty()) {
            throw invalid("iss", "the answer names no issuer", Message.RESPONSE_ISSUER_MISSING);
        }
        if (expected.isPresent() && received.isPresent() && !expected.equals(received)) {
            throw invalid(
                    "iss",
                    "the answer comes from another issuer",
                    Message.RESPONSE_ISSUER,
                    Printable.of(received.get()),
                    Printable.of(expected.get()));
        }
    }

    private AuthorizationException refused(AuthorizationRequest request, AuthorizationResponse response) {
        JsonObjectBuilder members = Json.object();
        response.parameters().forEach((name, value) -> {
            if (!name.equals("state") && !name.equals("code")) {
                members.add(name, value);
            }
        });
        String words = Stream.of("error", "error_description", "error_uri")
                .map(response.parameters()::get)
                .filter(text -> text != null)
                .map(Printable::of)
                .collect(Collectors.joining(" — "));
        String remedy = remedy(response.error().orElse(""), request);
        return new AuthorizationException(
                server, Message.AUTHORIZATION_REFUSED.of(server, words, remedy), members.build());
    }

    private static String remedy(String error, AuthorizationRequest request) {
        return switch (error) {
            case "access_denied" -> Message.ACCESS_DENIED.text();
            case "invalid_scope" -> Message.AUTHORIZATION_SCOPE.text(request.scopes());
            case "unauthorized_client" -> Message.AUTHORIZATION_GRANT.text();
            case "server_error", "temporarily_unavailable" -> Message.TRY_LATER.text();
            default -> Message.COMPARE_REGISTRATION.text();
        };
    }

    private ValidationException invalid(String attribute, String reason, Message message, Object... arguments) {
        return new ValidationException(server, message.of(server, arguments), attribute, reason);
    }
}
