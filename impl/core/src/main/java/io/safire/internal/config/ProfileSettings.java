package io.safire.internal.config;

import static io.safire.internal.config.Setting.PROFILE;
import static io.safire.internal.config.Setting.SCOPES;

import io.safire.internal.text.LogSanitizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The EHR profile of a server.
 *
 * @param ehr the configured profile; null if it is not set
 * @param defaults the defaults of the profile for the settings that are not set
 */
public record ProfileSettings(@Nullable EhrProfile ehr, List<EhrDefault> defaults) {

    static final ProfileSettings NONE = new ProfileSettings(null, List.of());

    static ProfileSettings read(SettingParser parser) {
        EhrProfile profile = profile(parser);
        if (profile == null) {
            return NONE;
        }
        List<String> scopes = List.of(parser.optional(SCOPES).orElse("").split("\\s+"));
        return new ProfileSettings(
                profile,
                profile.defaultsFor(scopes::contains).stream()
                        .filter(value -> parser.optional(value.setting()).isEmpty())
                        .toList());
    }

    private static @Nullable EhrProfile profile(SettingParser parser) {
        Optional<String> name = parser.optional(PROFILE);
        Optional<EhrProfile> profile = name.flatMap(EhrProfile::named);
        if (name.isPresent() && profile.isEmpty()) {
            List<String> known = EhrProfile.all().stream().map(EhrProfile::name).toList();
            parser.errors().invalid(PROFILE, LogSanitizer.sanitize(name.get()), known);
        }
        return profile.orElse(null);
    }

    /** The result is empty if no profile is set. */
    public String name() {
        return ehr == null ? "" : ehr.name();
    }

    Optional<String> defaultOf(Setting setting) {
        return defaults.stream()
                .filter(value -> value.setting() == setting)
                .map(EhrDefault::value)
                .findFirst();
    }
}
