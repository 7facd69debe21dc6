package io.safire.tck.coverage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.tck.Assertion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** The rows of a tab-separated file in the package of {@link Assertion}, without the header row. */
public final class TsvTable {

    private TsvTable() {}

    /** Returns the columns of each row of a file with this number of columns. */
    public static List<String[]> rows(String file, int columns) {
        try (InputStream stream = Assertion.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("Missing resource: " + file);
            }
            List<String[]> rows = new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
            for (String[] row : rows) {
                if (row.length != columns) {
                    throw new IllegalStateException(
                            file + ": expected " + columns + " columns in " + Arrays.toString(row));
                }
            }
            return rows;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
