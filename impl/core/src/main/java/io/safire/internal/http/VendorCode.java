package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A documented error code of a vendor. The file {@code vendor-codes.tsv} contains the codes.
 *
 * @param setting the setting to check, without {@code safire.<name>.}; empty if no setting is the cause
 * @param source the document that describes the code
 * @param readOn the date on which the document was read
 */
public record VendorCode(String code, String meaning, String setting, String source, LocalDate readOn) {

    private static final int COLUMNS = 5;
    private static final List<VendorCode> ALL = load();

    /** Returns the codes. If a code contains another code, the longer code comes first. */
    public static List<VendorCode> all() {
        return ALL;
    }

    /**
     * @param error the error, such as the values of {@code error_description} and {@code error_uri}
     */
    public static Optional<Finding> cause(ServerSettings settings, String error, Step step) {
        String text = decode(error);
        return ALL.stream()
                .filter(known -> text.contains(known.code))
                .findFirst()
                .map(known -> StatusCauses.at(step, known.finding(settings), ""));
    }

    private Finding finding(ServerSettings settings) {
        return setting.isEmpty()
                ? Message.CAUSE_VENDOR_CODE.finding(code, meaning, source)
                : Message.CAUSE_VENDOR_SETTING.finding(code, meaning, source, settings.prefix() + setting);
    }

    private static String decode(String error) {
        try {
            return URLDecoder.decode(error, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return error;
        }
    }

    private static List<VendorCode> load() {
        try (InputStream stream = Objects.requireNonNull(VendorCode.class.getResourceAsStream("vendor-codes.tsv"))) {
            return new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", COLUMNS))
                    .map(cells -> new VendorCode(cells[0], cells[1], cells[2], cells[3], LocalDate.parse(cells[4])))
                    .sorted(Comparator.comparing((VendorCode known) -> known.code.length())
                            .reversed())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
