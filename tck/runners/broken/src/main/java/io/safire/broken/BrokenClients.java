package io.safire.broken;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.internal.cdi.ClientsProducer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A producer of clients that pass every call of the API through the active {@code Breakage}. */
@Specializes
@ApplicationScoped
@NullUnmarked // the container sets fields
public class BrokenClients extends ClientsProducer {

    @Override
    @Produces
    @ApplicationScoped
    public SmartClients clients() {
        return wrap(SmartClients.class, super.clients(), null);
    }

    static <T> T wrap(Class<T> type, Object unbroken, @Nullable SmartClient from) {
        SmartClient owner = unbroken instanceof SmartClient client ? client : from;
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    ApiCall call = new ApiCall(unbroken, owner, method, arguments == null ? new Object[0] : arguments);
                    return wrapResult(owner, method, Breakages.active().calls().around(call));
                }));
    }

    /**
     * Wraps results whose types are interfaces of the API. This method does not wrap results that are records, so that
     * they stay comparable.
     */
    private static @Nullable Object wrapResult(@Nullable SmartClient owner, Method method, @Nullable Object result) {
        Class<?> type = method.getReturnType();
        boolean isApiInterface =
                type.isInterface() && !type.isSealed() && type.getName().startsWith("io.safire.");
        boolean isService =
                isApiInterface && result != null && !result.getClass().isRecord();
        return isService ? wrap(type, result, owner) : result;
    }
}
