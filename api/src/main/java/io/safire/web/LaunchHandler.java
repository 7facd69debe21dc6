package io.safire.web;

import io.safire.launch.CompletedLaunch;
import io.safire.launch.LocalPath;

/**
 * The application's part of a launch that {@link SmartEndpoints} handle: a CDI bean, session-scoped as a rule.
 *
 * <pre>{@code
 * @SessionScoped
 * public class Visit implements LaunchHandler, Serializable {
 *     private static final long serialVersionUID = 1L;
 *     private transient CompletedLaunch launch;
 *
 *     @Override
 *     public LocalPath completed(CompletedLaunch completed) {
 *         launch = completed;
 *         return LocalPath.of("/chart");
 *     }
 *
 *     @Override
 *     public LocalPath signOut() {
 *         launch = null;
 *         return LocalPath.of("/");
 *     }
 * }
 * }</pre>
 */
public interface LaunchHandler {

    /**
     * A launch ended well. The application keeps what it needs of it in the user's session, under a new session id.
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
