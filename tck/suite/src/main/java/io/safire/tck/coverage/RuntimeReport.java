package io.safire.tck.coverage;

import static java.util.stream.Collectors.toCollection;

import io.safire.tck.Assertion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The results of all tests on one runtime.
 *
 * @param runtime the name of the runtime
 * @param outcomes the results by class and method
 */
public record RuntimeReport(String runtime, Map<String, TestOutcome> outcomes) {

    private static final String PACKAGE = Assertion.class.getPackageName() + ".";

    public RuntimeReport {
        outcomes = new TreeMap<>(outcomes);
    }

    /**
     * Reads Surefire reports.
     *
     * @param folder the directory of the reports; a missing directory results in an empty report
     */
    public static RuntimeReport read(String runtime, Path folder) {
        Map<String, TestOutcome> outcomes = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(RuntimeReport::isReport).toList()) {
                    read(file, outcomes);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return new RuntimeReport(runtime, outcomes);
    }

    /**
     * Returns the deviations from a run in which each test of this TCK passes, and no other test runs.
     *
     * @param tests the tests
     * @return one sentence for each deviation
     */
    public List<String> problems(List<TckTest> tests) {
        if (outcomes.isEmpty()) {
            return List.of(runtime + " has no test reports. Run its tests.");
        }
        List<String> problems = new ArrayList<>();
        TreeSet<String> expected = tests.stream().map(TckTest::name).collect(toCollection(TreeSet::new));
        for (String name : expected) {
            TestOutcome outcome = outcomes.get(name);
            if (outcome != TestOutcome.PASSED) {
                problems.add(runtime + ": " + name + (outcome == null ? " did not run." : " is " + outcome + "."));
            }
        }
        outcomes.keySet().stream()
                .filter(name -> !expected.contains(name))
                .forEach(name -> problems.add(runtime + ": " + name + " is in a report but not in this TCK."));
        return problems;
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-" + PACKAGE) && name.endsWith(".xml");
    }

    private static void read(Path file, Map<String, TestOutcome> outcomes) throws IOException {
        NodeList cases;
        try {
            cases = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("testcase");
        } catch (ParserConfigurationException | SAXException unusable) {
            throw new IOException(file + " is not a Surefire report", unusable);
        }
        for (int index = 0; index < cases.getLength(); index++) {
            Element found = (Element) cases.item(index);
            String name = found.getAttribute("classname").replaceFirst(".*\\.", "") + "." + found.getAttribute("name");
            outcomes.merge(name, outcome(found), (one, other) -> one == TestOutcome.PASSED ? other : one);
        }
    }

    private static TestOutcome outcome(Element found) {
        if (has(found, "failure") || has(found, "error")) {
            return TestOutcome.FAILED;
        }
        return has(found, "skipped") ? TestOutcome.SKIPPED : TestOutcome.PASSED;
    }

    private static boolean has(Element found, String child) {
        return found.getElementsByTagName(child).getLength() > 0;
    }
}
