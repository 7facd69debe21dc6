package io.safire;

/**
 * A client that the application has created in code, with {@link SmartClients#create} or {@link SmartClient#create}.
 * The application closes the client when it no longer needs it.
 *
 * <p>A created client stores all tokens and registrations in memory, and cannot be serialized.
 *
 * @since 1.0
 */
public interface CloseableSmartClient extends SmartClient, AutoCloseable {

    /**
     * Closes the client. This method does not wait for requests in progress, which end within their time limits. After
     * the last of these requests, the library closes the connections that no other client shares. On a closed client,
     * every method except {@link #name()} and this method throws a {@link io.safire.error.ValidationException}. Closing
     * a closed client has no effect.
     */
    @Override
    void close();
}
