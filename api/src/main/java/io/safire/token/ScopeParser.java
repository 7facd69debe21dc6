package io.safire.token;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parser of a single scope. A text that is neither a resource scope nor a launch scope becomes a named scope. */
final class ScopeParser {

    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Pattern RESOURCE =
            Pattern.compile("(patient|user|system)/(\\*|[A-Z][A-Za-z]*)\\.(\\*|read|write|c?r?u?d?s?)(?:\\?(.+))?");
    private static final Pattern LAUNCH = Pattern.compile("launch(?:/([a-z]+)(?:\\?role=([^&]+))?)?");

    private ScopeParser() {}

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    static void requireToken(String text) {
        if (!isToken(text)) {
            throw new IllegalArgumentException("invalid scope (RFC 6749, section 3.3): " + text);
        }
    }

    static Scope parse(String text) {
        requireToken(text);
        return parseStructured(text).orElseGet(() -> new NamedScope(text));
    }

    /** The result is empty for a text that is neither a resource scope nor a launch scope. */
    static Optional<Scope> parseStructured(String text) {
        Matcher launch = LAUNCH.matcher(text);
        Matcher resource = RESOURCE.matcher(text);
        try {
            if (launch.matches()) {
                return Optional.of(new LaunchScopeRecord(
                        Optional.ofNullable(launch.group(1)),
                        Optional.ofNullable(launch.group(2)).map(ScopeEncoding::decode)));
            }
            return resource.matches() ? Optional.of(parseResourceScope(resource)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static ResourceScope parseResourceScope(Matcher parts) {
        AccessLevel level = AccessLevel.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
        Optional<Set<Permission>> word = V1Permission.permissions(parts.group(3));
        String query = parts.group(4);
        return new ResourceScope(
                level,
                parts.group(2),
                word.orElseGet(() -> parsePermissions(parts.group(3))),
                query == null ? List.of() : parseConstraints(query),
                word.isPresent() ? ScopeSyntax.V1 : ScopeSyntax.V2);
    }

    private static Set<Permission> parsePermissions(String text) {
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            if (text.indexOf(permission.letter()) >= 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private static List<ScopeConstraint> parseConstraints(String query) {
        List<ScopeConstraint> constraints = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("search parameter without a value: " + pair);
            }
            constraints.add(
                    new ScopeConstraint(pair.substring(0, equals), ScopeEncoding.decode(pair.substring(equals + 1))));
        }
        return constraints;
    }
}
