package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The FHIR resource of the current user. Read the resource from {@link #url()} with the access token of the same
 * response.
 *
 * @param url the absolute URL of the resource
 * @param type the resource type, usually {@code Patient}, {@code Practitioner}, {@code PractitionerRole},
 *     {@code RelatedPerson} or {@code Person}
 * @param id the logical id of the resource
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-identity-data">
 *     SMART App Launch 2.2.0, identity data</a>
 * @since 1.0
 */
public record FhirUser(URI url, String type, String id) {

    private static final int MAX_REFERENCE_LENGTH = 2048;
    private static final Pattern REFERENCE = Pattern.compile("((?i:https?)://[^?#\\s]+/)?([A-Z][A-Za-z]{1,60})"
            + "/((?!\\.{1,2}(?:/|$))[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?");

    /**
     * Creates a reference to a user.
     *
     * @throws IllegalArgumentException if the URL is not absolute
     */
    public FhirUser {
        requireNonNull(type, "type");
        requireNonNull(id, "id");
        if (requireNonNull(url, "url").getHost() == null) {
            throw new IllegalArgumentException("url must be absolute");
        }
    }

    /**
     * Parses a reference to a user, without checking that the host is trusted.
     * {@link io.safire.token.IdToken#fhirUser()} compares the host of the reference with the host of the FHIR base URL.
     *
     * @param reference a relative reference such as {@code Practitioner/123}, or an absolute URL, of at most 2,048
     *     characters; a version is removed
     * @param baseUrl the FHIR base URL, against which a relative reference is resolved
     * @return the user; empty if the text is not a reference to a FHIR resource
     */
    public static Optional<FhirUser> of(String reference, URI baseUrl) {
        Matcher matcher = REFERENCE.matcher(reference);
        if (reference.length() > MAX_REFERENCE_LENGTH || !matcher.matches()) {
            return Optional.empty();
        }
        String type = matcher.group(2);
        String id = matcher.group(3);
        String base = matcher.group(1) == null ? baseUrl.toString().replaceFirst("/*$", "/") : matcher.group(1);
        try {
            URI url = URI.create(base + type + "/" + id);
            return url.getHost() == null ? Optional.empty() : Optional.of(new FhirUser(url, type, id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** {@return the reference relative to the FHIR base URL, such as {@code Practitioner/123}} */
    public String reference() {
        return type + "/" + id;
    }

    /** Omits the id, which identifies the user. */
    @Override
    public String toString() {
        return "FhirUser[type=" + type + "]";
    }
}
