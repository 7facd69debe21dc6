package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.Finding;
import io.safire.discovery.SmartMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A set of scopes in the order in which they were written. {@code equals}, {@link #contains} and {@link #without} compare
 * letter by letter; {@link #covers}, {@link #equivalentTo}, {@link #notCoveredBy}, {@link #union} and {@link #intersection}
 * compare what scopes mean.
 *
 * @param values the scopes, each once
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749, section 3.3</a>
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scope-equivalence">SMART App
 *     Launch 2.2.0, scope equivalence</a>
 */
public record Scopes(List<String> values) {

    private static final Scopes NONE = new Scopes(List.of());
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /**
     * Checks and copies, dropping repetitions.
     *
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public Scopes {
        values = List.copyOf(new LinkedHashSet<>(requireNonNull(values, "values")));
        values.forEach(ScopeReader::requireToken);
    }

    /**
     * Reads scopes written with spaces between them.
     *
     * @param text such as {@code launch openid patient/Patient.rs}; blank for none
     * @return the scopes
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public static Scopes parse(String text) {
        return text.isBlank() ? NONE : new Scopes(Arrays.asList(SPACE.split(text.strip())));
    }

    /**
     * Reads scopes as {@link #parse} does, and refuses what can only be a slip: a comma between scopes, letters out of
     * order, a launch scope with two roles and the like. A scope that only its server knows is no slip.
     *
     * @param text such as {@code launch openid patient/Patient.rs}; blank for none
     * @return the scopes
     * @throws IllegalArgumentException that quotes the scope and says what is wrong with it
     */
    public static Scopes parseStrictly(String text) {
        Scopes scopes = parse(text);
        for (String value : scopes.values) {
            ScopeSlip.in(value).ifPresent(slip -> {
                throw new IllegalArgumentException(value + ": " + slip);
            });
        }
        return scopes;
    }

    /**
     * Makes a set of the given scopes.
     *
     * @param first a scope
     * @param more further ones
     * @return the set
     */
    public static Scopes of(Scope first, Scope... more) {
        return new Scopes(Stream.concat(Stream.of(first), Arrays.stream(more))
                .map(Scope::value)
                .toList());
    }

    /**
     * Reads scopes that are written as URIs.
     *
     * @param uris such as {@code http://smarthealthit.org/fhir/scopes/patient/*.r}
     * @return the scopes without their prefixes
     * @throws IllegalArgumentException if one has a character that RFC 6749 does not allow
     */
    public static Scopes ofUris(List<String> uris) {
        return new Scopes(uris.stream().map(Scope::ofUri).map(Scope::value).toList());
    }

    /**
     * Makes a set of the given scopes.
     *
     * @param values the scopes
     * @return the set
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public static Scopes of(String... values) {
        return new Scopes(Arrays.asList(values));
    }

    /**
     * The empty set.
     *
     * @return no scopes
     */
    public static Scopes none() {
        return NONE;
    }

    /**
     * Whether there is no scope.
     *
     * @return true if there is none
     */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * Whether a scope is in the set, letter by letter.
     *
     * @param scope the scope
     * @return true if it is
     */
    public boolean contains(String scope) {
        return values.contains(scope);
    }

    /**
     * The scopes of this set that are not in another.
     *
     * @param other the other set
     * @return the difference, in the order of this set
     */
    public Scopes without(Scopes other) {
        return new Scopes(
                values.stream().filter(scope -> !other.contains(scope)).toList());
    }

    /**
     * The scopes with their parts.
     *
     * @return one a value
     */
    public List<Scope> parsed() {
        return values.stream().map(Scope::parse).toList();
    }

    /**
     * The scopes where URIs are needed.
     *
     * @return one a value
     */
    public List<String> uris() {
        return parsed().stream().map(Scope::uri).toList();
    }

    /**
     * Whether all that a scope allows is allowed by the scopes of this set together.
     *
     * @param scope the scope
     * @return true if so: {@code patient/*.r} and {@code patient/*.s} cover {@code patient/Observation.read}
     */
    public boolean covers(Scope scope) {
        return Coverage.of(parsed()).rest(scope).isEmpty();
    }

    /**
     * Whether all that another set allows is allowed by this one.
     *
     * @param other the other set
     * @return true if the other set is a subset by meaning
     */
    public boolean covers(Scopes other) {
        return other.notCoveredBy(this).isEmpty();
    }

    /**
     * Whether two sets mean the same.
     *
     * @param other the other set
     * @return true if each covers the other: {@code patient/*.read} and {@code patient/*.r patient/*.s}
     */
    public boolean equivalentTo(Scopes other) {
        return covers(other) && other.covers(this);
    }

    /**
     * What this set allows and another does not.
     *
     * @param other the other set
     * @return the rest, in the order of this set; a scope that is covered in part has the permissions left that are not
     */
    public Scopes notCoveredBy(Scopes other) {
        return ScopeAlgebra.rest(this, other);
    }

    /**
     * What both sets allow.
     *
     * @param other the other set
     * @return the common part in its shortest form
     */
    public Scopes intersection(Scopes other) {
        return ScopeAlgebra.common(this, other);
    }

    /**
     * What either set allows.
     *
     * @param other the other set
     * @return both in their shortest form
     */
    public Scopes union(Scopes other) {
        List<String> both = new ArrayList<>(values);
        both.addAll(other.values);
        return new Scopes(both).shortest();
    }

    /**
     * The same in fewer words: permissions for the same resources become one scope, and what a wildcard or an unconstrained
     * scope allows is not repeated.
     *
     * @return an equivalent set
     */
    public Scopes shortest() {
        return ScopeAlgebra.shortest(this);
    }

    /**
     * The same in the syntax that a server claims to take. With both claimed, only a mixture is changed, into SMART 2; with
     * neither, nothing is.
     *
     * @param metadata what the server says of itself: {@code permission-v1} and {@code permission-v2}
     * @return the scopes to ask for, and where they ask for more than was meant
     */
    public ScopeTranslation translated(SmartMetadata metadata) {
        return ScopeTranslator.wanted(this, metadata)
                .map(this::translated)
                .orElseGet(() -> new ScopeTranslation(this, List.of()));
    }

    /**
     * The same in one syntax.
     *
     * @param syntax the syntax
     * @return the scopes, and where they ask for more than was meant
     */
    public ScopeTranslation translated(ScopeSyntax syntax) {
        return ScopeTranslator.to(syntax, this);
    }

    /**
     * What is unwise or not allowed in a request for these scopes: wildcards, bad syntax, several roles in one launch scope,
     * SMART 1 and 2 mixed, {@code patient/} and {@code user/} scopes for a backend service.
     *
     * @param flow the way the token is asked for
     * @return what was found; empty if nothing
     */
    public List<Finding> findings(TokenFlow flow) {
        return ScopeFindings.of(this, flow, null);
    }

    /**
     * What {@link #findings(TokenFlow)} finds, and scopes in a syntax that the server does not claim.
     *
     * @param flow the way the token is asked for
     * @param metadata what the server says of itself
     * @return what was found; empty if nothing
     */
    public List<Finding> findings(TokenFlow flow, SmartMetadata metadata) {
        return ScopeFindings.of(this, flow, metadata);
    }

    List<ResourceScope> resources() {
        return parsed().stream()
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .toList();
    }

    /**
     * The form that is sent.
     *
     * @return the scopes with a space between them
     */
    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
