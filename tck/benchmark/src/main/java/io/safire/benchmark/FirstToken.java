package io.safire.benchmark;

import io.safire.SmartClient;
import java.io.IOException;

/**
 * A program that requests its first token after the application has started. Run with {@code -Xlog:class+load}, the
 * program shows the classes that the first token needs. The JVM loads these classes between {@link Started} and
 * {@link Ended}.
 */
final class FirstToken {

    private FirstToken() {}

    public static void main(String[] arguments) throws IOException {
        try (BenchmarkApplication application = BenchmarkApplication.start("ES384")) {
            SmartClient client = application.client();
            Started.now();
            client.accessToken();
            Ended.now();
        }
    }

    /** A class that is loaded after the start of the application. */
    static final class Started {

        private Started() {}

        static void now() {}
    }

    /** A class that is loaded after the first token has arrived. */
    static final class Ended {

        private Ended() {}

        static void now() {}
    }
}
