package io.safire.launch;

import static java.util.Objects.requireNonNull;

import io.safire.error.ValidationException;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A path within this application's host, to which a browser may be sent. Nothing that a browser could read as the
 * address of another host can be one: an application that redirects to local paths only is no open redirector.
 *
 * @param value a slash, then a path with a query and a fragment or without, as it stands in a {@code Location} header;
 *     up to 2,000 characters of printable ASCII; in its path no backslash, no empty segment and no dot segment
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#app-protection">SMART App Launch 2.2.0, app
 *     protection</a>
 */
public record LocalPath(String value) implements Serializable {

    private static final Pattern PRINTABLE = Pattern.compile("/[\\x21-\\x7E&&[^\\\\]]{0,1999}");
    private static final Pattern UNPLAIN = Pattern.compile("//|/(\\.|%2[eE]){1,2}(/|$)");

    /**
     * Checks.
     *
     * @throws ValidationException if it is no local path
     */
    public LocalPath {
        String path = requireNonNull(value, "value").split("[?#]", 2)[0];
        if (!PRINTABLE.matcher(value).matches() || UNPLAIN.matcher(path).find()) {
            String reason = "is not a path of this application";
            throw new ValidationException(
                    null,
                    "SAFIRE-1102 Validation failed for return_to: " + reason
                            + ". Only a path that starts with one slash is taken, so that nobody is sent to another"
                            + " host; encode other characters with percent signs.",
                    "return_to",
                    reason);
        }
    }

    /**
     * A path.
     *
     * @param value the text
     * @return the path
     * @throws ValidationException if it is no local path
     */
    public static LocalPath of(String value) {
        return new LocalPath(value);
    }

    /** The text. */
    @Override
    public String toString() {
        return value;
    }
}
