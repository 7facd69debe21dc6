package io.safire.example;

import java.util.Map;

/**
 * A formatter of UCUM units for display.
 *
 * @see <a href="https://ucum.org/ucum">The Unified Code for Units of Measure</a>
 */
final class UnitFormat {

    private static final Map<String, String> DISPLAY_TEXTS = Map.ofEntries(
            Map.entry("/min", "per minute"),
            Map.entry("Cel", "°C"),
            Map.entry("[degF]", "°F"),
            Map.entry("mm[Hg]", "mmHg"),
            Map.entry("kg/m2", "kg/m²"),
            Map.entry("m2", "m²"),
            Map.entry("[lb_av]", "lb"),
            Map.entry("[in_i]", "in"),
            Map.entry("10*3/uL", "×10³/µL"),
            Map.entry("10*6/uL", "×10⁶/µL"),
            Map.entry("10*9/L", "×10⁹/L"),
            Map.entry("10*12/L", "×10¹²/L"),
            Map.entry("mL/min/{1.73_m2}", "mL/min/1.73 m²"),
            Map.entry("1", ""));

    private UnitFormat() {}

    /**
     * Returns the display text of a UCUM code, without annotations. In a text without a table entry, the method only
     * removes annotations in braces, and a leading u before g, m or L becomes µ.
     */
    static String format(String unit) {
        String displayText = DISPLAY_TEXTS.get(unit);
        return displayText != null
                ? displayText
                : unit.replaceAll("\\{[^}]*}", "").replaceFirst("^u(?=[gmL])", "µ");
    }
}
