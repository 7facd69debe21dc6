package io.safire.internal.identity;

import io.safire.diagnosis.Finding;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.identity.FhirUserResolver.ResolvedIdentity;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.token.IdToken;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Validator of the claims of a refreshed ID token whose signature has been verified. */
record RefreshedClaimsValidator(
        ServerSettings settings,
        ClientIdentity clientIdentity,
        IdTokenClaimsValidator claimsValidator,
        FhirUserResolver fhirUserResolver) {

    private static final String UNKNOWN_CLIENT = "aud cannot be validated, because the client_id is unknown";

    /**
     * Some servers omit {@code aud} or {@code nonce} after a refresh. A missing {@code aud} is tolerated, because the
     * earlier ID token had the audience of this client.
     */
    ResolvedIdentity validate(@Nullable IdToken earlier, JsonObject claims) {
        String clientId = clientId();
        boolean lacksAudience = earlier != null && !claims.containsKey("aud");
        List<Finding> findings = new ArrayList<>(
                claimsValidator.validate(lacksAudience ? withAudience(claims, clientId) : claims, clientId));
        if (earlier != null) {
            validateUnchanged(earlier, claims);
        }
        ResolvedIdentity resolved = fhirUserResolver.resolve(claims);
        findings.addAll(resolved.findings());
        if (lacksAudience) {
            findings.add(Message.ID_TOKEN_NO_AUDIENCE.finding().withMember(IdTokenValidator.ID_TOKEN));
        }
        IdToken identity = earlier != null && !claims.containsKey("fhirUser")
                ? IdToken.of(claims, earlier.fhirUser().orElse(null))
                : resolved.identity();
        return new ResolvedIdentity(identity, findings);
    }

    static boolean isSameUser(IdToken earlier, JsonObject claims) {
        return JsonValues.text(claims, "sub").filter(earlier.subject()::equals).isPresent();
    }

    /**
     * Compares the claims with the ID token of the launch.
     *
     * @throws ValidationException if {@code iss}, {@code auth_time} or {@code nonce} has changed, or {@code iat} is
     *     earlier than in the ID token of the launch
     */
    private void validateUnchanged(IdToken earlier, JsonObject claims) {
        if (!claimsValidator.text(claims, "iss").equals(earlier.issuer())) {
            throw changedClaim("iss differs from the ID token of the launch");
        }
        if (claimsValidator.times().time(claims, "iat").isBefore(earlier.issuedAt())) {
            throw changedClaim("iat is earlier than in the ID token of the launch");
        }
        for (String name : new String[] {"auth_time", "nonce"}) {
            JsonValue earlierValue = earlier.claims().get(name);
            boolean isInBoth = earlierValue != null && claims.containsKey(name);
            if (isInBoth && !Objects.equals(earlierValue, claims.get(name))) {
                throw changedClaim(name + " differs from the ID token of the launch");
            }
        }
    }

    /**
     * Throws the exception for an invalid ID token if the registration store fails. The caller then ignores the ID
     * token and uses the refreshed tokens.
     */
    private String clientId() {
        try {
            return String.valueOf(clientIdentity.clientId());
        } catch (ConfigurationException unknown) {
            throw InvalidIdToken.exception(settings, UNKNOWN_CLIENT, Message.ID_TOKEN_CLAIM, UNKNOWN_CLIENT);
        }
    }

    private static JsonObject withAudience(JsonObject claims, String clientId) {
        var complete = JsonValues.object();
        claims.forEach(complete::add);
        return complete.add("aud", clientId).build();
    }

    private ValidationException changedClaim(String reason) {
        return InvalidIdToken.exception(settings, reason, Message.ID_TOKEN_CHANGED, reason);
    }
}
