package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test that {@code safire-bom} and the parent POM list the same artifacts: all that are published. */
class BillOfMaterialsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("\\n  <artifactId>([^<]+)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("\\n  <version>([^<]+)</version>");
    private static final Pattern MANAGED = Pattern.compile("<groupId>io\\.safire</groupId>\\s*"
            + "<artifactId>([^<]+)</artifactId>\\s*<version>\\$\\{project\\.version}</version>");

    /** The property that the POMs of published modules set, because they have a Javadoc jar. */
    private static final String PUBLISHED = "<maven.javadoc.skip>false</maven.javadoc.skip>";

    @Test
    void listsEveryPublishedArtifact() throws IOException {
        List<String> published = publishedArtifacts();
        assertThat(published).contains("safire-api", "safire-bearer", "safire", "safire-tck");
        assertThat(matches(MANAGED, Path.of("impl/bom"))).containsExactlyInAnyOrderElementsOf(published);
        assertThat(matches(MANAGED, Path.of(""))).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void hasVersionOfParent() throws IOException {
        assertThat(matches(VERSION, Path.of("impl/bom"))).hasSize(1).isEqualTo(matches(VERSION, Path.of("")));
    }

    private static List<String> publishedArtifacts() throws IOException {
        Stream.Builder<String> published = Stream.builder();
        for (String module : matches(MODULE, Path.of(""))) {
            if (pom(Path.of(module)).contains(PUBLISHED)) {
                published.add(matches(ARTIFACT, Path.of(module)).get(0));
            }
        }
        return published.build().toList();
    }

    private static List<String> matches(Pattern pattern, Path module) throws IOException {
        return pattern.matcher(pom(module))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String pom(Path module) throws IOException {
        return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    }
}
