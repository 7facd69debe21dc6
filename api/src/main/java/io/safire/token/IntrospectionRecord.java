package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.text.PrintableText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * @param received the findings that cannot be derived from the members
 */
record IntrospectionRecord(JsonObject members, List<Finding> received) implements Introspection {

    /** The name of the response in messages. */
    static final String RESPONSE = "introspection response";

    private static final Set<String> NON_CONTEXT_MEMBERS = Set.of(
            "active", "client_id", "username", "exp", "iat", "nbf", "sub", "aud", "iss", "jti", "fhirUser", "cnf");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,12}");

    IntrospectionRecord {
        requireNonNull(members, "members");
        received = List.copyOf(received);
    }

    @Override
    public boolean isActive() {
        JsonValue active = members.getOrDefault("active", JsonValue.FALSE);
        return active == JsonValue.TRUE
                || active instanceof JsonString text && text.getString().equals("true");
    }

    @Override
    public Scopes scopes() {
        try {
            return Scopes.parseLeniently(String.join(" ", new TokenMembers(members).strings("scope")));
        } catch (IllegalArgumentException malformed) {
            return Scopes.none();
        }
    }

    @Override
    public Optional<String> clientId() {
        return string("client_id");
    }

    @Override
    public Optional<String> subject() {
        return string("sub");
    }

    @Override
    public Optional<String> issuer() {
        return string("iss");
    }

    @Override
    public List<String> audience() {
        return new TokenMembers(members).strings("aud");
    }

    @Override
    public Optional<Instant> expiresAt() {
        return instant("exp");
    }

    @Override
    public Optional<Instant> issuedAt() {
        return instant("iat");
    }

    @Override
    public Optional<String> fhirUser() {
        return string("fhirUser");
    }

    @Override
    public LaunchContext context() {
        LaunchContext all = LaunchContext.of(JsonValue.EMPTY_JSON_OBJECT, members);
        JsonObjectBuilder context = TokenMembers.objectBuilder();
        all.members().forEach((name, value) -> {
            if (!NON_CONTEXT_MEMBERS.contains(name)) {
                context.add(name, value);
            }
        });
        return new LaunchContext(context.build());
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(received);
        if (isActive()) {
            ScopeMember.of(members).findingOfIntrospection().ifPresent(all::add);
        }
        all.addAll(context().findings(RESPONSE));
        return List.copyOf(all);
    }

    /** Omits the values, because they may identify the user or the patient. */
    @Override
    public String toString() {
        return PrintableText.of("Introspection[active=" + isActive() + ", members=" + members.keySet() + "]");
    }

    private Optional<String> string(String name) {
        return new TokenMembers(members).string(name);
    }

    /** Some servers send the time in seconds as a string. */
    private Optional<Instant> instant(String name) {
        return new TokenMembers(members).instant(name).or(() -> string(name)
                .filter(text -> WHOLE_NUMBER.matcher(text).matches())
                .flatMap(text -> TokenMembers.instant(new BigDecimal(text))));
    }
}
