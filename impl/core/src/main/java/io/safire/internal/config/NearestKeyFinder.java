package io.safire.internal.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** A search for the known key that is most similar to a misspelled key. */
final class NearestKeyFinder {

    private NearestKeyFinder() {}

    /**
     * The edit distance to the candidate may be at most a third of the candidate's length, or one edit for a short
     * candidate.
     */
    static Optional<String> find(String text, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> distance(text, candidate)
                        <= Math.max(1, withoutName(candidate).length() / 3))
                .min(Comparator.comparingInt((String candidate) -> distance(text, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The free name at the end of the key of a group has no distance. */
    private static int distance(String text, String candidate) {
        int dot = text.lastIndexOf('.');
        boolean named = candidate.endsWith(GroupKeys.NAME) && dot > 0;
        return editDistance(named ? text.substring(0, dot) : text, named ? withoutName(candidate) : candidate);
    }

    private static String withoutName(String candidate) {
        return candidate.endsWith(GroupKeys.NAME)
                ? candidate.substring(0, candidate.length() - GroupKeys.NAME.length())
                : candidate;
    }

    /**
     * Returns the number of characters to add, remove, replace, or swap with the next character (optimal string
     * alignment distance).
     */
    static int editDistance(String one, String other) {
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : minimumEdits(edits, one, other, i, j);
            }
        }
        return edits[one.length()][other.length()];
    }

    private static int minimumEdits(int[][] edits, String one, String other, int i, int j) {
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int fewest = Math.min(edits[i - 1][j - 1] + same, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
