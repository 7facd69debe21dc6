package io.safire.internal.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The documented limits of an EHR. The folder {@code ehr} contains a properties file for each profile.
 *
 * @param name the value of {@code safire.<name>.profile}
 * @param title the name of the EHR
 * @param addresses the form of the URLs of this EHR
 */
public record EhrProfile(String name, String title, Pattern addresses, List<EhrFact> facts) {

    private static final List<EhrProfile> ALL = Stream.of("azure", "epic", "openemr", "oracle-health")
            .map(EhrProfile::load)
            .toList();

    /** Returns all profiles, ordered by name. */
    public static List<EhrProfile> all() {
        return ALL;
    }

    static Optional<EhrProfile> named(String name) {
        return ALL.stream().filter(profile -> profile.name.equals(name)).findFirst();
    }

    public static Optional<EhrProfile> recognize(Collection<String> urls) {
        return ALL.stream()
                .filter(profile -> urls.stream().anyMatch(profile::hasAddress))
                .findFirst();
    }

    public boolean hasAddress(String url) {
        return addresses.matcher(url).matches();
    }

    public List<EhrDefault> defaultsFor(Predicate<String> hasScope) {
        return facts.stream()
                .flatMap(fact -> fact.defaultValue().stream())
                .filter(value -> value.appliesTo(hasScope))
                .toList();
    }

    private static EhrProfile load(String name) {
        Properties file = new Properties();
        try (Reader reader = new InputStreamReader(
                requireNonNull(EhrProfile.class.getResourceAsStream("ehr/" + name + ".properties")), UTF_8)) {
            file.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        List<EhrFact> facts = IntStream.iterate(1, number -> file.containsKey(number + ".fact"), number -> number + 1)
                .mapToObj(number -> fact(file, number + "."))
                .toList();
        return new EhrProfile(name, text(file, "title"), Pattern.compile(text(file, "addresses")), facts);
    }

    private static EhrFact fact(Properties file, String prefix) {
        return new EhrFact(
                text(file, prefix + "fact"),
                EhrRule.valueOf(text(file, prefix + "rule")),
                Optional.ofNullable(file.getProperty(prefix + "default"))
                        .map(text -> defaultValue(text, file.getProperty(prefix + "default.unless-scope", ""))),
                URI.create(text(file, prefix + "source")),
                LocalDate.parse(text(file, prefix + "read-on")));
    }

    private static EhrDefault defaultValue(String text, String unlessScope) {
        String[] parts = text.split("=", 2);
        Setting setting = Arrays.stream(Setting.values())
                .filter(candidate -> candidate.key().equals(parts[0]))
                .findFirst()
                .orElseThrow();
        return new EhrDefault(setting, parts[1], unlessScope);
    }

    private static String text(Properties file, String key) {
        return requireNonNull(file.getProperty(key), key);
    }
}
