package io.safire.internal.client;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.internal.message.Message;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * A client that the application has created in code. Each method except {@link #name()} and {@link #close()} checks
 * that the client is open. After the client is closed, the objects that its methods have returned can no longer send
 * requests.
 */
@SuppressWarnings("serial") // Serializable only so that writeReplace can throw an exception with a clear message
final class CreatedSmartClient extends DelegatingSmartClient implements CloseableSmartClient, Serializable {

    private static final long serialVersionUID = 1L;

    private final SmartClient client;
    private final ClientLifecycle lifecycle;
    private final Consumer<CreatedSmartClient> release;

    /**
     * @param release the action that releases the resources of the client
     */
    CreatedSmartClient(SmartClient client, ClientLifecycle lifecycle, Consumer<CreatedSmartClient> release) {
        this.client = client;
        this.lifecycle = lifecycle;
        this.release = release;
    }

    @Override
    public String name() {
        return client.name();
    }

    @Override
    public void close() {
        if (lifecycle.close()) {
            release.accept(this);
        }
    }

    @Override
    SmartClient open() {
        lifecycle.requireOpen();
        return client;
    }

    private Object writeReplace() throws NotSerializableException {
        throw new NotSerializableException(
                Message.CLIENT_NOT_SERIALIZABLE.format(name()).message());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a created client is not serialized");
    }

    @Override
    public String toString() {
        return client.toString();
    }
}
