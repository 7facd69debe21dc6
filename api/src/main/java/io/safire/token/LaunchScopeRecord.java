package io.safire.token;

import java.util.Optional;
import java.util.regex.Pattern;

record LaunchScopeRecord(Optional<String> resourceType, Optional<String> role) implements LaunchScope {

    private static final Pattern TYPE = Pattern.compile("[a-z]+");

    LaunchScopeRecord {
        if (resourceType.isPresent() && !TYPE.matcher(resourceType.get()).matches()) {
            throw new IllegalArgumentException("resource type is not in lower case: " + resourceType.get());
        }
        if (role.isPresent() && (resourceType.isEmpty() || role.get().isBlank())) {
            throw new IllegalArgumentException("role must not be blank and requires a resource type");
        }
    }

    @Override
    public LaunchScope withRole(String newRole) {
        return new LaunchScopeRecord(resourceType, Optional.of(newRole));
    }

    @Override
    public String value() {
        return "launch" + resourceType.map(type -> "/" + type).orElse("")
                + role.map(word -> "?role=" + ScopeEncoding.encode(word)).orElse("");
    }

    @Override
    public String toString() {
        return value();
    }
}
