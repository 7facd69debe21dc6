package io.safire.impl.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the key that was probably meant. */
final class NearestKey {

    private NearestKey() {}

    /** Returns the candidate with the fewest edits, unless half of it or more would have to be replaced. */
    static Optional<String> of(String text, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> edits(text, candidate) <= Math.max(1, (candidate.length() - 1) / 2))
                .min(Comparator.comparingInt((String candidate) -> edits(text, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns the Levenshtein distance. */
    static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }
}
