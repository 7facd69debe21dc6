package io.safire.internal.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.LogCapture;
import io.safire.web.LaunchFailure.Reason;
import io.safire.web.WebRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTextsTest {

    private static final String TITLE = "expired.title";
    private static final String ENGLISH = "Signing in took too long";

    private final Translations translations = new Translations();
    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();
    private final Locale defaultLocale = Locale.getDefault();

    @BeforeEach
    void addTranslations() {
        thread.setContextClassLoader(translations);
        translations.files.put("de", TITLE + "=Die Zeit zum Anmelden ist abgelaufen\naccess-denied.title=für Ärzte");
        translations.files.put("de_CH", "access-denied.title=Grüezi");
    }

    @AfterEach
    void restoreDefaults() {
        thread.setContextClassLoader(before);
        Locale.setDefault(defaultLocale);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void hasAllTextsForEachReason(Reason reason) {
        String key = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(Stream.of(".title", ".text", ".advice", ".link")
                        .map(part -> PageTexts.inEnglish().text(key + part)))
                .noneMatch(String::isBlank);
    }

    @Test
    void choosesFirstTranslatedLanguage() {
        assertThat(texts("fr;q=0.9, en;q=0.5, de;q=0.8").language()).isEqualTo("de");
        assertThat(texts("fr;q=0.9, de;q=0.8").text(TITLE)).isEqualTo("Die Zeit zum Anmelden ist abgelaufen");
    }

    @Test
    void choosesEnglishIfPreferred() {
        assertThat(texts("en-GB, de;q=0.9").language()).isEqualTo("en");
        assertThat(texts("en-GB, de;q=0.9").text(TITLE)).isEqualTo(ENGLISH);
    }

    @Test
    void prefersTranslationOfCountry() {
        assertThat(texts("de-CH").language()).isEqualTo("de-CH");
        assertThat(texts("de-CH").text("access-denied.title")).isEqualTo("Grüezi");
        assertThat(texts("de-CH").text(TITLE)).startsWith("Die Zeit");
        assertThat(texts("de-AT").language()).isEqualTo("de");
        assertThat(texts("de-AT").text("access-denied.title")).isEqualTo("für Ärzte");
    }

    @Test
    void usesEnglishForMissingKey() {
        assertThat(texts("de").text("expired.link")).isEqualTo("Back to the application");
    }

    @Test
    void ignoresDefaultLocale() {
        Locale.setDefault(Locale.GERMANY);
        assertThat(texts("fr").language()).isEqualTo("en");
        assertThat(texts("fr").text(TITLE)).isEqualTo(ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "de;q=0", "../../secret", "x;q=y", ",,;", "fr-FR-u-ca-x", "-"})
    void usesEnglishForMalformedHeader(String header) {
        assertThat(texts(header).language()).isEqualTo("en");
    }

    @Test
    void usesEnglishForUnreadableTranslation() {
        translations.files.put("de", TITLE + "=\\u00zz");
        try (LogCapture log = new LogCapture("io.safire.web")) {
            assertThat(texts("de").text(TITLE)).isEqualTo(ENGLISH);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-1117 The file io/safire/web/Pages_de.properties");
        }
    }

    @Test
    void keepsHeaderOf500Characters() {
        assertThat(PageTexts.truncate("x".repeat(500))).hasSize(500);
        assertThat(PageTexts.truncate("x".repeat(501))).isEmpty();
    }

    @Test
    void parsesOnlyStartOfLongHeader() {
        String header = "de-AT,de,".repeat(1000);
        assertThat(PageTexts.truncate(header)).startsWith("de-AT").hasSizeLessThanOrEqualTo(500);
        assertThat(PageTexts.truncate("a".repeat(1000))).isEmpty();
        assertThat(PageTexts.truncate("de, en")).isEqualTo("de, en");
    }

    private static PageTexts texts(String acceptLanguage) {
        return PageTexts.of(new WebRequest("GET", Map.of(), Map.of("accept-language", List.of(acceptLanguage))));
    }

    /** The class loader of an application with translations. */
    private static final class Translations extends ClassLoader {

        final Map<String, String> files = new HashMap<>();

        Translations() {
            super(PageTextsTest.class.getClassLoader());
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                if (name.equals("io/safire/web/Pages_" + file.getKey() + ".properties")) {
                    return new ByteArrayInputStream(file.getValue().getBytes(UTF_8));
                }
            }
            return super.getResourceAsStream(name);
        }
    }
}
