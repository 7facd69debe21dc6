package io.safire.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An occurrence of a message text in a line of a log. The text contains an ellipsis in place of each value that the
 * line contains.
 *
 * @param start the position of the text
 * @param end the position after the text
 * @param values the values in the order of the text
 */
record InsertedText(String line, int start, int end, List<String> values) {

    private static final int MAX_VALUE = 400;
    private static final String END_OF_SENTENCE = ". ";

    /** Finds the first occurrence at or after a position. */
    static Optional<InsertedText> find(String text, String line, int from) {
        List<String> literals = List.of(text.split(MessageIndex.INSERTED, -1));
        if (literals.get(0).isEmpty() && literals.size() > 1) {
            return find(literals.subList(1, literals.size()), line, from)
                    .map(found -> found.withFirstValue(startOfSentence(line, from, found.start)));
        }
        return find(literals, line, from);
    }

    private static Optional<InsertedText> find(List<String> literals, String line, int from) {
        String first = literals.get(0);
        for (int start = line.indexOf(first, from); start >= 0; start = line.indexOf(first, start + 1)) {
            Optional<InsertedText> found = read(literals, line, start);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The result is empty if the line does not contain all parts of the text in their order. */
    private static Optional<InsertedText> read(List<String> literals, String line, int start) {
        List<String> values = new ArrayList<>();
        int position = start + literals.get(0).length();
        for (String literal : literals.subList(1, literals.size())) {
            int next = indexOf(literal, line, position);
            if (next < 0 || next - position > MAX_VALUE) {
                return Optional.empty();
            }
            values.add(line.substring(position, next));
            position = next + literal.length();
        }
        return Optional.of(new InsertedText(line, start, position, values));
    }

    /** A period within a value, such as a configuration key, is not the end of a sentence. */
    private static int indexOf(String literal, String line, int from) {
        int start = line.indexOf(literal, from);
        while (start >= 0 && literal.endsWith(".") && isLetterAt(line, start + literal.length())) {
            start = line.indexOf(literal, start + 1);
        }
        return start;
    }

    private static boolean isLetterAt(String line, int position) {
        return position < line.length() && Character.isLetterOrDigit(line.charAt(position));
    }

    private InsertedText withFirstValue(int startOfValue) {
        List<String> all = new ArrayList<>(values);
        all.add(0, line.substring(startOfValue, start).strip());
        return new InsertedText(line, startOfValue, end, all);
    }

    private static int startOfSentence(String line, int from, int end) {
        int sentence = line.lastIndexOf(END_OF_SENTENCE, end - END_OF_SENTENCE.length());
        return Math.max(from, sentence < 0 ? 0 : sentence + END_OF_SENTENCE.length());
    }
}
