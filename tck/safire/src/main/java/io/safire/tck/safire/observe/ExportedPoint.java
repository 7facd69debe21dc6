package io.safire.tck.safire.observe;

import java.util.Map;

/**
 * The value of a metric for one set of attributes.
 *
 * @param count the number of recorded values of a histogram, or the value of a counter
 */
public record ExportedPoint(String metric, String unit, Map<String, String> attributes, long count) {}
