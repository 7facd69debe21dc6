package io.safire.broken;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.impl.cdi.ClientsProducer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A producer of clients that pass every call of the API through the active breakage. */
@Specializes
@ApplicationScoped
@NullUnmarked // the container sets fields
public class BrokenClients extends ClientsProducer {

    @Override
    @Produces
    @ApplicationScoped
    public SmartClients clients() {
        return broken(SmartClients.class, super.clients(), null);
    }

    static <T> T broken(Class<T> type, Object sound, @Nullable SmartClient from) {
        SmartClient owner = sound instanceof SmartClient client ? client : from;
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Call call = new Call(sound, owner, method, arguments == null ? new Object[0] : arguments);
                    return wrapped(owner, method, Breakages.active().calls().around(call));
                }));
    }

    /** Wraps results that are interfaces of the API, but no records and no types of the platform. */
    private static @Nullable Object wrapped(@Nullable SmartClient owner, Method method, @Nullable Object result) {
        Class<?> type = method.getReturnType();
        boolean acts = type.isInterface() && !type.isSealed() && type.getName().startsWith("io.safire.");
        return acts && result != null ? broken(type, result, owner) : result;
    }
}
