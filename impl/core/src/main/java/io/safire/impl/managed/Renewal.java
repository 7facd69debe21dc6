package io.safire.impl.managed;

import io.safire.error.SmartException;

/** What came of a renewal. */
sealed interface Renewal {

    /** There are new tokens, by a request of ours or of another node. */
    record Renewed(Obtained obtained) implements Renewal {}

    /** Not now, since somebody else is at it. */
    record Busy() implements Renewal {}

    /** It failed; tokens that can still be used stay. */
    record Failed(SmartException failure) implements Renewal {}

    /** There is nothing to be had or used any more: signed out, or never signed in. */
    record Ended(SmartException failure) implements Renewal {}
}
