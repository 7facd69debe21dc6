package io.safire.impl.web;

import static java.util.Objects.requireNonNull;

import io.safire.impl.message.Message;
import io.safire.web.WebRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
 * Texts of the pages in the first language of the user that has some. The application adds languages by files beside the
 * English one, named as those of a {@code ResourceBundle}.
 *
 * <p>A file is read for each page, which is rare. The cache of {@code ResourceBundle} would grow with every language that a
 * stranger makes up.
 */
final class PageTexts {

    private static final Logger LOG = System.getLogger("io.safire.web");
    private static final String BASE = "io/safire/web/Pages";
    private static final int MAX_LANGUAGES = 8;
    private static final int MAX_HEADER = 500;
    private static final Bundle ENGLISH = english();

    private final List<Bundle> bundles;

    private PageTexts(List<Bundle> bundles) {
        this.bundles = bundles;
    }

    /** Texts for a request, by its {@code Accept-Language} header. */
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

    /** The language tag of the page. */
    String language() {
        return bundles.get(0).language();
    }

    /** The text, in English if the translation lacks it. */
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
            return Locale.LanguageRange.parse(bounded(header)).stream()
                    .filter(range -> range.getWeight() > 0)
                    .limit(MAX_LANGUAGES)
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(locale -> !locale.getLanguage().isEmpty());
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return Stream.of();
        }
    }

    /** Returns the start of a long header: the parser takes time with the square of the number of languages. */
    static String bounded(String header) {
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
        String file = BASE + "_" + language.replace('-', '_') + ".properties";
        @Nullable ClassLoader application = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = application == null ? PageTexts.class.getClassLoader() : application;
        try (InputStream in = loader.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(new Bundle(language, new PropertyResourceBundle(in)));
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.log(
                    Level.WARNING,
                    Message.TRANSLATION_UNREADABLE.ofAll(
                            file, unreadable.getClass().getName()));
            return Optional.empty();
        }
    }

    private static Bundle english() {
        try (InputStream in =
                requireNonNull(PageTexts.class.getClassLoader().getResourceAsStream(BASE + ".properties"))) {
            return new Bundle("en", new PropertyResourceBundle(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record Bundle(String language, PropertyResourceBundle texts) {}
}
