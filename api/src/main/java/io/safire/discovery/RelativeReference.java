package io.safire.discovery;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * The resolution of relative URLs against the FHIR base URL. If the base URL has no trailing slash, the result does not
 * contain the last segment of the base URL. {@link URI#resolve(URI)} differs from the RFCs in three cases: a base URL
 * without a path, a reference that is only a query, and a reference with segments that lead above the root.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1808#section-4">RFC 1808, section 4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-5.2">RFC 3986, section 5.2</a>
 */
final class RelativeReference {

    private static final Pattern QUERY_AND_FRAGMENT = Pattern.compile("[?#].*");
    private static final Pattern ABOVE_ROOT = Pattern.compile("^([^/]+//[^/?#]*)(?:/\\.\\.)+(?=[/?#]|$)");

    private RelativeReference() {}

    /**
     * @param reference a URL without a scheme
     */
    static URI resolve(URI base, URI reference) {
        String address = QUERY_AND_FRAGMENT.matcher(base.toString()).replaceFirst("");
        boolean isQuery = reference.toString().startsWith("?");
        boolean hasPath = !"".equals(base.getRawPath());
        URI resolved = isQuery
                ? URI.create(address + reference)
                : URI.create(hasPath ? address : address + "/").resolve(reference);
        return URI.create(ABOVE_ROOT.matcher(resolved.toString()).replaceFirst("$1"));
    }
}
