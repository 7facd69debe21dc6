package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test that every link between files of the repository has a target, and that the index links to every guide. */
class LinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern DOCUMENT = Pattern.compile(".*\\.(md|adoc)");
    private static final Pattern FILE = Pattern.compile(".*\\.(md|adoc|java|properties)");
    private static final Pattern LINK =
            Pattern.compile("(?:xref:|link:|image::)([^\\s\\[]+)\\[|<<([^>]+)>>|\\]\\(([^)\\s]+)\\)");
    private static final Pattern NAMED_PAGE = Pattern.compile("(?<![\\w/])docs/[\\w/-]+\\.(?:adoc|svg|png)");
    private static final Pattern HEADING = Pattern.compile("(?m)^==+ (.+)$");

    @Test
    void everyLinkHasTarget() throws IOException {
        List<String> broken = new ArrayList<>();
        int count = 0;
        for (Path document : files(DOCUMENT)) {
            for (String link : links(document)) {
                count++;
                if (!exists(document, link)) {
                    broken.add(ROOT.relativize(document) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(count).isGreaterThan(50);
    }

    @Test
    void everyNamedPageExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : files(FILE)) {
            NAMED_PAGE
                    .matcher(Files.readString(file))
                    .results()
                    .filter(page -> !Files.exists(ROOT.resolve(page.group())))
                    .forEach(page -> missing.add(ROOT.relativize(file) + ": " + page.group()));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void indexLinksToEveryGuide() throws IOException {
        Path guides = ROOT.resolve("docs/guides");
        String index = Files.readString(guides.resolve("index.adoc"));
        try (Stream<Path> pages = Files.list(guides)) {
            assertThat(pages)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(page -> assertThat(page).content().contains("\n:toc:\n"))
                    .filteredOn(page -> !page.endsWith("index.adoc"))
                    .allSatisfy(page -> assertThat(index).contains("xref:" + page.getFileName() + "["));
        }
    }

    @Test
    void detectsBrokenLinks() throws IOException {
        Path document = ROOT.resolve("docs/guides/index.adoc");
        assertThat(exists(document, "scopes.adoc")).isTrue();
        assertThat(exists(document, "scope.adoc")).isFalse();
        assertThat(exists(document, "endpoints.adoc#_sessions_with_servlets")).isTrue();
        assertThat(exists(document, "endpoints.adoc#_sessions")).isFalse();
        assertThat(exists(document, "#Operations")).isTrue();
    }

    private static List<String> links(Path document) throws IOException {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(document));
        while (link.find()) {
            String target = link.group(1) != null ? link.group(1) : link.group(3);
            links.add(target != null ? target : "#" + link.group(2));
        }
        links.removeIf(target -> target.matches("[a-z]+:.*"));
        return links;
    }

    /** Returns whether the file of the link exists, and whether a page contains the section after {@code #}. */
    private static boolean exists(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1 || sections(Files.readString(file)).contains(parts[1]);
    }

    /** Returns the title of each section, its explicit id and the id that Asciidoctor generates from the title. */
    private static List<String> sections(String page) {
        List<String> sections = new ArrayList<>();
        HEADING.matcher(page).results().map(heading -> heading.group(1)).forEach(title -> {
            sections.add(title);
            sections.add("_" + title.toLowerCase().replaceAll("[^ \\w.-]", "").replaceAll("[ .-]+", "_"));
        });
        Pattern.compile("(?m)^\\[#([^\\]]+)\\]$").matcher(page).results().forEach(id -> sections.add(id.group(1)));
        return sections;
    }

    private static List<Path> files(Pattern name) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> name.matcher(file.toString()).matches())
                    .filter(file -> !ROOT.relativize(file).toString().matches("(?:.*/)?(?:target|\\.git)/.*"))
                    .toList();
        }
    }
}
