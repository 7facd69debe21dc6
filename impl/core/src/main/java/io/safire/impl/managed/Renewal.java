package io.safire.impl.managed;

import io.safire.error.SmartException;

/** The result of a refresh. */
sealed interface Renewal {

    /** New tokens, from a request of this or another node. */
    record Renewed(Obtained obtained) implements Renewal {}

    /** No result yet: another node is refreshing the tokens, or no thread was free. */
    record Busy() implements Renewal {}

    /** A failure. A cached token that is still valid stays in use. */
    record Failed(SmartException failure) implements Renewal {}

    /** No tokens are stored: the user signed out, or never signed in. */
    record Ended(SmartException failure) implements Renewal {}
}
