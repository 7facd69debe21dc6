package io.safire.tck.fault;

import java.util.List;
import java.util.stream.Collectors;

/** The fault table as an AsciiDoc document. */
public final class FaultDocument {

    private static final List<FaultFlow> COLUMNS = List.of(
            FaultFlow.DISCOVERY,
            FaultFlow.CODE,
            FaultFlow.REFRESH,
            FaultFlow.USER_TOKENS,
            FaultFlow.BACKEND,
            FaultFlow.INTROSPECTION,
            FaultFlow.REVOCATION,
            FaultFlow.REGISTRATION,
            FaultFlow.BRANDS,
            FaultFlow.KEYS);

    private FaultDocument() {}

    /** Returns the document. */
    public static String text() {
        int faults = FaultTable.all().size();
        StringBuilder text = new StringBuilder("= Faults and their outcomes\n\n");
        text.append("This page lists ").append(faults).append(" faults and their outcomes in ");
        text.append(FaultFlow.values().length);
        text.append(
                " flows. The TCK tests each fault in each flow on every runtime.\n"
                        + "In these tests, a fault does not end before the client has made all its retries. "
                        + "The TCK verifies the following rules:\n\n"
                        + "* Every exception names the server and contains no secret.\n"
                        + "* After the end of the fault, the next call succeeds with the same code, refresh token or registration,\n"
                        + "  unless the server may have consumed it.\n"
                        + "* `NetworkException.notSent()` is true exactly if the server did not receive the request.\n"
                        + "* No connections or threads leak.\n"
                        + "* User tokens remain in their store. The client never sends a refresh token again if the server may have\n"
                        + "  received it; the user must then sign in again.\n\n"
                        + "The column \"ID token keys\" lists the exceptions of a code exchange with the scope `openid`. "
                        + "If the outcome is\n\"success or a typed exception\", it depends on the HTTP client of the runtime.\n");
        for (String title : FaultTable.titles()) {
            text.append("\n== ").append(title).append("\n\n[cols=\"3").append(",2".repeat(COLUMNS.size()));
            text.append("\"]\n|===\n|Fault ")
                    .append(COLUMNS.stream().map(flow -> "|" + flow.title()).collect(Collectors.joining(" ")));
            text.append("\n\n");
            FaultTable.group(title).forEach(fault -> text.append(row(fault)));
            text.append("|===\n");
        }
        return text.toString();
    }

    private static String row(Fault fault) {
        List<String> words =
                COLUMNS.stream().map(flow -> fault.expected(flow).description()).toList();
        boolean same = words.stream().distinct().count() == 1;
        String cells = same
                ? COLUMNS.size() + "+|" + words.get(0)
                : words.stream().map(word -> "|" + word).collect(Collectors.joining(" "));
        return "|" + fault.name() + " " + cells + "\n";
    }
}
