package io.safire.sandbox.control;

/** A version of the Bulk Data Access implementation guide that a server implements. */
public enum BulkVersion {
    /** Version 2.0.0 (STU 2). */
    STU2,
    /** Version 3.0.0 (STU 3), with partial manifests, manifests of several pages and {@code organizeOutputBy}. */
    STU3,
    /** The ballot of version 4.0.0, with kick-off by POST only and {@code outcome} in place of {@code error}. */
    STU4_BALLOT
}
