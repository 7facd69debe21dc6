package io.safire.internal.http;

/** A factory of the senders that retry requests. */
@FunctionalInterface
public interface HttpSenderFactory {

    /**
     * Creates a sender.
     *
     * @param transport sends each attempt
     * @param onRetry called before each attempt except the first
     */
    HttpSender create(HttpTransport transport, Runnable onRetry);
}
