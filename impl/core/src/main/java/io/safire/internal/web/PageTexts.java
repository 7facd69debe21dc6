package io.safire.internal.web;

import io.safire.internal.message.Message;
import io.safire.web.WebRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PropertyResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the pages, in the first of the user's languages that has a translation. The application adds languages
 * with files in the package of the English file. The names of these files follow the rules of {@code ResourceBundle}.
 *
 * <p>Each page reads its file anew. The cache of {@code ResourceBundle} would grow with every language that a request
 * invents.
 */
final class PageTexts {

    private static final Logger LOG = System.getLogger("io.safire.web");
    private static final String BASE = "io/safire/web/Pages";
    private static final int MAX_LANGUAGES = 8;
    private static final int MAX_HEADER = 500;
    private static final Bundle ENGLISH =
            load("en", BASE + ".properties", PageTexts.class.getClassLoader()).orElseThrow();

    private final List<Bundle> bundles;

    private PageTexts(List<Bundle> bundles) {
        this.bundles = bundles;
    }

    static PageTexts of(WebRequest request) {
        return languages(request.header("Accept-Language").orElse(""))
                .map(PageTexts::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(PageTexts::inEnglish);
    }

    static PageTexts inEnglish() {
        return new PageTexts(List.of(ENGLISH));
    }

    String language() {
        return bundles.get(0).language();
    }

    /** The result is in English if the translation lacks the text. */
    String text(String key) {
        return bundles.stream()
                .map(Bundle::texts)
                .filter(texts -> texts.containsKey(key))
                .findFirst()
                .orElse(ENGLISH.texts())
                .getString(key);
    }

    private static Stream<Locale> languages(String header) {
        try {
            return Locale.LanguageRange.parse(truncate(header)).stream()
                    .filter(range -> range.getWeight() > 0)
                    .limit(MAX_LANGUAGES)
                    .map(range -> Locale.forLanguageTag(range.getRange()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return Stream.of();
        }
    }

    /** Truncates the header, because the parsing time grows quadratically with the number of languages. */
    static String truncate(String header) {
        if (header.length() <= MAX_HEADER) {
            return header;
        }
        int end = header.lastIndexOf(',', MAX_HEADER);
        return end < 0 ? "" : header.substring(0, end);
    }

    private static Optional<PageTexts> find(Locale locale) {
        String language = locale.getLanguage();
        List<Bundle> found = new ArrayList<>();
        if (!locale.getCountry().isEmpty()) {
            load(language + "-" + locale.getCountry()).ifPresent(found::add);
        }
        load(language).ifPresent(found::add);
        if (found.isEmpty() && !language.equals(ENGLISH.language())) {
            return Optional.empty();
        }
        found.add(ENGLISH);
        return Optional.of(new PageTexts(found));
    }

    private static Optional<Bundle> load(String language) {
        @Nullable ClassLoader application = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = application == null ? PageTexts.class.getClassLoader() : application;
        return load(language, BASE + "_" + language.replace('-', '_') + ".properties", loader);
    }

    private static Optional<Bundle> load(String language, String file, ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(new Bundle(language, new PropertyResourceBundle(in)));
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.log(
                    Level.WARNING,
                    Message.TRANSLATION_UNREADABLE.formatWithoutServer(
                            file, unreadable.getClass().getName()));
            return Optional.empty();
        }
    }

    private record Bundle(String language, PropertyResourceBundle texts) {}
}
