package io.safire.internal.http;

/** A factory of the senders that retry requests. */
@FunctionalInterface
public interface HttpSenderFactory {

    /**
     * @param transport the transport that sends each attempt
     * @param onRetry the callback that is called before each retry
     */
    HttpSender create(HttpTransport transport, Runnable onRetry);
}
