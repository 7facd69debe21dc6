package io.safire.tck.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowingConsumer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Comparisons with the words and codes of Safire's messages, for {@code satisfies} of AssertJ. A comparison accepts every message
 * if the implementation does not claim the area {@code messages}.
 *
 * <p>A test compares values and configuration keys in messages without this class, because each implementation shows them.
 */
public final class SafireMessage {

    /** The setting of the application under test that contains whether the implementation claims the area. */
    static final String SETTING = "tck.messages";

    private SafireMessage() {}

    /** Returns a requirement that the message of a throwable, a finding with its code, or a text contains all words. */
    public static ThrowingConsumer<Object> saying(String... words) {
        return saying(SafireMessage::isClaimed, words);
    }

    /** Returns a requirement that the message of a throwable, a finding with its code, or a text contains the pattern. */
    public static ThrowingConsumer<Object> matching(String pattern) {
        return matching(SafireMessage::isClaimed, pattern);
    }

    /** Returns a requirement that an exception, a finding or a text has exactly this code. */
    public static ThrowingConsumer<Object> coded(String code) {
        return coded(SafireMessage::isClaimed, code);
    }

    static ThrowingConsumer<Object> saying(BooleanSupplier claimed, String... words) {
        return message -> {
            if (claimed.getAsBoolean()) {
                assertThat(text(message)).contains(words);
            }
        };
    }

    static ThrowingConsumer<Object> matching(BooleanSupplier claimed, String pattern) {
        return message -> {
            if (claimed.getAsBoolean()) {
                assertThat(text(message)).containsPattern(pattern);
            }
        };
    }

    static ThrowingConsumer<Object> coded(BooleanSupplier claimed, String code) {
        return message -> {
            if (claimed.getAsBoolean()) {
                assertThat(code(message)).isEqualTo(code);
            }
        };
    }

    private static boolean isClaimed() {
        return ConfigProvider.getConfig().getValue(SETTING, Boolean.class);
    }

    private static String text(Object message) {
        return message instanceof Throwable thrown ? String.valueOf(thrown.getMessage()) : message.toString();
    }

    private static String code(Object message) {
        if (message instanceof SmartException thrown) {
            return thrown.code();
        }
        return message instanceof Finding finding ? finding.id() : message.toString();
    }
}
