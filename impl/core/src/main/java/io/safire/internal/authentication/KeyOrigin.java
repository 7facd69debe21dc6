package io.safire.internal.authentication;

/**
 * The sources of a key and its {@code kid}, for messages. A source is a configuration key, or a text such as {@code of
 * this call}.
 */
record KeyOrigin(String kid, String key) {

    static KeyOrigin of(String source) {
        return new KeyOrigin(source, source);
    }

    KeyOrigin withKid(String source) {
        return new KeyOrigin(source, key);
    }
}
