package io.safire.token;

import static io.safire.token.Permission.CREATE;
import static io.safire.token.Permission.DELETE;
import static io.safire.token.Permission.READ;
import static io.safire.token.Permission.SEARCH;
import static io.safire.token.Permission.UPDATE;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A permission of SMART 1 and its meaning in SMART 2.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources">
 *     SMART App Launch 2.2.0, scopes for FHIR resources</a>
 */
enum V1Permission {
    READ_ONLY("read", EnumSet.of(READ, SEARCH)),
    WRITE_ONLY("write", EnumSet.of(CREATE, UPDATE, DELETE)),
    ALL("*", EnumSet.allOf(Permission.class));

    private final String word;
    private final Set<Permission> permissions;

    V1Permission(String word, Set<Permission> permissions) {
        this.word = word;
        this.permissions = permissions;
    }

    static Optional<String> word(Set<Permission> permissions) {
        for (V1Permission one : values()) {
            if (one.permissions.equals(permissions)) {
                return Optional.of(one.word);
            }
        }
        return Optional.empty();
    }

    static Optional<Set<Permission>> permissions(String word) {
        for (V1Permission one : values()) {
            if (one.word.equals(word)) {
                return Optional.of(one.permissions);
            }
        }
        return Optional.empty();
    }

    static Set<Permission> narrowestIncluding(Set<Permission> permissions) {
        for (V1Permission candidate : values()) {
            if (candidate.permissions.containsAll(permissions)) {
                return candidate.permissions;
            }
        }
        return ALL.permissions;
    }
}
