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

/** A scanner that finds secrets anywhere in a text. */
public final class SecretScanner {

    /** The minimum length of a secret. Shorter texts can occur in a log by chance. */
    public static final int MIN_LENGTH = 12;

    /** Matches the IDs of patients and users of the sandbox. */
    private static final Pattern PERSON = Pattern.compile("\\b(pat|dr)-\\d+\\b");

    private final Map<String, List<String>> byStart = new HashMap<>();
    private final int size;

    /** Creates a scanner for the secrets, ignoring secrets that are too short. */
    public SecretScanner(Collection<String> secrets) {
        List<String> longEnough =
                secrets.stream().filter(secret -> secret.length() >= MIN_LENGTH).toList();
        longEnough.forEach(secret -> byStart.computeIfAbsent(secret.substring(0, MIN_LENGTH), any -> new ArrayList<>())
                .add(secret));
        size = longEnough.size();
    }

    /** Returns the number of secrets that are long enough to be found. */
    public int size() {
        return size;
    }

    /**
     * Scans a file for secrets.
     *
     * @return the location of each finding, with the first characters of the secret
     * @throws IOException if the file cannot be read
     */
    public List<String> findings(Path file) throws IOException {
        List<String> findings = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                for (String secret : secretsIn(line)) {
                    findings.add(file + ":" + number + ": " + secret.substring(0, MIN_LENGTH / 2) + "...");
                }
                number++;
            }
        }
        return findings;
    }

    /**
     * Scans a file for IDs of the sandbox's patients and users.
     *
     * @return the location of each finding
     * @throws IOException if the file cannot be read
     */
    public static List<String> personIds(Path file) throws IOException {
        List<String> findings = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (PERSON.matcher(line).find()) {
                    findings.add(file + ":" + number + ": the ID of a person");
                }
                number++;
            }
        }
        return findings;
    }

    /** Returns the secrets that a single line contains. */
    public List<String> secretsIn(String line) {
        List<String> found = new ArrayList<>();
        for (int start = 0; start + MIN_LENGTH <= line.length(); start++) {
            int from = start;
            byStart.getOrDefault(line.substring(start, start + MIN_LENGTH), List.of()).stream()
                    .filter(secret -> line.startsWith(secret, from))
                    .forEach(found::add);
        }
        return found;
    }
}
