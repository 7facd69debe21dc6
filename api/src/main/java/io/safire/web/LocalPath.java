package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.ApiMessage;
import io.safire.error.ValidationException;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A path on the application's host, to which a browser can be redirected. A local path cannot lead to another host. An
 * application that redirects only to local paths is therefore not an open redirector.
 *
 * @param value the path with its optional query and fragment, as in a {@code Location} header. The path starts with a
 *     slash and has at most 2,000 characters of visible ASCII without backslashes. The path has no empty segment and no
 *     dot segment
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#app-protection">SMART App Launch 2.2.0,
 *     app protection</a>
 * @since 1.0
 */
public record LocalPath(String value) implements Serializable {

    private static final Pattern VISIBLE_ASCII_PATH = Pattern.compile("/[\\x21-\\x7E&&[^\\\\]]{0,1999}");
    private static final Pattern EMPTY_OR_DOT_SEGMENT = Pattern.compile("//|/(\\.|%2[eE]){1,2}(/|$)");

    /**
     * Creates a path.
     *
     * @throws ValidationException if the value is not a valid local path
     */
    public LocalPath {
        String path = requireNonNull(value, "value").split("[?#]", 2)[0];
        if (!VISIBLE_ASCII_PATH.matcher(value).matches()
                || EMPTY_OR_DOT_SEGMENT.matcher(path).find()) {
            String reason = "is not a path of this application";
            throw new ValidationException(ApiMessage.RETURN_PATH.formatWithoutServer(reason), "return_to", reason);
        }
    }

    /**
     * Creates a path.
     *
     * @param value the path with its optional query and fragment
     * @return the path
     * @throws ValidationException if the value is not a valid local path
     */
    public static LocalPath of(String value) {
        return new LocalPath(value);
    }

    /** Returns the path with its query and fragment. */
    @Override
    public String toString() {
        return value;
    }
}
