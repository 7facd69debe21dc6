package io.safire.token;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A detector of typos in scopes. A scope that only a particular server defines is not a typo. Some servers define
 * scopes such as {@code system/Patient.$export}, {@code user/$operation} and {@code user/allergy.read}.
 */
final class ScopeTypo {

    private static final Pattern RESOURCE = Pattern.compile("(patient|user|system)(/.*)?");
    private static final Pattern SERVER_DEFINED =
            Pattern.compile("[a-z]+/([a-z][A-Za-z0-9_-]*\\.[a-z]+|([A-Za-z*]+[./])?\\$[A-Za-z0-9-]+)");
    private static final Pattern LAUNCH = Pattern.compile("launch[/?].*");
    private static final Pattern SEVERAL_ROLES = Pattern.compile("launch/[a-z]+\\?role=.*&role=.*");

    private ScopeTypo() {}

    static Optional<String> find(String text) {
        String withoutQuery = text.replaceFirst("\\?.*", "");
        if (withoutQuery.indexOf(',') >= 0 || text.startsWith(",") || text.endsWith(",")) {
            return Optional.of("contains a comma. Separate scopes by spaces");
        }
        if (!(Scope.parse(text) instanceof NamedScope)) {
            return Optional.empty();
        }
        if (SEVERAL_ROLES.matcher(text).matches()) {
            return Optional.of("has more than one role. Use one scope for each role");
        }
        if (LAUNCH.matcher(text).matches()) {
            return Optional.of("must be launch/ and a resource type in lower case, optionally with ?role= and a role");
        }
        boolean isTypo = RESOURCE.matcher(text).matches()
                && !SERVER_DEFINED.matcher(text).matches();
        return isTypo
                ? Optional.of("must have a resource type, a dot and letters in the order cruds (or read, write, *),"
                        + " optionally with ?parameter=value")
                : Optional.empty();
    }
}
