package io.safire.tck.coverage;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A source of facts, other than the implementation itself, that decides whether the implementation meets a requirement.
 */
public enum Witness {
    /** The requests that the sandbox recorded, or the URL of the authorization request. */
    REQUEST(
            "request",
            "The requests that the sandbox recorded, or the URL of the authorization request, compared with literals of the"
                    + " specification."),
    /** The cryptography of the JDK. */
    JDK("JDK", "Signatures and hashes that `Signature` and `MessageDigest` of the JDK compute."),
    /** An HTTP client in the role of the browser. */
    BROWSER(
            "browser",
            "Pages, redirects and cookies that a simulated browser or an HTTP client receives from the application."),
    /** A token store of the test. */
    STORE("store", "The content of a token store that belongs to the test."),
    /** The result of a call of the API. */
    RESULT(
            "result",
            "The value or exception that the API returns for a response, URL or setting that the test composes."),
    /** The scan of all logs for secrets. */
    LOG_SCAN("log scan", "The scan of all logs of a run for the secrets of this run (`SecretsTest`)."),
    /** Keycloak. */
    KEYCLOAK("Keycloak", "A Keycloak server instead of the sandbox."),
    /** Spring Authorization Server. */
    SPRING("Spring", "A Spring Authorization Server instead of the sandbox.");

    private final String word;
    private final String explanation;

    Witness(String word, String explanation) {
        this.word = word;
        this.explanation = explanation;
    }

    /** Returns the witnesses of each requirement that has a test. */
    public static Map<String, List<Witness>> byRequirement() {
        return TsvTable.rows("witnesses.tsv", 2).stream()
                .collect(toMap(row -> Requirement.SPECIFICATION + "/" + row[0], row -> parse(row[1])));
    }

    /**
     * Returns the witnesses of a list.
     *
     * @param words the words, separated by a comma and a space
     * @throws IllegalArgumentException if a word is unknown
     */
    static List<Witness> parse(String words) {
        return Arrays.stream(words.split(", ")).map(Witness::of).toList();
    }

    private static Witness of(String word) {
        return Arrays.stream(values())
                .filter(witness -> witness.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown witness in witnesses.tsv: " + word));
    }

    /** Returns the word in the documentation. */
    public String word() {
        return word;
    }

    /** Returns the explanation in the documentation, in AsciiDoc. */
    public String explanation() {
        return explanation;
    }
}
