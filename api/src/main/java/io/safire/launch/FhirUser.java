package io.safire.launch;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The FHIR resource that stands for the current user, to be read with the access token of the same answer:
 * {@code GET url()}.
 *
 * @param url the absolute address of the resource
 * @param type its type, as a rule {@code Patient}, {@code Practitioner}, {@code PractitionerRole}, {@code RelatedPerson}
 *     or {@code Person}
 * @param id its id
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-identity-data">
 *     SMART App Launch 2.2.0, identity data</a>
 */
public record FhirUser(URI url, String type, String id) {

    private static final int LONGEST = 2048;
    private static final Pattern REFERENCE = Pattern.compile("((?i:https?)://[^?#\\s]+/)?([A-Z][A-Za-z]{1,60})"
            + "/((?!\\.{1,2}(?:/|$))[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?");

    /**
     * Checks that the address is absolute.
     *
     * @throws IllegalArgumentException if it is not
     */
    public FhirUser {
        requireNonNull(type, "type");
        requireNonNull(id, "id");
        if (requireNonNull(url, "url").getHost() == null) {
            throw new IllegalArgumentException("url must be absolute");
        }
    }

    /**
     * Reads a reference. Whether its host is to be trusted is not looked at; {@link io.safire.token.IdToken#fhirUser()}
     * gives only what has been compared with the FHIR base.
     *
     * @param reference {@code Practitioner/123}, or an absolute URL; a version is left out
     * @param baseUrl the FHIR base URL that a relative reference belongs to
     * @return the user, or empty if it is no reference to a FHIR resource
     */
    public static Optional<FhirUser> of(String reference, URI baseUrl) {
        Matcher matcher = REFERENCE.matcher(reference);
        if (reference.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        String type = matcher.group(2);
        String id = matcher.group(3);
        String base = matcher.group(1) == null ? baseUrl.toString().replaceFirst("/*$", "/") : matcher.group(1);
        try {
            URI url = URI.create(base + type + "/" + id);
            return url.getHost() == null ? Optional.empty() : Optional.of(new FhirUser(url, type, id));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /**
     * The reference without the address of the server.
     *
     * @return such as {@code Practitioner/123}
     */
    public String reference() {
        return type + "/" + id;
    }

    /** Leaves out what identifies the user. */
    @Override
    public String toString() {
        return "FhirUser[type=" + type + "]";
    }
}
