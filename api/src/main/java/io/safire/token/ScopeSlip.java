package io.safire.token;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The distinction between typing errors and scopes that only one server defines. Some servers define scopes such as
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
            return Optional.of("contains a comma. Separate scopes by spaces");
        }
        if (!(Scope.parse(text) instanceof NamedScope)) {
            return Optional.empty();
        }
        if (ROLES.matcher(text).matches()) {
            return Optional.of("has more than one role. Use one scope for each role");
        }
        if (LAUNCH.matcher(text).matches()) {
            return Optional.of(
                    "must be launch/ and a resource type in lower case, optionally with ?role= and a role");
        }
        boolean slip =
                RESOURCE.matcher(text).matches() && !OF_A_SERVER.matcher(text).matches();
        return slip
                ? Optional.of(
                        "must have a resource type, a dot and letters in the order cruds (or read, write, *),"
                                + " optionally with ?parameter=value")
                : Optional.empty();
    }
}
