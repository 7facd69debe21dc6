package io.safire.internal.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;

/** The HTML template of all pages. The style sheet is inline, so a page loads no external resources. */
final class Html {

    /** The CSP source that permits only the style sheet of the pages: the hash of the style sheet. */
    static final String STYLE_SOURCE;

    private static final String STYLE;

    static {
        STYLE = loadStyle();
        STYLE_SOURCE = "'sha256-" + Base64.getEncoder().encodeToString(Sha256.hash(STYLE.getBytes(UTF_8))) + "'";
    }

    private Html() {}

    /**
     * @param language the language tag
     * @param title the title and heading, as plain text
     * @param body the HTML below the heading
     */
    static String page(String language, String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="%1$s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%2$s</title>
                <style>%3$s</style>
                </head>
                <body>
                <main>
                <h1>%2$s</h1>
                %4$s
                </main>
                </body>
                </html>
                """.formatted(escape(language), escape(title), STYLE, body);
    }

    static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    /** The result is valid in element content and in quoted attribute values. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String loadStyle() {
        try (InputStream in = Objects.requireNonNull(Html.class.getResourceAsStream("pages.css"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
