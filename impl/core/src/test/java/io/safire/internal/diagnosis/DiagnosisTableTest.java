package io.safire.internal.diagnosis;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.http.VendorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** Test that the guide lists all checks. {@code -Ddocs.write=true} writes the table. */
class DiagnosisTableTest {

    private static final Path GUIDE = Path.of("../../docs/guides/diagnosis.adoc");
    private static final String START = "// tag::checks[]\n";
    private static final String CODES_START = "// tag::codes[]\n";
    private static final String CODES_END = "// end::codes[]";
    private static final String END = "// end::checks[]";

    @Test
    void guideListsChecks() throws IOException {
        String table = Doctor.checks().stream()
                .map(check -> "|`" + check.id() + "` |`" + check.mode() + "` |" + check.question())
                .collect(joining("\n", "[cols=\"1,1,6\"]\n|===\n|Check |Mode |Question\n\n", "\n|===\n"));
        String text = Files.readString(GUIDE);
        int start = text.indexOf(START) + START.length();
        String expected = text.substring(0, start) + table + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(GUIDE, expected);
        }
        assertThat(Files.readString(GUIDE)).isEqualTo(expected);
    }

    @Test
    void guideListsVendorCodes() throws IOException {
        String table = VendorCode.all().stream()
                .sorted(Comparator.comparing(VendorCode::code))
                .map(code -> "|`" + code.code() + "` |" + code.meaning() + " |"
                        + (code.setting().isEmpty() ? "" : "`" + code.setting() + "`") + " |" + code.source() + ", "
                        + code.readOn())
                .collect(joining("\n", "[cols=\"3,3,1,2\"]\n|===\n|Code |Cause |Setting |Source\n\n", "\n|===\n"));
        String text = Files.readString(GUIDE);
        int start = text.indexOf(CODES_START) + CODES_START.length();
        String expected = text.substring(0, start) + table + text.substring(text.indexOf(CODES_END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(GUIDE, expected);
        }
        assertThat(Files.readString(GUIDE)).isEqualTo(expected);
    }

    @Test
    void requiresEarlierChecksOnly() {
        for (Check check : Doctor.checks()) {
            int index = Doctor.checks().indexOf(check);
            assertThat(Doctor.checks().subList(0, index))
                    .as(check.id())
                    .extracting(Check::id)
                    .doesNotContain(check.id())
                    .containsAll(check.requires());
        }
    }
}
