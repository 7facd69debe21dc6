package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An ordered set of scopes. {@code equals}, {@link #contains} and {@link #without} compare scopes exactly.
 * {@link #covers}, {@link #isEquivalentTo}, {@link #notCoveredBy}, {@link #union} and {@link #intersection} compare
 * scopes by meaning.
 *
 * @param values the scopes without duplicates, in their original order
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749, section 3.3</a>
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scope-equivalence">SMART
 *     App Launch 2.2.0, scope equivalence</a>
 * @since 1.0
 */
public record Scopes(List<String> values) {

    private static final Scopes NONE = new Scopes(List.of());
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /**
     * Creates a set of scopes and removes duplicates.
     *
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public Scopes {
        values = List.copyOf(new LinkedHashSet<>(requireNonNull(values, "values")));
        values.forEach(ScopeParser::requireToken);
    }

    /**
     * Parses scopes that are separated by spaces.
     *
     * @param text the scopes, such as {@code launch openid patient/Patient.rs}; blank for no scopes
     * @return the scopes
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public static Scopes parse(String text) {
        return text.isBlank() ? NONE : new Scopes(Arrays.asList(SPACE.split(text.strip())));
    }

    /**
     * Parses scopes like {@link #parse}, but rejects scopes that contain typos. Examples of typos are a comma between
     * scopes, permission letters in the wrong order, and a launch scope with two roles. This method accepts a scope
     * that only a particular server defines.
     *
     * @param text the scopes, such as {@code launch openid patient/Patient.rs}; blank for no scopes
     * @return the scopes
     * @throws IllegalArgumentException if a scope is malformed; the message contains the scope and the reason
     */
    public static Scopes parseStrictly(String text) {
        Scopes scopes = parse(text);
        for (String value : scopes.values) {
            ScopeTypo.find(value).ifPresent(typo -> {
                throw new IllegalArgumentException(value + ": " + typo);
            });
        }
        return scopes;
    }

    /**
     * Parses the scopes in a response like {@link #parse}, but also accepts scopes that the server separates by commas
     * or another character. This method splits a text only if it contains neither a space nor a {@code ?}, and if every
     * part is a valid scope.
     *
     * @param text the scopes, such as {@code openid,patient/Patient.rs}; blank for no scopes
     * @return the scopes
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public static Scopes parseLeniently(String text) {
        return ScopeSeparator.isOther(text) ? new Scopes(ScopeSeparator.split(text)) : parse(text);
    }

    /**
     * Creates a set of the given scopes.
     *
     * @param first the first scope
     * @param more additional scopes
     * @return the set
     */
    public static Scopes of(Scope first, Scope... more) {
        return new Scopes(Stream.concat(Stream.of(first), Arrays.stream(more))
                .map(Scope::value)
                .toList());
    }

    /**
     * Parses scopes in their URI form.
     *
     * @param uris the URIs, such as {@code http://smarthealthit.org/fhir/scopes/patient/*.r}
     * @return the scopes without their prefixes
     * @throws IllegalArgumentException if a URI has a character that RFC 6749 does not allow
     */
    public static Scopes ofUris(List<String> uris) {
        return new Scopes(uris.stream().map(Scope::ofUri).map(Scope::value).toList());
    }

    /**
     * Creates a set of the given scopes.
     *
     * @param values the scopes
     * @return the set
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public static Scopes of(String... values) {
        return new Scopes(Arrays.asList(values));
    }

    /** {@return the empty set} */
    public static Scopes none() {
        return NONE;
    }

    /**
     * Returns whether this set contains no scopes.
     *
     * @return true if the set is empty
     */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * Returns whether this set contains a scope, by exact comparison.
     *
     * @param scope the scope
     * @return true if this set contains the scope
     */
    public boolean contains(String scope) {
        return values.contains(scope);
    }

    /**
     * Returns the scopes of this set that the other set does not contain, by exact comparison.
     *
     * @param other the other set
     * @return the difference, in the order of this set
     */
    public Scopes without(Scopes other) {
        return new Scopes(
                values.stream().filter(scope -> !other.contains(scope)).toList());
    }

    /** {@return the scopes of this set as parsed objects, in the order of this set} */
    public List<Scope> toList() {
        return values.stream().map(Scope::parse).toList();
    }

    /**
     * Returns the scopes of this set in their URI form.
     *
     * @return the URIs, in the order of this set
     */
    public List<String> uris() {
        return toList().stream().map(Scope::uri).toList();
    }

    /**
     * Returns whether the scopes of this set together grant everything that the given scope grants.
     *
     * @param scope the scope
     * @return true if the scope is covered; for example, {@code patient/*.r} and {@code patient/*.s} together cover
     *     {@code patient/Observation.read}
     */
    public boolean covers(Scope scope) {
        return ScopeIndex.of(toList()).findUncovered(scope).isEmpty();
    }

    /**
     * Returns whether this set grants everything that the other set grants.
     *
     * @param other the other set
     * @return true if the other set is a subset by meaning
     */
    public boolean covers(Scopes other) {
        return other.notCoveredBy(this).isEmpty();
    }

    /**
     * Returns whether both sets grant the same access.
     *
     * @param other the other set
     * @return true if each set covers the other; for example, {@code patient/*.read} is equivalent to
     *     {@code patient/*.r patient/*.s}
     */
    public boolean isEquivalentTo(Scopes other) {
        return covers(other) && other.covers(this);
    }

    /**
     * Returns the scopes of this set that the other set does not cover.
     *
     * @param other the other set
     * @return the difference by meaning, in the order of this set. For a partly covered scope, the difference contains
     *     the permissions that are not covered
     */
    public Scopes notCoveredBy(Scopes other) {
        return ScopeAlgebra.subtract(this, other);
    }

    /**
     * Returns the scopes that both sets grant.
     *
     * @param other the other set
     * @return the intersection by meaning, in its shortest form
     */
    public Scopes intersection(Scopes other) {
        return ScopeAlgebra.intersect(this, other);
    }

    /**
     * Returns the scopes that either set grants.
     *
     * @param other the other set
     * @return the union by meaning, in its shortest form
     */
    public Scopes union(Scopes other) {
        List<String> both = new ArrayList<>(values);
        both.addAll(other.values);
        return new Scopes(both).simplify();
    }

    /**
     * Returns an equivalent set with fewer scopes. Permissions for the same resources become a single scope. A scope is
     * removed if a wildcard scope or a scope without constraints covers it.
     *
     * @return the equivalent set
     */
    public Scopes simplify() {
        return ScopeAlgebra.simplify(this);
    }

    /**
     * Translates the scopes into the syntax that a server supports. If the server supports neither syntax, this method
     * changes nothing. If the server supports both syntaxes, this method translates only a set that mixes both
     * syntaxes, and the result has SMART 2 syntax.
     *
     * @param metadata the server's SMART configuration, with the capabilities {@code permission-v1} and
     *     {@code permission-v2}
     * @return the scopes to request, and the losses of the translation
     */
    public ScopeTranslation translate(SmartMetadata metadata) {
        return ScopeTranslator.targetSyntax(this, metadata)
                .map(this::translate)
                .orElseGet(() -> new ScopeTranslation(this, List.of()));
    }

    /**
     * Translates the scopes into a syntax.
     *
     * @param syntax the syntax
     * @return the scopes to request, and the losses of the translation
     */
    public ScopeTranslation translate(ScopeSyntax syntax) {
        return ScopeTranslator.translate(syntax, this);
    }

    /**
     * Checks these scopes for mistakes and discouraged usage in a request. The method reports wildcards, malformed
     * scopes, several roles in one launch scope, and a mixture of SMART 1 and SMART 2 syntax. For a backend service,
     * the findings also include {@code patient/} and {@code user/} scopes.
     *
     * @param flow the flow that requests the token
     * @return the findings, or an empty list
     */
    public List<Finding> findings(TokenFlow flow) {
        return ScopeFindings.of(this, flow, null);
    }

    /**
     * Checks these scopes like {@link #findings(TokenFlow)}, and also checks that the server supports the syntax of the
     * scopes.
     *
     * @param flow the flow that requests the token
     * @param metadata the server's SMART configuration
     * @return the findings, or an empty list
     */
    public List<Finding> findings(TokenFlow flow, SmartMetadata metadata) {
        return ScopeFindings.of(this, flow, metadata);
    }

    List<ResourceScope> resourceScopes() {
        return toList().stream()
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .toList();
    }

    /**
     * Returns the scopes as they are sent, separated by spaces.
     *
     * @return the value of the parameter {@code scope}
     */
    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
