package io.safire.tck.observe;

import java.util.Map;

/**
 * What a metric has counted for one set of attributes.
 *
 * @param metric its name
 * @param unit its unit
 * @param attributes what is counted
 * @param count how often something was recorded, or the value of a counter
 */
public record SeenPoint(String metric, String unit, Map<String, String> attributes, long count) {}
