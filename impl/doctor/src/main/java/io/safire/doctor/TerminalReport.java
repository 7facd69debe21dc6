package io.safire.doctor;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Severity;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A diagnosis as a text for a terminal: the text of the API with line breaks and colors. */
final class TerminalReport {

    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";

    /** The title of the last part of the text: the findings that require no action. */
    private static final String NOTES = "  No action is needed:";

    private static final Pattern LABEL = Pattern.compile("    (\\w+ +)(.*)");
    private static final Pattern INDENT = Pattern.compile(" *(?:(?<=^    )\\w+ +)?");

    private final boolean colors;
    private final int width;

    /**
     * @param width the number of columns of the terminal; 0 for unlimited lines
     */
    TerminalReport(boolean colors, int width) {
        this.colors = colors;
        this.width = width;
    }

    String write(Diagnosis diagnosis) {
        StringBuilder report = new StringBuilder();
        List<String> lines = withOptions(diagnosis.toText()).lines().toList();
        int notes = lines.indexOf(NOTES);
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            boolean isCause = index + 1 < lines.size()
                    && (notes < 0 || index < notes)
                    && LABEL.matcher(lines.get(index + 1)).matches()
                    && !LABEL.matcher(line).matches();
            String style = index == 0 ? BOLD + color(diagnosis.verdict()) : isCause ? BOLD : "";
            report.append(styled(wrap(line), style)).append('\n');
        }
        return report.toString();
    }

    /** Replaces the modes of the API with the corresponding option or command of the command line. */
    private static String withOptions(String text) {
        return text.replace("(requires the mode TOKEN)", "(requires --token)")
                .replace("(requires the mode OUTSIDE)", "(not part of the command config)");
    }

    static String color(Severity severity) {
        return switch (severity) {
            case BROKEN -> RED;
            case WRONG, RISK -> YELLOW;
            case INFO -> GREEN;
        };
    }

    /** Does nothing if colors are not used. */
    String styled(String text, String style) {
        if (!colors) {
            return text;
        }
        Matcher label = LABEL.matcher(text.lines().findFirst().orElse(""));
        if (style.isEmpty() && label.matches()) {
            return "    " + DIM + label.group(1) + RESET + text.substring(label.end(1));
        }
        return style.isEmpty() ? text : style + text + RESET;
    }

    /** Breaks a line between words, and indents the following lines to the start of the text in the first line. */
    private String wrap(String line) {
        Matcher indent = INDENT.matcher(line);
        int column = indent.lookingAt() ? indent.end() : 0;
        if (width <= column || line.length() <= width) {
            return line;
        }
        StringBuilder wrapped = new StringBuilder(line.substring(0, column));
        int used = column;
        for (String word : line.substring(column).split(" ")) {
            if (used > column && used + 1 + word.length() > width) {
                wrapped.append('\n').append(" ".repeat(column));
                used = column;
            } else if (used > column) {
                wrapped.append(' ');
                used++;
            }
            wrapped.append(word);
            used += word.length();
        }
        return wrapped.toString();
    }
}
