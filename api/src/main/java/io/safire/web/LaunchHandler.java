package io.safire.web;

import io.safire.launch.CompletedLaunch;
import io.safire.launch.LocalPath;

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
 *     public LocalPath completed(CompletedLaunch launch) {
 *         server = launch.server();
 *         subject = UUID.randomUUID().toString();
 *         clients.client(server).keep(subject, launch.tokens());
 *         return LocalPath.of("/chart");
 *     }
 *
 *     Optional<ManagedTokens> tokens() {
 *         return subject == null ? Optional.empty() : clients.client(server).kept(subject);
 *     }
 *
 *     @Override
 *     public LocalPath signOut() {
 *         tokens().ifPresent(ManagedTokens::forget);
 *         subject = null;
 *         return LocalPath.of("/");
 *     }
 * }
 * }</pre>
 */
public interface LaunchHandler {

    /**
     * A launch ended well. The application has the tokens kept, and holds their subject in the user's session, under a new
     * session id.
     *
     * @param launch server, client, tokens and launch context
     * @return where the browser is sent; {@link CompletedLaunch#target()} is what was asked for when the launch began
     */
    LocalPath completed(CompletedLaunch launch);

    /**
     * The user wants to leave: the application ends its session and forgets its tokens.
     *
     * @return where the browser is sent
     */
    LocalPath signOut();
}
