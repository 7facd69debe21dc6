package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** A validator of client assertions that is as strict as the strictest known servers. */
final class ClientAssertionVerifier {

    private static final int MAX_JTI_LENGTH = 151;
    private static final int MAX_LIFETIME_SECONDS = 300;

    private final EhrState ehr;

    ClientAssertionVerifier(EhrState ehr) {
        this.ehr = ehr;
    }

    SandboxClient verifiedClient(String assertion) {
        try {
            JwtClaims claims = unverifiedClaims(assertion);
            SandboxClient client = ehr.clients().get(String.valueOf(claims.getIssuer()));
            require(
                    client != null && client.type().equals("keys"),
                    "iss is not the client_id of a client with registered keys");
            verify(assertion, client);
            checkClaims(claims, client);
            return client;
        } catch (JoseException | InvalidJwtException | MalformedClaimException malformed) {
            throw OAuthErrorException.invalidClient("the assertion is malformed or its signature is invalid");
        }
    }

    private void verify(String assertion, SandboxClient client) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(
                new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "RS384", "ES384"));
        signature.setCompactSerialization(assertion);
        require("JWT".equals(signature.getHeader("typ")), "typ must be JWT");
        requireAlgorithm(signature.getAlgorithmHeaderValue(), client);
        String kid = signature.getKeyIdHeaderValue();
        require(kid != null, "kid is missing");
        JsonWebKey key = new JsonWebKeySet(ehr.clientKeys().keySetOf(client, ehr.now()))
                .getJsonWebKeys().stream()
                        .filter(candidate -> kid.equals(candidate.getKeyId()))
                        .findFirst()
                        .orElseThrow(
                                () -> OAuthErrorException.invalidClient("no key matches the kid of the assertion"));
        String jku = signature.getHeader("jku");
        require(jku == null || jku.equals(client.jwksUri()), "jku is not the registered jwks_uri");
        signature.setKey(key.getKey());
        require(signature.verifySignature(), "the signature is invalid");
    }

    private void requireAlgorithm(String algorithm, SandboxClient client) {
        boolean isEc = "ES384".equals(algorithm);
        require("RS384".equals(algorithm) || !ehr.has(Quirk.RS384_ONLY), "alg must be RS384");
        require(
                !isEc || !ehr.has(Quirk.EC_KEY_BY_URL_ONLY) || !client.jwksUri().isEmpty(),
                "an elliptic curve key requires a registered jwks_uri");
    }

    private void checkClaims(JwtClaims claims, SandboxClient client) throws MalformedClaimException {
        long now = ehr.now().getEpochSecond();
        require(client.clientId().equals(claims.getSubject()), "sub must be the client_id");
        String audience = ehr.has(Quirk.ISSUER_AS_ASSERTION_AUDIENCE) ? ehr.issuer() : ehr.tokenEndpoint();
        require(audience.equals(claims.getClaimValue("aud")), "aud must be one string, " + audience);
        NumericDate expires = claims.getExpirationTime();
        require(expires != null, "exp is missing");
        require(expires.getValue() > now, "the assertion has expired");
        require(expires.getValue() <= now + MAX_LIFETIME_SECONDS, "exp is more than five minutes in the future");
        NumericDate issued = claims.getIssuedAt();
        require(issued == null || issued.getValue() <= now, "iat is in the future");
        require(claims.getNotBefore() == null, "nbf is not allowed");
        String jti = claims.getJwtId();
        require(jti != null && !jti.isBlank() && jti.length() <= MAX_JTI_LENGTH, "jti is missing or too long");
        String usedBefore = ehr.grants()
                .assertionIds
                .putIfAbsent(client.clientId() + " " + jti, Instant.now().toString());
        require(usedBefore == null, "jti has been used before");
    }

    private static JwtClaims unverifiedClaims(String assertion) throws InvalidJwtException {
        require(List.of(assertion.split("\\.", -1)).size() == 3, "not a compact JWS");
        return new JwtConsumerBuilder()
                .setSkipAllValidators()
                .setSkipSignatureVerification()
                .setDisableRequireSignature()
                .build()
                .processToClaims(assertion);
    }

    private static void require(boolean condition, String description) {
        if (!condition) {
            throw OAuthErrorException.invalidClient(description);
        }
    }
}
