package io.safire.tck.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks for secrets in texts, wherever they stand. */
public final class SecretScan {

    /** What is shorter stands in a log by chance. */
    public static final int SHORTEST = 12;

    /** The ids of patients and users of the sandbox. */
    private static final Pattern PERSON = Pattern.compile("\\b(pat|dr)-\\d+\\b");

    private final Map<String, List<String>> byStart = new HashMap<>();
    private final int size;

    /**
     * Prepares looking.
     *
     * @param secrets what to look for
     */
    public SecretScan(Collection<String> secrets) {
        List<String> longEnough =
                secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList();
        longEnough.forEach(secret -> byStart.computeIfAbsent(secret.substring(0, SHORTEST), any -> new ArrayList<>())
                .add(secret));
        size = longEnough.size();
    }

    /**
     * How many secrets are looked for.
     *
     * @return those that are long enough
     */
    public int size() {
        return size;
    }

    /**
     * Looks through a file.
     *
     * @param file the file
     * @return the places, with the start of what stands there
     * @throws IOException if it cannot be read
     */
    public List<String> findings(Path file) throws IOException {
        List<String> findings = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                for (String secret : in(line)) {
                    findings.add(file + ":" + number + ": " + secret.substring(0, SHORTEST / 2) + "...");
                }
                number++;
            }
        }
        return findings;
    }

    /**
     * Looks for ids of patients and users of the sandbox.
     *
     * @param file the file
     * @return the places
     * @throws IOException if it cannot be read
     */
    public static List<String> persons(Path file) throws IOException {
        List<String> findings = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (PERSON.matcher(line).find()) {
                    findings.add(file + ":" + number + ": the id of a person");
                }
                number++;
            }
        }
        return findings;
    }

    /**
     * Looks through a text without line ends.
     *
     * @param line the text
     * @return the secrets in it
     */
    public List<String> in(String line) {
        List<String> found = new ArrayList<>();
        for (int start = 0; start + SHORTEST <= line.length(); start++) {
            int from = start;
            byStart.getOrDefault(line.substring(start, start + SHORTEST), List.of()).stream()
                    .filter(secret -> line.startsWith(secret, from))
                    .forEach(found::add);
        }
        return found;
    }
}
