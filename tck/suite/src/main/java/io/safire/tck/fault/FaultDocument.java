package io.safire.tck.fault;

import java.util.List;
import java.util.stream.Collectors;

/** The table in AsciiDoc. */
public final class FaultDocument {

    private static final List<Flow> COLUMNS = List.of(
            Flow.DISCOVERY,
            Flow.CODE,
            Flow.REFRESH,
            Flow.KEPT,
            Flow.BACKEND,
            Flow.INTROSPECTION,
            Flow.REVOCATION,
            Flow.REGISTRATION,
            Flow.BRANDS,
            Flow.KEYS);

    private FaultDocument() {}

    /**
     * The document.
     *
     * @return text
     */
    public static String text() {
        int faults = FaultTable.all().size();
        StringBuilder text = new StringBuilder("= Faults and what comes of them\n\n");
        text.append(faults).append(" faults in ").append(Flow.values().length);
        text.append(
                " flows. Each of them is tried on every runtime, for as long as the client tries again by itself; ");
        text.append(
                "then the fault ends.\nEvery error names the server and holds no secret; the next call works with ");
        text.append("what the application had before: the same code, the same refresh token,\nthe same registration, ");
        text.append("unless the server can have used them up. Neither connections nor threads are left over.\n");
        text.append(
                "Kept tokens stay in their store; a refresh token that the server may have seen is not sent again, ");
        text.append("and its user is asked to sign in.\n\n");
        text.append("What stands in the column ID token keys is thrown by the exchange of a code with `openid`. ");
        text.append("\"Success or a typed error\" depends on the HTTP client\nof the runtime.\n");
        for (String title : FaultTable.titles()) {
            text.append("\n== ").append(title).append("\n\n[cols=\"3").append(",2".repeat(COLUMNS.size()));
            text.append("\"]\n|===\n|Fault ")
                    .append(COLUMNS.stream().map(flow -> "|" + flow.words()).collect(Collectors.joining(" ")));
            text.append("\n\n");
            FaultTable.group(title).forEach(fault -> text.append(row(fault)));
            text.append("|===\n");
        }
        return text.toString();
    }

    private static String row(Fault fault) {
        List<String> words =
                COLUMNS.stream().map(flow -> fault.expected(flow).words()).toList();
        boolean same = words.stream().distinct().count() == 1;
        String cells = same
                ? COLUMNS.size() + "+|" + words.get(0)
                : words.stream().map(word -> "|" + word).collect(Collectors.joining(" "));
        return "|" + fault.name() + " " + cells + "\n";
    }
}
