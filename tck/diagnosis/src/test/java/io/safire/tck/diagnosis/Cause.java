package io.safire.tck.diagnosis;

import io.safire.diagnosis.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cause that a finding must name. A finding whose action lists more than three settings is a catch-all, which names no
 * cause.
 *
 * @param keys the accepted configuration keys without prefix; empty if the cause has no key
 * @param words the texts that the finding must contain
 */
record Cause(List<String> keys, List<String> words) {

    private static final int MAX_KEYS = 3;
    private static final Pattern KEY = Pattern.compile("SmartClientSettings\\.([a-z-]+(?:\\.[a-z-]+)*)");

    /**
     * Parses a cause.
     *
     * @param keys the accepted keys, separated by {@code |}
     * @param words the texts, separated by {@code |}; alternatives are separated by {@code or}
     */
    static Cause of(String keys, String words) {
        return new Cause(split(keys), split(words));
    }

    boolean isNamedBy(Finding finding) {
        return isNamedBy(finding, "");
    }

    /**
     * Returns whether a finding names the cause.
     *
     * @param heading the text that a user reads before the finding, such as the status and the error of a response
     */
    boolean isNamedBy(Finding finding, String heading) {
        String text = String.join(
                        " ", heading, finding.message(), finding.expected().orElse(""))
                .toLowerCase(Locale.ROOT);
        return hasKey(finding) && words.stream().allMatch(word -> containsAny(text, word));
    }

    private static boolean containsAny(String text, String alternatives) {
        return Stream.of(alternatives.split(" or ")).anyMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }

    private boolean hasKey(Finding finding) {
        Set<String> actionKeys = KEY.matcher(finding.action().orElse(""))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        Set<String> named = new HashSet<>(actionKeys);
        finding.configurationKey().ifPresent(key -> named.add(key.substring(key.indexOf('.') + 1)));
        return actionKeys.size() <= MAX_KEYS && (keys.isEmpty() || keys.stream().anyMatch(named::contains));
    }

    private static List<String> split(String texts) {
        return Stream.of(texts.split("\\|")).filter(text -> !text.isEmpty()).toList();
    }
}
