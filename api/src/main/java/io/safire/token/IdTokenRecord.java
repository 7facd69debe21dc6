package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.text.PrintableText;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record IdTokenRecord(JsonObject claims, Optional<FhirUser> fhirUser) implements IdToken {

    IdTokenRecord {
        requireNonNull(claims, "claims");
        TokenMembers members = new TokenMembers(claims);
        for (String name : List.of("iss", "sub")) {
            if (members.string(name).isEmpty()) {
                throw new IllegalArgumentException(name + " must be a non-blank string");
            }
        }
        for (String name : List.of("exp", "iat")) {
            if (members.instant(name).isEmpty()) {
                throw new IllegalArgumentException(name + " must be a time in seconds since 1970-01-01T00:00:00Z");
            }
        }
    }

    @Override
    public String issuer() {
        return claim("iss").orElseThrow();
    }

    @Override
    public String subject() {
        return claim("sub").orElseThrow();
    }

    @Override
    public List<String> audience() {
        return members().strings("aud");
    }

    @Override
    public Instant expiresAt() {
        return members().instant("exp").orElseThrow();
    }

    @Override
    public Instant issuedAt() {
        return members().instant("iat").orElseThrow();
    }

    @Override
    public Optional<String> nonce() {
        return claim("nonce");
    }

    @Override
    public Optional<String> authorizedParty() {
        return claim("azp");
    }

    @Override
    public Optional<String> profile() {
        return claim("profile");
    }

    @Override
    public Optional<String> name() {
        return claim("name");
    }

    @Override
    public Optional<String> preferredUsername() {
        return claim("preferred_username");
    }

    @Override
    public Optional<String> email() {
        return claim("email");
    }

    @Override
    public Optional<String> claim(String name) {
        return members().string(name);
    }

    /** Omits claims that identify the user. */
    @Override
    public String toString() {
        return PrintableText.of("IdToken[issuer=" + issuer() + ", subject=***, expiresAt=" + expiresAt() + ", claims="
                + claims.keySet() + "]");
    }

    private TokenMembers members() {
        return new TokenMembers(claims);
    }
}
