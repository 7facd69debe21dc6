package io.safire.doctor;

import io.safire.diagnosis.Diagnosis;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The outputs of the command. */
final class Reports {

    private static final int VERSION = 1;

    private final OutputOptions options;
    private final PrintWriter out;

    Reports(OutputOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    void write(List<Diagnosis> diagnoses, TerminalReport terminal) {
        if (OutputOptions.STANDARD_OUTPUT.equals(options.json)) {
            out.println(json(diagnoses));
        } else {
            out.println(
                    String.join("\n", diagnoses.stream().map(terminal::write).toList())
                            .stripTrailing());
        }
        out.flush();
        if (options.json != null && !options.json.equals(OutputOptions.STANDARD_OUTPUT)) {
            write(Path.of(options.json), json(diagnoses) + "\n");
        }
        if (options.junit != null) {
            write(options.junit, JunitReport.write(diagnoses, options.failOn));
        }
        if (options.html != null) {
            for (Diagnosis diagnosis : diagnoses) {
                write(diagnoses.size() == 1 ? options.html : withServer(options.html, diagnosis), diagnosis.toHtml());
            }
        }
    }

    private static String json(List<Diagnosis> diagnoses) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        diagnoses.forEach(diagnosis -> array.add(diagnosis.toJson()));
        JsonObject json = Json.createObjectBuilder()
                .add("version", VERSION)
                .add("diagnoses", array)
                .build();
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(json);
        }
        return text.toString().strip();
    }

    /**
     * Returns a path such as {@code report-epic.html}. Special characters in the name of the server are replaced,
     * because some file systems do not allow them.
     */
    private static Path withServer(Path file, Diagnosis diagnosis) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        String server = diagnosis.server().replaceAll("[^A-Za-z0-9._-]", "_");
        return file.resolveSibling(name.substring(0, dot) + "-" + server + name.substring(dot));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new DoctorException(
                    DoctorMessage.FILE_NOT_WRITTEN, file, failure.getClass().getSimpleName());
        }
    }
}
