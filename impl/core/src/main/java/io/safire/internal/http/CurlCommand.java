package io.safire.internal.http;

import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.util.regex.Pattern;

/** A curl command with which an administrator can repeat a request by hand. */
public final class CurlCommand {

    private static final Pattern QUERY = Pattern.compile("[?#].*");
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");
    private static final Pattern UNQUOTED = Pattern.compile("[A-Za-z0-9:/._~%-]+");

    private CurlCommand() {}

    /**
     * The command contains neither the query nor the user info of the URL. A server can choose the URL, so the URL is
     * quoted if a shell would interpret one of its characters.
     */
    public static String of(URI url) {
        String address = QUERY.matcher(url.toASCIIString()).replaceFirst("");
        String target = USER_INFO
                .matcher(LogSanitizer.sanitize(address))
                .replaceFirst("//")
                .replace("'", "%27");
        return "curl -v " + (UNQUOTED.matcher(target).matches() ? target : "'" + target + "'");
    }
}
