package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.text.PrintableText;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

record TokenResponseRecord(
        String server,
        AccessToken accessToken,
        Scopes requestedScopes,
        JsonObject members,
        JsonObject carriedOver,
        Optional<IdToken> identity,
        List<Finding> findings)
        implements TokenResponse {

    TokenResponseRecord {
        requireNonNull(server, "server");
        requireNonNull(accessToken, "accessToken");
        requireNonNull(requestedScopes, "requestedScopes");
        requireNonNull(members, "members");
        requireNonNull(carriedOver, "carriedOver");
        findings = List.copyOf(findings);
    }

    @Override
    public Optional<String> refreshToken() {
        return new TokenMembers(members).string("refresh_token").or(() -> new TokenMembers(carriedOver)
                .string("refresh_token"));
    }

    @Override
    public Optional<String> idToken() {
        return new TokenMembers(members).string("id_token").or(() -> new TokenMembers(carriedOver).string("id_token"));
    }

    @Override
    public LaunchContext context() {
        return LaunchContext.of(carriedOver, members);
    }

    @Override
    public ScopeReport scopeReport() {
        ScopeReport listed = ScopeReport.of(requestedScopes, accessToken.scopes());
        return new ScopeReport(
                listed.requested(), listed.granted(), listed.missing().without(provenScopes()), listed.extra());
    }

    @Override
    public Scopes missingScopes() {
        return scopeReport().missing();
    }

    /** Returns the scopes that the response proves, because a server need not list all granted scopes. */
    private Scopes provenScopes() {
        List<String> proven = new ArrayList<>();
        if (identity.isPresent() || idToken().isPresent()) {
            proven.add("openid");
        }
        if (identity.flatMap(IdToken::fhirUser).isPresent()) {
            proven.add("fhirUser");
        }
        if (refreshToken().isPresent()) {
            proven.addAll(List.of("offline_access", "online_access"));
        }
        if (context().patient().isPresent()) {
            proven.add("launch/patient");
        }
        if (context().encounter().isPresent()) {
            proven.add("launch/encounter");
        }
        return new Scopes(proven);
    }

    @Override
    public List<Finding> conformance(TokenFlow flow) {
        return Stream.concat(TokenConformance.of(members, flow).stream(), findings.stream())
                .distinct()
                .toList();
    }

    @Override
    public TokenResponse withIdentity(IdToken newIdentity) {
        return new TokenResponseRecord(
                server, accessToken, requestedScopes, members, carriedOver, Optional.of(newIdentity), findings);
    }

    @Override
    public TokenResponse withFindings(List<Finding> newFindings) {
        return new TokenResponseRecord(
                server, accessToken, requestedScopes, members, carriedOver, identity, newFindings);
    }

    /** Omits the values, because they may be secret. */
    @Override
    public String toString() {
        return PrintableText.of("TokenResponse[server=" + server + ", accessToken=" + accessToken + ", members="
                + members.keySet() + "]");
    }
}
