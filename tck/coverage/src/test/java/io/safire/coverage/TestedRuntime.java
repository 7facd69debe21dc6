package io.safire.coverage;

import io.safire.tck.coverage.RuntimeReport;
import io.safire.tck.coverage.TestOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A runtime on which the TCK runs, as a row of the table in the README. */
enum TestedRuntime {
    LIBERTY(
            "Open Liberty",
            "openliberty",
            "With the feature `transportSecurity`, REST clients of the application use the TLS settings of"
                    + " `server.xml`"),
    QUARKUS(
            "Quarkus",
            "quarkus",
            "No HTTP session. After a 401, a Jakarta REST client with `BearerFilter` does not send the request again"),
    WILDFLY("WildFly", "wildfly", "`standalone-microprofile.xml`; `standalone.xml` lacks Fault Tolerance"),
    PAYARA("Payara Server", "payara", "The application must contain Apache HttpClient 5.4 or later"),
    WELD("Weld with SmallRye and RESTEasy", "weld", "No servlets and no health endpoint");

    /** The Java version of the build whose results the README shows. */
    static final String JAVA = "17";

    private static final Path ROOT = Path.of("../..");
    private static final String TABLE_HEAD =
            "| Runtime | Version | Java | TCK tests passed | Limits |\n|---|---|---|---|---|\n";

    private final String title;
    private final String versionProperty;
    private final String limits;

    TestedRuntime(String title, String versionProperty, String limits) {
        this.title = title;
        this.versionProperty = versionProperty;
        this.limits = limits;
    }

    /** Returns the name of the runner. */
    String runner() {
        return name().toLowerCase();
    }

    /** Returns the directory of the runner's test reports. */
    Path reports() {
        return ROOT.resolve("tck/runners").resolve(runner()).resolve("target/surefire-reports");
    }

    RuntimeReport report() {
        return RuntimeReport.read(runner(), reports());
    }

    /** Returns the row for the results of the latest run of the TCK. */
    String resultRow(int tests) throws IOException {
        long passed = report().outcomes().values().stream()
                .filter(outcome -> outcome == TestOutcome.PASSED)
                .count();
        return row(javaOfRun(), passed, tests);
    }

    /** Returns the table for runs in which every test passes; {@code RuntimesTest} compares it with the results. */
    static String table(int tests) throws IOException {
        StringBuilder table = new StringBuilder(TABLE_HEAD);
        for (TestedRuntime runtime : values()) {
            table.append(runtime.row(JAVA, tests, tests)).append('\n');
        }
        return table.toString();
    }

    private String row(String java, long passed, int tests) throws IOException {
        String version = firstMatch(
                "<" + versionProperty + "\\.version>([0-9.]+[0-9])", Files.readString(ROOT.resolve("pom.xml")));
        return "| " + title + " | " + version + " | " + java + " | " + passed + " of " + tests + " | " + limits + " |";
    }

    private String javaOfRun() throws IOException {
        try (Stream<Path> files = Files.list(reports())) {
            Path report = files.filter(file -> file.toString().endsWith("Test.xml"))
                    .findFirst()
                    .orElseThrow();
            return firstMatch("name=\"java.specification.version\" value=\"([^\"]+)\"", Files.readString(report));
        }
    }

    private static String firstMatch(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No match of " + pattern);
        }
        return matcher.group(1);
    }
}
