package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.token.SignOut;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A response that redirects the browser to a page of this application and sets cookies.
 *
 * <pre>{@code
 * String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=None; Partitioned";
 *
 * return Redirect.to("/chart").withCookie(COOKIE + "=" + key + "; Max-Age=28800" + ATTRIBUTES);
 * }</pre>
 *
 * @param target the path to which the browser is redirected
 * @param cookies the values of the {@code Set-Cookie} headers, each of printable ASCII characters
 * @param signOut the sign-out that the browser completes at the server before it opens the target; null if
 *     the redirect belongs to no sign-out
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1">RFC 6265, section 4.1</a>
 * @since 1.0
 */
public record Redirect(
        LocalPath target, List<String> cookies, @Nullable SignOut signOut) {

    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[\\x20-\\x7E]+");

    /**
     * Creates a redirect.
     *
     * @throws IllegalArgumentException if a cookie is empty or has characters other than printable ASCII
     */
    public Redirect {
        requireNonNull(target, "target");
        cookies = List.copyOf(cookies);
        if (!cookies.stream().allMatch(cookie -> PRINTABLE_ASCII.matcher(cookie).matches())) {
            throw new IllegalArgumentException("A Set-Cookie header must be printable ASCII.");
        }
    }

    /**
     * Creates a redirect to a path of this application.
     *
     * @param target the path
     * @return a redirect without cookies
     */
    public static Redirect to(LocalPath target) {
        return new Redirect(target, List.of(), null);
    }

    /**
     * Creates a redirect to a path of this application.
     *
     * @param path the path, which starts with one slash
     * @return a redirect without cookies
     * @throws io.safire.error.ValidationException if the path is not a valid {@link LocalPath}
     */
    public static Redirect to(String path) {
        return to(LocalPath.of(path));
    }

    /**
     * Returns a copy of this redirect with an additional cookie.
     *
     * @param setCookie the value of the {@code Set-Cookie} header, with its attributes
     * @return the copy, with this cookie after the existing cookies
     * @throws IllegalArgumentException if the value is empty or has characters other than printable ASCII
     */
    public Redirect withCookie(String setCookie) {
        List<String> all = new ArrayList<>(cookies);
        all.add(requireNonNull(setCookie, "setCookie"));
        return new Redirect(target, all, signOut);
    }

    /**
     * Returns a copy of this redirect that also ends the session of the user at the server. Only the result of
     * {@link LaunchHandler#signOut} may have a sign-out. If {@link SignOut#endSessionUri()} is present, the browser
     * opens this URL first, and then the target of this redirect. Otherwise, the browser opens the target immediately.
     *
     * <pre>{@code
     * return key.isBlank() ? next : next.withSignOut(client.userTokens().signOut(key));
     * }</pre>
     *
     * @param newSignOut the result of {@link io.safire.token.UserTokens#signOut}
     * @return the copy
     */
    public Redirect withSignOut(SignOut newSignOut) {
        return new Redirect(target, cookies, requireNonNull(newSignOut, "newSignOut"));
    }

    /** Returns only the number of cookies, because their values may be secret. */
    @Override
    public String toString() {
        return "Redirect[cookies=" + cookies.size() + "]";
    }
}
