package io.safire.broken;

import static java.util.Objects.requireNonNull;

import io.safire.SmartClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * An intercepted call of the correct implementation.
 *
 * @param owner the client that is called, or the client that has returned the target; null for other objects
 */
record ApiCall(Object target, @Nullable SmartClient owner, Method method, Object[] arguments) {

    /** A deliberate defect, inserted between the application and the correct implementation. */
    @FunctionalInterface
    interface CallTampering {
        Object around(ApiCall call) throws Throwable;
    }

    boolean isMethod(String name) {
        return method.getName().equals(name);
    }

    <T> T argument(int index, Class<T> type) {
        return type.cast(arguments[index]);
    }

    boolean hasArgument(int index, Class<?> type) {
        return arguments.length > index && type.isInstance(arguments[index]);
    }

    SmartClient client() {
        return requireNonNull(owner, "owner");
    }

    Object proceed() throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    Object proceedWith(int index, Object argument) throws Throwable {
        Object[] changed = arguments.clone();
        changed[index] = argument;
        return new ApiCall(target, owner, method, changed).proceed();
    }
}
