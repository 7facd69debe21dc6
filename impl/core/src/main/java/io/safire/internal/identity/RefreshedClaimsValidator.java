package io.safire.internal.identity;

import io.safire.diagnosis.Finding;
import io.safire.error.ConfigurationException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.identity.FhirUserResolver.ResolvedIdentity;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.token.IdToken;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validator of the claims of a refreshed ID token whose signature has been verified. */
final class RefreshedClaimsValidator {

    private final ServerSettings settings;
    private final ClientIdentity clientIdentity;
    private final IdTokenClaimsValidator claimsValidator;
    private final FhirUserResolver fhirUserResolver;

    RefreshedClaimsValidator(
            ServerSettings settings,
            ClientIdentity clientIdentity,
            IdTokenClaimsValidator claimsValidator,
            FhirUserResolver fhirUserResolver) {
        this.settings = settings;
        this.clientIdentity = clientIdentity;
        this.claimsValidator = claimsValidator;
        this.fhirUserResolver = fhirUserResolver;
    }

    /**
     * Validates the claims of a refreshed ID token. Servers omit {@code aud} and {@code nonce} after a refresh. The
     * validation of the earlier ID token has already confirmed that this client is the audience.
     */
    ResolvedIdentity validate(@Nullable IdToken earlier, JsonObject claims) {
        String clientId = clientId();
        boolean lacksAudience = earlier != null && !claims.containsKey("aud");
        claimsValidator.validate(lacksAudience ? withAudience(claims, clientId) : claims, clientId);
        if (earlier != null) {
            claimsValidator.validateUnchanged(earlier, claims);
        }
        ResolvedIdentity resolved = fhirUserResolver.resolve(claims);
        List<Finding> findings = new ArrayList<>(resolved.findings());
        if (lacksAudience) {
            findings.add(Message.ID_TOKEN_NO_AUDIENCE.finding().withMember(IdTokenValidator.ID_TOKEN));
        }
        IdToken identity = earlier != null && !claims.containsKey("fhirUser")
                ? IdToken.of(claims, earlier.fhirUser().orElse(null))
                : resolved.identity();
        return new ResolvedIdentity(identity, findings);
    }

    /**
     * Returns the {@code client_id}. A failure of the registration store must not invalidate the refreshed tokens, so
     * the failure is reported as an invalid ID token.
     */
    private String clientId() {
        try {
            return String.valueOf(clientIdentity.clientId());
        } catch (ConfigurationException unknown) {
            throw new InvalidIdTokenException(
                    settings, "the client_id of this client is unknown", Message.ID_TOKEN_CLAIM, "aud");
        }
    }

    private static JsonObject withAudience(JsonObject claims, String clientId) {
        var complete = JsonValues.object();
        claims.forEach(complete::add);
        return complete.add("aud", clientId).build();
    }
}
