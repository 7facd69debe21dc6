package io.safire.sandbox;

import io.safire.sandbox.BulkFile.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files that an export generates. */
final class BulkFiles {

    private static final List<String> COMPARTMENT = List.of("Patient", "Encounter", "Observation");

    private final BulkKickOff kickOff;
    private final BulkSettings.Content content;
    private final List<BulkFile> files = new ArrayList<>();

    private BulkFiles(BulkKickOff kickOff, BulkSettings.Content content) {
        this.kickOff = kickOff;
        this.content = content;
    }

    /** Returns the resource types that the server exports at a level. */
    static List<String> types(BulkKickOff.Level level) {
        return level == BulkKickOff.Level.SYSTEM
                ? List.of("Patient", "Encounter", "Observation", "Practitioner")
                : COMPARTMENT;
    }

    /**
     * Returns the files of an export.
     *
     * @param types the resource types that the export contains
     */
    static List<BulkFile> of(BulkKickOff kickOff, BulkSettings.Content content, Set<String> types) {
        BulkFiles files = new BulkFiles(kickOff, content);
        if (kickOff.includesAll()) {
            files.addOutput(types);
        }
        if (kickOff.hasSince() && content.deleted() > 0) {
            files.addList("deleted", "Bundle", new Segment(NdjsonTemplate.DELETED, 1), content.deleted());
        }
        files.addOutcomes();
        return List.copyOf(files.files);
    }

    private void addOutput(Set<String> types) {
        long patients = kickOff.patients().isEmpty()
                ? content.patients()
                : kickOff.patients().size();
        if (!kickOff.organizeBy().isEmpty()) {
            List<Segment> block = new ArrayList<>(List.of(new Segment(NdjsonTemplate.HEADER, 1)));
            COMPARTMENT.stream().filter(types::contains).map(this::segment).forEach(block::add);
            addOutput("", block, patients);
            return;
        }
        COMPARTMENT.stream().filter(types::contains).forEach(type -> addOutput(type, List.of(segment(type)), patients));
        if (types.contains("Practitioner")) {
            addOutput("Practitioner", List.of(new Segment(NdjsonTemplate.PRACTITIONER, 1)), 1);
        }
    }

    private Segment segment(String type) {
        return switch (type) {
            case "Patient" -> new Segment(NdjsonTemplate.PATIENT, 1);
            case "Encounter" -> new Segment(NdjsonTemplate.ENCOUNTER, 1);
            default -> new Segment(NdjsonTemplate.OBSERVATION, content.observations());
        };
    }

    /** Adds files of whole blocks. */
    private void addOutput(String type, List<Segment> block, long blocks) {
        int blockLines = block.stream().mapToInt(Segment::lines).sum();
        int count = (int) Math.min(content.filesPerType(), blocks);
        for (int index = 0; index < count; index++) {
            long first = blocks * index / count * blockLines;
            long end = blocks * (index + 1) / count * blockLines;
            if (end > first) {
                String name = (type.isEmpty() ? "resources" : type) + "-" + (index + 1);
                files.add(new BulkFile(name, "output", type, block, first, end - first, kickOff.patients()));
            }
        }
    }

    private void addOutcomes() {
        for (String ignored : kickOff.ignoredParameters()) {
            String text = "the server ignored the parameter " + ignored.replaceAll("\\W", "");
            addList("error", "OperationOutcome", new Segment(NdjsonTemplate.outcome(text), 1), 1);
        }
        if (content.outcomes() > 0) {
            Segment segment = new Segment(NdjsonTemplate.outcome("a record could not be exported"), 1);
            addList("error", "OperationOutcome", segment, content.outcomes());
        }
    }

    private void addList(String list, String type, Segment segment, int lines) {
        String name = list + "-" + (files.size() + 1);
        files.add(new BulkFile(name, list, type, List.of(segment), 0, lines, List.of()));
    }
}
