package io.safire.broken;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Breakages in the handling of network failures. */
final class FaultBreakages {

    private static final Map<String, SmartException> FAILED = new ConcurrentHashMap<>();

    private FaultBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "Network failure is reported with an exception outside the API",
                        FaultBreakages::untyped,
                        "FaultTableTest.connectionsThatBreak"),
                Breakage.calls(
                        "Call after a failed call fails too",
                        FaultBreakages::failingAgain,
                        "FaultTableTest.connectionsThatBreak"));
    }

    private static Object untyped(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (NetworkException failure) {
            throw new IllegalStateException(failure.getMessage());
        }
    }

    private static Object failingAgain(Call call) throws Throwable {
        String place = call.target() + " " + call.method().getName();
        SmartException last = FAILED.remove(place);
        if (last != null) {
            throw last;
        }
        try {
            return call.proceed();
        } catch (SmartException failure) {
            FAILED.put(place, failure);
            throw failure;
        }
    }
}
