package io.safire.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A fake servlet response that records the cookies. */
final class RecordingServletResponse {

    final List<String> cookies = new ArrayList<>();
    private final boolean committed;

    RecordingServletResponse(boolean committed) {
        this.committed = committed;
    }

    HttpServletResponse proxy() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "isCommitted":
                            return committed;
                        case "addHeader":
                            cookies.add((String) arguments[1]);
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
