package io.safire.brand;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A search for brands by words that a user typed. */
final class BrandSearch {

    private static final Pattern COMBINING_MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WORD_SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> words;

    BrandSearch(String text) {
        words = words(text);
    }

    boolean matches(Brand brand) {
        List<String> found = new ArrayList<>(words(brand.name()));
        brand.aliases().forEach(alias -> found.addAll(words(alias)));
        for (BrandAddress address : brand.addresses()) {
            address.lines().forEach(line -> found.addAll(words(line)));
            address.city().ifPresent(city -> found.addAll(words(city)));
            address.state().ifPresent(state -> found.addAll(words(state)));
            address.postalCode().ifPresent(code -> found.addAll(words(code)));
        }
        return words.stream().allMatch(word -> found.stream().anyMatch(other -> other.startsWith(word)));
    }

    /** Normalization takes quadratic time for a sequence of combining marks, so the marks are removed first. */
    private static String removeMarks(String text) {
        return COMBINING_MARKS.matcher(text).replaceAll("");
    }

    private static List<String> words(String text) {
        String plain = removeMarks(Normalizer.normalize(removeMarks(text), Normalizer.Form.NFD));
        return WORD_SEPARATORS
                .splitAsStream(plain.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
