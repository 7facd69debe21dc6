package io.safire.sandbox;

import java.util.List;
import java.util.Set;

/**
 * An accepted kick-off request.
 *
 * @param types the requested resource types, empty for all
 * @param includesAll whether the requested period contains the last change of the server's resources
 * @param hasSince whether the request contains {@code _since}
 * @param allowsPartial the value of {@code allowPartialManifests}
 * @param organizeBy the value of {@code organizeOutputBy}, empty if the request does not contain it
 * @param patients the numbers of the requested patients, empty for all
 * @param ignoredParameters the parameters that the server does not support
 */
record BulkKickOff(
        String url,
        Level level,
        Set<String> types,
        boolean includesAll,
        boolean hasSince,
        boolean allowsPartial,
        String organizeBy,
        List<Long> patients,
        List<String> ignoredParameters) {

    /** The part of the server's data that a request exports. */
    enum Level {
        SYSTEM,
        PATIENT,
        GROUP
    }
}
