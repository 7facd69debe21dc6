package io.safire.broken;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Deliberate defects in the handling of network failures. */
final class FaultBreakages {

    private static final Map<String, SmartException> LAST_FAILURES = new ConcurrentHashMap<>();

    private FaultBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                                "Network failure is reported with an exception outside the API",
                                FaultBreakages::replaceNetworkException,
                                "FaultTableTest.reportsBrokenConnections")
                        .reportedAs("expected NETWORK, was Optional[java.lang.IllegalStateException"),
                Breakage.calls(
                                "Call that follows a failed call fails too",
                                FaultBreakages::failOnNextCall,
                                "FaultTableTest.reportsBrokenConnections")
                        .reportedAs("expected NETWORK, was Optional[io.safire.error.ValidationException"));
    }

    private static Object replaceNetworkException(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (NetworkException failure) {
            throw new IllegalStateException(failure.getMessage());
        }
    }

    private static Object failOnNextCall(ApiCall call) throws Throwable {
        String key = call.target() + " " + call.method().getName();
        SmartException last = LAST_FAILURES.remove(key);
        if (last != null) {
            throw last;
        }
        try {
            return call.proceed();
        } catch (SmartException failure) {
            LAST_FAILURES.put(key, failure);
            throw failure;
        }
    }
}
