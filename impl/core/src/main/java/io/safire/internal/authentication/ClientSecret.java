package io.safire.internal.authentication;

/**
 * A client secret and its source.
 *
 * @param source the configuration key or the description of the source, for messages
 */
record ClientSecret(String value, String source) {

    @Override
    public String toString() {
        return "ClientSecret[value=***, source=" + source + "]";
    }
}
