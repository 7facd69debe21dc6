package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.stream.IntStream;

/** A resource as one line of NDJSON with a fixed length, into which the numbers of a patient and a resource are written. */
final class NdjsonTemplate {

    /** The length of each line, including the line break. */
    static final int LINE_BYTES = 512;
    /** The time of the last change of each resource. */
    static final String LAST_UPDATED = "2026-10-01T00:00:00Z";

    private static final String META = "\"meta\":{\"lastUpdated\":\"" + LAST_UPDATED + "\"},";
    private static final String SUBJECT = "\"subject\":{\"reference\":\"Patient/p-############\"},";
    private static final String NARRATIVE =
            "\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns='http://www.w3.org/1999/xhtml'>~</div>\"}}";

    static final NdjsonTemplate PATIENT = new NdjsonTemplate(
            "{\"resourceType\":\"Patient\",\"id\":\"p-############\"," + META
                    + "\"name\":[{\"family\":\"Sample\",\"given\":[\"P############\"]}],"
                    + "\"gender\":\"female\",\"birthDate\":\"1984-03-12\"," + NARRATIVE,
            'x');
    static final NdjsonTemplate ENCOUNTER = new NdjsonTemplate(
            "{\"resourceType\":\"Encounter\",\"id\":\"e-############\"," + META
                    + "\"status\":\"finished\",\"class\":{\"code\":\"AMB\"}," + SUBJECT + NARRATIVE,
            'x');
    static final NdjsonTemplate OBSERVATION = new NdjsonTemplate(
            "{\"resourceType\":\"Observation\",\"id\":\"o-############-@@@@@@@@\"," + META
                    + "\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8867-4\","
                    + "\"display\":\"Heart rate\"}]}," + SUBJECT
                    + "\"valueQuantity\":{\"value\":72,\"unit\":\"/min\"}," + NARRATIVE,
            'x');
    static final NdjsonTemplate PRACTITIONER = new NdjsonTemplate(
            "{\"resourceType\":\"Practitioner\",\"id\":\"d-############\"," + META
                    + "\"name\":[{\"family\":\"Moreau\",\"given\":[\"Ada\"]}]," + NARRATIVE,
            'x');
    /** The header of a block of resources of one patient. */
    static final NdjsonTemplate HEADER = new NdjsonTemplate(
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"header\",\"valueReference\":"
                    + "{\"reference\":\"Patient/p-############\"}}]~}",
            ' ');

    static final NdjsonTemplate DELETED = new NdjsonTemplate(
            "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
                    + "{\"method\":\"DELETE\",\"url\":\"Patient/deleted-############\"}}]~}",
            ' ');

    private final byte[] line;
    private final int[] patientDigits;
    private final int[] resourceDigits;

    private NdjsonTemplate(String json, char filler) {
        String padding = String.valueOf(filler).repeat(LINE_BYTES - json.length());
        line = (json.replace("~", padding) + "\n").getBytes(US_ASCII);
        patientDigits = lastPositions('#');
        resourceDigits = lastPositions('@');
    }

    /** Returns a template of an OperationOutcome. */
    static NdjsonTemplate outcome(String text) {
        return new NdjsonTemplate(
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\",\"code\":\"incomplete\","
                        + "\"diagnostics\":\"" + text + "\"}]~}",
                ' ');
    }

    /** Writes the line of a resource at an offset of a buffer. */
    void writeTo(byte[] buffer, int offset, long patient, long resource) {
        System.arraycopy(line, 0, buffer, offset, LINE_BYTES);
        for (int last : patientDigits) {
            writeDigits(buffer, offset + last, patient);
        }
        for (int last : resourceDigits) {
            writeDigits(buffer, offset + last, resource);
        }
    }

    private static void writeDigits(byte[] buffer, int last, long number) {
        int position = last;
        for (long rest = number; rest > 0; rest /= 10) {
            buffer[position--] = (byte) ('0' + rest % 10);
        }
    }

    /** Finds the last position of each run of a placeholder, and replaces the placeholder by zeros. */
    private int[] lastPositions(char placeholder) {
        int[] positions = IntStream.range(0, LINE_BYTES)
                .filter(position -> line[position] == placeholder && line[position + 1] != placeholder)
                .toArray();
        IntStream.range(0, LINE_BYTES)
                .filter(position -> line[position] == placeholder)
                .forEach(position -> line[position] = '0');
        return positions;
    }
}
