package io.safire.example;

import java.io.PrintStream;
import java.util.Locale;

/** A progress bar in a terminal. In a log file, each step is one line that appears when the step is complete. */
class ProgressBar {

    private static final int WIDTH = 30;
    private static final int COMPLETE = 100;

    private final PrintStream out;
    private final boolean isTerminal;

    ProgressBar(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    void show(String step, int percent) {
        int filled = percent * WIDTH / COMPLETE;
        String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
        String line = String.format(Locale.ROOT, "%-12s [%s] %3d %%", step, bar, percent);
        if (percent == COMPLETE) {
            out.println(isTerminal ? "\r" + line : line);
        } else if (isTerminal) {
            out.print("\r" + line);
            out.flush();
        }
    }
}
