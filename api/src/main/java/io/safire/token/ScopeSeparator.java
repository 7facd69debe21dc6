package io.safire.token;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A detector of scopes that a server separates by a character other than a space, such as a comma. Because a scope of a
 * particular server may itself contain this character, a text is split only if every part is a valid scope.
 */
final class ScopeSeparator {

    private static final Pattern OTHER = Pattern.compile("[,;+]|%20");
    private static final Pattern SPACE_OR_CONSTRAINT = Pattern.compile("[\\s?]");
    private static final Set<String> REGISTERED =
            Set.of("openid", "fhirUser", "profile", "email", "offline_access", "online_access");

    private ScopeSeparator() {}

    static boolean isOther(String text) {
        List<String> parts = split(text);
        return parts.size() > 1
                && !SPACE_OR_CONSTRAINT.matcher(text.strip()).find()
                && parts.stream().allMatch(ScopeSeparator::isValid)
                && parts.stream().anyMatch(ScopeSeparator::isRegistered);
    }

    /** Requires that {@link #isOther} is true. */
    static List<String> split(String text) {
        return Arrays.asList(OTHER.split(text.strip()));
    }

    private static boolean isValid(String part) {
        return ScopeParser.isToken(part) && ScopeTypo.find(part).isEmpty();
    }

    private static boolean isRegistered(String part) {
        return REGISTERED.contains(part) || ScopeParser.parseStructured(part).isPresent();
    }
}
