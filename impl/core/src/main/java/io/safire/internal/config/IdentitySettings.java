package io.safire.internal.config;

import static io.safire.internal.config.Setting.CALLBACK_ISSUER;
import static io.safire.internal.config.Setting.FHIR_USER_HOSTS;
import static io.safire.internal.config.Setting.ID_TOKEN_AUDIENCES;
import static io.safire.internal.config.Setting.ISSUER;
import static io.safire.internal.config.Setting.JWKS_URI;
import static io.safire.internal.config.Setting.NONCE;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The expected values in ID tokens and authorization responses.
 *
 * @param issuer the {@code iss} of ID tokens; null to use the discovered issuer
 * @param callbackIssuer the {@code iss} of authorization responses; null to use the issuer of ID tokens
 * @param jwksUri the URL of the issuer's key set; null to use the discovered URL
 * @param fhirUserHosts the additional hosts that {@code fhirUser} may name, in lower case. A port that is not the
 *     default port follows the host
 * @param idTokenAudiences the audiences that an ID token may name in addition to the client; empty to allow all
 * @param nonce true if authorization requests have a {@code nonce}, and ID tokens must return it
 */
public record IdentitySettings(
        @Nullable String issuer,
        @Nullable String callbackIssuer,
        @Nullable URI jwksUri,
        Set<String> fhirUserHosts,
        Set<String> idTokenAudiences,
        boolean nonce) {

    public boolean isExpectedIssuer(String other) {
        return other.equals(issuer) || other.equals(callbackIssuer);
    }

    static IdentitySettings read(SettingParser parser, UrlPolicy rule) {
        return new IdentitySettings(
                parser.text(ISSUER),
                parser.text(CALLBACK_ISSUER),
                parser.url(JWKS_URI, rule),
                parser.hosts(FHIR_USER_HOSTS),
                parser.texts(ID_TOKEN_AUDIENCES),
                parser.flag(NONCE));
    }
}
