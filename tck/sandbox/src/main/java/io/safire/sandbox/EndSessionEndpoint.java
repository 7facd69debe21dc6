package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.SandboxClient;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * The end session endpoint (OpenID Connect RP-Initiated Logout 1.0). It accepts only an ID token that this server has
 * signed, and redirects only to the registered URL of the client. An expired ID token is accepted.
 */
final class EndSessionEndpoint {

    private final EhrState ehr;

    EndSessionEndpoint(EhrState ehr) {
        this.ehr = ehr;
    }

    OutgoingResponse respond(IncomingRequest request) {
        Map<String, String> parameters = request.parameters();
        try {
            String clientId = clientId(parameters);
            String redirectUri = parameters.getOrDefault("post_logout_redirect_uri", "");
            if (redirectUri.isEmpty()) {
                return OutgoingResponse.html(200, HtmlPages.signedOut());
            }
            SandboxClient client = ehr.clients().get(clientId);
            require(client != null, "the client is unknown");
            require(
                    client.postLogoutRedirectUri().equals(redirectUri),
                    "post_logout_redirect_uri is not registered for the client");
            return OutgoingResponse.redirect(redirectUri + state(redirectUri, parameters));
        } catch (OAuthErrorException error) {
            return OutgoingResponse.html(
                    400,
                    HtmlPages.error(
                            "Sign-out not possible",
                            "The sign-out request is invalid: " + error.description() + ".",
                            "Compare the request with the registration of the application."));
        }
    }

    private static String state(String redirectUri, Map<String, String> parameters) {
        return parameters.containsKey("state")
                ? (redirectUri.indexOf('?') < 0 ? "?" : "&") + "state="
                        + URLEncoder.encode(parameters.get("state"), UTF_8)
                : "";
    }

    /** Returns the client of the ID token or, without an ID token, the client that the request names. */
    private String clientId(Map<String, String> parameters) {
        String named = parameters.getOrDefault("client_id", "");
        String hint = parameters.getOrDefault("id_token_hint", "");
        if (hint.isEmpty()) {
            return named;
        }
        List<String> audience = audience(hint);
        require(named.isEmpty() || audience.contains(named), "client_id is not in the aud of id_token_hint");
        return named.isEmpty() ? audience.get(0) : named;
    }

    private List<String> audience(String hint) {
        try {
            JwtConsumer consumer = new JwtConsumerBuilder()
                    .setVerificationKeyResolver(new JwksVerificationKeyResolver(
                            new JsonWebKeySet(ehr.signingKeys().publicKeys().toString()).getJsonWebKeys()))
                    .setJwsAlgorithmConstraints(
                            new AlgorithmConstraints(ConstraintType.PERMIT, "RS256", "RS384", "ES256", "ES384"))
                    .setExpectedIssuer(ehr.issuer())
                    .setSkipDefaultAudienceValidation()
                    .setEvaluationTime(NumericDate.fromSeconds(0))
                    .build();
            JwtClaims claims = consumer.processToClaims(hint);
            return claims.getAudience();
        } catch (InvalidJwtException | MalformedClaimException | JoseException invalid) {
            throw OAuthErrorException.badRequest("id_token_hint is not an ID token of this server");
        }
    }

    private static void require(boolean condition, String description) {
        if (!condition) {
            throw OAuthErrorException.badRequest(description);
        }
    }
}
