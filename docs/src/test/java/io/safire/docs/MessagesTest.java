package io.safire.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Test of the catalogues of all modules, and of the document that lists them. {@code -Ddocs.write=true} writes the
 * document.
 */
class MessagesTest {

    private static final Path DOCUMENT = Path.of("messages.adoc");
    private static final Pattern CODE = Pattern.compile("SAFIRE-\\d{4}");
    private static final Pattern CONSTANT = Pattern.compile("(\\w+)\\(\"(SAFIRE-\\d{4})\"\\)");
    private static final Pattern PLACEHOLDER = Pattern.compile("%[^%]?");
    private static final Pattern CODE_IN_SOURCE = Pattern.compile("\"SAFIRE-\\d{4}");
    private static final Set<String> PROPERTIES =
            Set.of("step", "severity", "confidence", "expected", "section", "administrator");
    /** The first digits of the codes of each module. */
    private static final Map<String, String> RANGES = Map.of(
            "api", "00",
            "impl/core", "0[1-9]|1[013578]|22|24",
            "impl/bearer", "16",
            "impl/brands", "12",
            "impl/bulk", "26",
            "impl/store", "19",
            "impl/store-jdbc", "20",
            "impl/store-jcache", "21",
            "impl/doctor", "23");

    /** The messages whose action names the administrator or the registration, and that need no request. */
    private static final Map<String, String> WITHOUT_REQUEST = Map.of(
            "SAFIRE-0710", "The developer registered the client, and can change the registration.",
            "SAFIRE-2202", "The developer copies a value from the registration.",
            "SAFIRE-2254", "The finding needs no action.",
            "SAFIRE-2272", "The finding needs no action.");

    /** The number of values that only the request to the administrator contains. */
    private static final Map<String, Integer> FURTHER_VALUES = Map.of("SAFIRE-2224", 2);

    private static final Pattern CONCERNS_ADMINISTRATOR =
            Pattern.compile("administrator|registration (of|in|at)|registered (with|the)|synchronize the clock");
    private static final Pattern VALUE_OF_REQUEST = Pattern.compile("%(\\d)\\$s");
    private static final int MAX_WORDS = 35;

    /** The part of the document that another test writes. */
    private static final String VERIFICATIONS = "\n== Verify by hand\n";

    private static final String DOCUMENT_HEAD = """
            = Messages

            Every error, warning and finding starts with one of these IDs; errors and warnings add the name of the server. `SmartException.code()` and `Finding.id()` return
            the ID. `…` stands for an inserted value, such as a configuration key, an address or a setting; it is never a secret. If the
            administrator of the server must act, the last column also contains the text for a ticket, which `Finding.administratorRequest()` returns.
            <<_verify_by_hand>> lists commands that show the causes.

            [cols="1,4,3"]
            |===
            |Id |Failure or observation |Action

            """;

    /** The catalogue of one module. */
    private record Catalogue(String module, Path directory, Properties texts) {

        Map<String, String> messages() {
            Map<String, String> messages = new TreeMap<>();
            texts.forEach((id, text) -> {
                if (CODE.matcher(id.toString()).matches()) {
                    messages.put(id.toString(), text.toString());
                }
            });
            return messages;
        }

        /** Returns the requests to the administrator by the code of the message. */
        Map<String, String> requests() {
            Map<String, String> requests = new TreeMap<>();
            messages().keySet().forEach(id -> Optional.ofNullable(texts.getProperty(id + ".administrator"))
                    .ifPresent(text -> requests.put(id, text)));
            return requests;
        }

        /** Returns the code of each constant of the enum beside the catalogue. */
        Map<String, String> constants() throws IOException {
            Map<String, String> constants = new TreeMap<>();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(path -> path.toString().endsWith("Message.java"))
                        .toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    CONSTANT.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> constants.put(name + "." + found.group(1), found.group(2)));
                }
            }
            return constants;
        }

        String sources() throws IOException {
            StringBuilder sources = new StringBuilder();
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.append(Files.readString(file));
                }
            }
            return sources.toString();
        }
    }

    @Test
    void documentListsAllMessages() throws IOException {
        Map<String, String> all = new TreeMap<>();
        Map<String, String> requests = new TreeMap<>();
        for (Catalogue catalogue : catalogues()) {
            all.putAll(catalogue.messages());
            catalogue.requests().forEach((id, text) -> requests.put(id, " +\n_Ticket:_ " + cell(text)));
        }
        String expected = DOCUMENT_HEAD
                + all.entrySet().stream()
                        .map(text -> "|" + text.getKey() + " |" + cells(text.getValue())
                                + requests.getOrDefault(text.getKey(), ""))
                        .collect(joining("\n"))
                + "\n|===\n"
                + verifications();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    private static String verifications() throws IOException {
        String document = Files.readString(DOCUMENT);
        return document.substring(document.indexOf(VERIFICATIONS));
    }

    @Test
    void eachTextHasOneConstantThatIsUsed() throws IOException {
        for (Catalogue catalogue : catalogues()) {
            Map<String, String> constants = catalogue.constants();
            assertThat(constants.values())
                    .as(catalogue.module())
                    .containsExactlyInAnyOrderElementsOf(catalogue.messages().keySet());
            String sources = catalogue.sources();
            assertThat(constants.keySet()).as(catalogue.module()).allMatch(constant -> Pattern.compile(
                            "\\b" + Pattern.quote(constant) + "\\b")
                    .matcher(sources)
                    .find());
        }
    }

    @Test
    void eachModuleHasItsOwnRangeOfCodes() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Catalogue catalogue : catalogues()) {
            Pattern range = Pattern.compile("SAFIRE-(" + RANGES.get(catalogue.module()) + ")\\d\\d");
            assertThat(catalogue.messages().keySet())
                    .as(catalogue.module())
                    .isNotEmpty()
                    .allMatch(id -> range.matcher(id).matches())
                    .allMatch(seen::add);
        }
    }

    @Test
    void textsHaveOnlySimplePlaceholders() throws IOException {
        for (Catalogue catalogue : catalogues()) {
            catalogue.messages().forEach((id, text) -> assertThat(PLACEHOLDER
                            .matcher(text.replace("%%", ""))
                            .results()
                            .map(found -> found.group()))
                    .as(id)
                    .allMatch("%s"::equals));
        }
    }

    @Test
    void propertiesBelongToMessages() throws IOException {
        for (Catalogue catalogue : catalogues()) {
            for (String name : catalogue.texts().stringPropertyNames()) {
                String[] parts = name.split("\\.", 2);
                if (parts.length == 2) {
                    assertThat(PROPERTIES).as(name).contains(parts[1]);
                    assertThat(catalogue.messages().keySet()).as(name).anyMatch(id -> id.startsWith(parts[0]));
                }
            }
        }
    }

    @Test
    void actionsForAdministratorHaveRequest() throws IOException {
        Set<String> without = new TreeSet<>();
        for (Catalogue catalogue : catalogues()) {
            catalogue.messages().forEach((id, text) -> {
                String action = text.substring(Math.max(0, text.indexOf(" | ")));
                if (text.contains(" | ")
                        && CONCERNS_ADMINISTRATOR
                                .matcher(action.toLowerCase(Locale.ROOT))
                                .find()
                        && !catalogue.requests().containsKey(id)) {
                    without.add(id);
                }
            });
        }
        assertThat(without).isEqualTo(new TreeSet<>(WITHOUT_REQUEST.keySet()));
    }

    @Test
    void requestsToAdministratorAreCompleteSentences() throws IOException {
        for (Catalogue catalogue : catalogues()) {
            catalogue.requests().forEach((id, request) -> {
                assertThat(request)
                        .as(id)
                        .matches("[A-Z].*\\.")
                        .contains("Please ")
                        .doesNotContain("safire.", "%s");
                assertThat(request.split("(?<=[.:]) "))
                        .as(id)
                        .allMatch(sentence -> sentence.split(" ").length <= MAX_WORDS);
                long values = PLACEHOLDER
                                .matcher(catalogue.messages().get(id).replace("%%", ""))
                                .results()
                                .count()
                        + FURTHER_VALUES.getOrDefault(id, 0);
                assertThat(VALUE_OF_REQUEST
                                .matcher(request)
                                .results()
                                .mapToLong(value -> Long.parseLong(value.group(1))))
                        .as(id)
                        .allMatch(value -> value >= 1 && value <= values);
            });
        }
    }

    @Test
    void codesOccurInCataloguesOnly() throws IOException {
        for (Catalogue catalogue : catalogues()) {
            Matcher code = CODE_IN_SOURCE.matcher(catalogue.sources());
            long inSources = code.results().count();
            assertThat(inSources)
                    .as(catalogue.module())
                    .isEqualTo(catalogue.constants().size());
        }
    }

    private static List<Catalogue> catalogues() throws IOException {
        List<Catalogue> catalogues = new ArrayList<>();
        for (String module : RANGES.keySet().stream().sorted().toList()) {
            Path resources = Path.of("..", module, "src/main/resources");
            try (Stream<Path> files = Files.walk(resources)) {
                for (Path file : files.filter(path -> path.endsWith("messages.properties"))
                        .toList()) {
                    Path directory = Path.of("..", module, "src/main/java")
                            .resolve(resources.relativize(file).getParent());
                    catalogues.add(new Catalogue(module, directory, read(file)));
                }
            }
        }
        assertThat(catalogues).hasSize(RANGES.size());
        return catalogues;
    }

    private static Properties read(Path file) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        return texts;
    }

    private static String cell(String text) {
        return PLACEHOLDER
                .matcher(VALUE_OF_REQUEST.matcher(text).replaceAll("…").replace("%%", "\u0001"))
                .replaceAll("…")
                .replace('\u0001', '%')
                .replace("|", "\\|")
                .replace("<", "\\<");
    }

    private static String cells(String text) {
        return Stream.of(text.split(" \\| ", 2)).map(MessagesTest::cell).collect(joining(" |"))
                + (text.contains(" | ") ? "" : " |");
    }
}
