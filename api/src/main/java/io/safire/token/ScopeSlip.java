package io.safire.token;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a slip of the pen from a scope that only its server knows. Servers do have scopes such as
 * {@code system/Patient.$export} and {@code user/allergy.read}.
 */
final class ScopeSlip {

    private static final Pattern RESOURCE = Pattern.compile("(patient|user|system)(/.*)?");
    private static final Pattern OF_A_SERVER =
            Pattern.compile("[a-z]+/([a-z][A-Za-z0-9_-]*\\.[a-z]+|[A-Za-z*]+\\.\\$[A-Za-z-]+)");
    private static final Pattern LAUNCH = Pattern.compile("launch[/?].*");
    private static final Pattern ROLES = Pattern.compile("launch/[a-z]+\\?role=.*&role=.*");

    private ScopeSlip() {}

    static Optional<String> in(String text) {
        String plain = text.replaceFirst("\\?.*", "");
        if (plain.indexOf(',') >= 0 || text.startsWith(",") || text.endsWith(",")) {
            return Optional.of("it has a comma, and a space is to stand between scopes");
        }
        if (!(Scope.parse(text) instanceof NamedScope)) {
            return Optional.empty();
        }
        if (ROLES.matcher(text).matches()) {
            return Optional.of("it has more than one role: ask for one scope a role");
        }
        if (LAUNCH.matcher(text).matches()) {
            return Optional.of(
                    "behind launch/ stands a resource type in lower case, and ?role= with a role if need be");
        }
        boolean slip =
                RESOURCE.matcher(text).matches() && !OF_A_SERVER.matcher(text).matches();
        return slip
                ? Optional.of(
                        "a resource type, a dot and letters in the order cruds (or read, write, *) have to follow,"
                                + " then ?parameter=value if need be")
                : Optional.empty();
    }
}
