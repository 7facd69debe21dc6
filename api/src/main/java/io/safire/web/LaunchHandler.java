package io.safire.web;

import java.util.Optional;

/**
 * The application's part of a launch for which {@link SmartEndpoints} provides the endpoints. The application provides
 * the launch handler as a CDI bean of any scope.
 *
 * <p>Store the name of the server and a subject in the user's session, and the tokens under this subject with
 * {@link io.safire.token.UserTokens#store}. To find the tokens again, use {@link io.safire.token.UserTokens#find}. With
 * a shared {@link io.safire.spi.TokenStore}, this method also finds tokens that another node stored. Do not store the
 * {@link CompletedLaunch} or its tokens in the session, because they are not serializable.
 *
 * <pre>{@code
 * @SessionScoped
 * public class ChartLaunchHandler implements LaunchHandler, Serializable {
 *     private static final long serialVersionUID = 1L;
 *
 *     @Inject
 *     SmartClients clients;
 *
 *     private String server;
 *     private String subject;
 *
 *     @Override
 *     public Redirect completed(CompletedLaunch launch, WebRequest request) {
 *         server = launch.server();
 *         subject = UUID.randomUUID().toString();
 *         clients.client(server).userTokens().store(subject, launch.tokens());
 *         return Redirect.to("/chart");
 *     }
 *
 *     Optional<ManagedTokens> tokens() {
 *         return subject == null
 *                 ? Optional.empty()
 *                 : clients.client(server).userTokens().find(subject);
 *     }
 *
 *     @Override
 *     public Redirect signOut(WebRequest request) {
 *         Redirect next = Redirect.to("/");
 *         if (subject != null) {
 *             next = next.withSignOut(clients.client(server).userTokens().signOut(subject));
 *             subject = null;
 *         }
 *         return next;
 *     }
 * }
 * }</pre>
 * @since 1.0
 */
public interface LaunchHandler {

    /**
     * Prepares a launch at the launch URL. The application can add parameters to the authorization request, or request
     * other scopes. Never copy parameters from the request of the browser into the launch without a check, because any
     * page can send a browser to the launch URL.
     *
     * <pre>{@code
     * return launch.withParameter("prompt", "login");
     * }</pre>
     *
     * @param launch the launch, whose {@code iss} or server name is already validated
     * @param request the request to the launch URL, with the cookies of the browser
     * @return the launch to start; by default, the unchanged launch
     */
    default LaunchRequest starting(LaunchRequest launch, WebRequest request) {
        return launch;
    }

    /**
     * Processes a completed launch. The application stores the tokens, changes the session id, and puts the subject of
     * the tokens into the session. On a runtime without servlets, set a session cookie with
     * {@link Redirect#withCookie}.
     *
     * <p>If this method throws an exception, the browser receives an error page, and the launch cannot be repeated. To
     * reject a user, return a redirect to a page of the application.
     *
     * @param launch the client, the tokens and their launch context
     * @param request the request to the redirect URI, with the cookies of the browser
     * @return the page to which the browser is redirected, for example {@link CompletedLaunch#target()}
     */
    Redirect completed(CompletedLaunch launch, WebRequest request);

    /**
     * Signs the user out. The application ends its session and calls {@link io.safire.token.UserTokens#signOut}, which
     * removes and revokes the tokens. To end the session at the server, too, pass the result to
     * {@link Redirect#withSignOut}.
     *
     * @param request the request for the sign-out, with the cookies of the browser
     * @return the page to which the browser is redirected
     */
    Redirect signOut(WebRequest request);

    /**
     * Returns the target of the link that leads from the built-in error pages back to the application.
     *
     * @return the path, {@code /} by default
     */
    default LocalPath home() {
        return LocalPath.of("/");
    }

    /**
     * Returns the application's own error page for a request that failed. If this method throws an exception, the
     * library logs the exception and sends the built-in page.
     *
     * <p>To translate the built-in pages, add {@code io/safire/web/Pages_de.properties}, or a file for another
     * language, to the class path of the application. The file has the same keys as
     * {@code io/safire/web/Pages.properties}. If the file lacks a key, the page shows the English text.
     *
     * @param failure the reason, the HTTP status and the message code for support
     * @param request the request, whose {@code Accept-Language} header contains the languages of the user
     * @return the page; empty (the default) to send the built-in page
     */
    default Optional<WebResponse> failed(LaunchFailure failure, WebRequest request) {
        return Optional.empty();
    }
}
