package io.safire.web;

import io.safire.launch.CompletedLaunch;
import io.safire.launch.LocalPath;
import java.util.Optional;

/**
 * The application's part of a launch that {@link SmartEndpoints} handle: a CDI bean, in whatever scope.
 *
 * <p>What the user's session holds is the name of the server and a subject, under which {@link io.safire.SmartClient#keep}
 * has the tokens kept; {@link io.safire.SmartClient#kept} finds them again, also when the session was stored in between and,
 * with a {@link io.safire.spi.TokenStore} for all nodes, on another node. The launch itself and its tokens are not for a
 * session: they cannot be serialized.
 *
 * <pre>{@code
 * @SessionScoped
 * public class Visit implements LaunchHandler, Serializable {
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
 *         clients.client(server).keep(subject, launch.tokens());
 *         return Redirect.to("/chart");
 *     }
 *
 *     Optional<ManagedTokens> tokens() {
 *         return subject == null ? Optional.empty() : clients.client(server).kept(subject);
 *     }
 *
 *     @Override
 *     public Redirect signOut(WebRequest request) {
 *         if (subject != null) {
 *             clients.client(server).signOut(subject);
 *             subject = null;
 *         }
 *         return Redirect.to("/");
 *     }
 * }
 * }</pre>
 */
public interface LaunchHandler {

    /**
     * Takes over a completed launch. The application stores the tokens and puts their key into the user's session, under a
     * new session id. On runtimes without servlets, the session is a cookie of the {@link Redirect}.
     *
     * @param launch server, client, tokens and launch context
     * @param request the request to the redirect URI, with the cookies of the browser
     * @return where the browser goes next; {@link CompletedLaunch#target()} is the path that the launch asked for
     */
    Redirect completed(CompletedLaunch launch, WebRequest request);

    /**
     * Signs the user out: the application ends its session and calls {@link io.safire.SmartClient#signOut}, which removes and
     * revokes the tokens.
     *
     * @param request the request for the sign-out, with the cookies of the browser
     * @return where the browser goes next
     */
    Redirect signOut(WebRequest request);

    /**
     * Returns the target of the link on the built-in error pages that leads back to the application.
     *
     * @return the path, {@code /} by default
     */
    default LocalPath home() {
        return LocalPath.of("/");
    }

    /**
     * Returns a page of the application for a request that failed. An exception is logged, and the built-in page is sent.
     *
     * <p>To translate the built-in pages, add {@code io/safire/web/Pages_de.properties}, or another language, to the class
     * path of the application; the keys are those of {@code io/safire/web/Pages.properties}.
     *
     * @param failure the reason, the HTTP status and the code for support
     * @param request the request, whose {@code Accept-Language} header names the languages of the user
     * @return the page; empty, as by default, for the built-in page
     */
    default Optional<WebAnswer> failed(LaunchFailure failure, WebRequest request) {
        return Optional.empty();
    }
}
