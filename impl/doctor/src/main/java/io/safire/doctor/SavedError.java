package io.safire.doctor;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The errors in a log, or in the JSON of a {@link Diagnosis}. */
final class SavedError {

    private static final Pattern ID = Pattern.compile("\\bSAFIRE-\\d{4}\\b");
    private static final Pattern SERVER = Pattern.compile(" [\\w.-]+: ");
    /** The minimum length of a part without inserted values by which a message can be recognized. */
    private static final int MIN_TEXT = 24;

    private static final int MAX_LINE = 8_000;

    private final MessageIndex messages;

    SavedError(MessageIndex messages) {
        this.messages = messages;
    }

    /** The result has no duplicates. */
    List<Finding> read(String text) {
        String stripped = text.strip();
        List<Finding> saved = stripped.startsWith("{") || stripped.startsWith("[") ? readJson(stripped) : List.of();
        return saved.isEmpty() ? readLog(text) : saved;
    }

    private List<Finding> readLog(String text) {
        Map<String, Finding> found = new LinkedHashMap<>();
        text.lines()
                .filter(line -> ID.matcher(line).find())
                .map(line -> line.substring(0, Math.min(line.length(), MAX_LINE)))
                .flatMap(line -> readLine(line).stream())
                .forEach(finding -> found.putIfAbsent(finding.toString(), finding));
        return List.copyOf(found.values());
    }

    /** Returns the message of a line, and then the causes whose texts the line contains. */
    private List<Finding> readLine(String line) {
        Matcher id = ID.matcher(line);
        List<String> ids = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        while (id.find()) {
            ids.add(id.group());
            int end = endOfServer(line, id.end());
            messages.find(id.group())
                    .ifPresent(message -> findings.add(find(message, line, end).orElse(message)));
        }
        messages.all().stream()
                .filter(message -> !ids.contains(message.id()) && isRecognizable(message))
                .flatMap(message -> find(message, line, 0).stream())
                .sorted(Finding.BY_RANK)
                .forEach(findings::add);
        return findings;
    }

    /** In most messages, the name of the server follows the id. */
    private static int endOfServer(String line, int endOfId) {
        Matcher server = SERVER.matcher(line).region(endOfId, line.length());
        return server.lookingAt() ? server.end() : endOfId;
    }

    private static boolean isRecognizable(Finding message) {
        return Stream.of(message.observed().split(MessageIndex.INSERTED)).anyMatch(text -> text.length() >= MIN_TEXT);
    }

    /** The result is empty if the line does not contain the message. */
    private Optional<Finding> find(Finding message, String line, int from) {
        return InsertedText.find(message.observed(), line, from).flatMap(observed -> message.action()
                .map(action -> InsertedText.find(action, line, observed.end())
                        .map(found -> insert(message, observed.values(), found.values())))
                .orElseGet(() -> Optional.of(insert(message, observed.values(), List.of()))));
    }

    private Finding insert(Finding message, List<String> observed, List<String> action) {
        return messages.insert(
                message.id(), Stream.of(observed, action).flatMap(List::stream).toList());
    }

    private static List<Finding> readJson(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            List<Finding> findings = new ArrayList<>();
            collect(reader.readValue(), findings);
            return findings.stream().distinct().toList();
        } catch (JsonException | IllegalArgumentException otherJson) {
            return List.of();
        }
    }

    /** Reads one diagnosis, or the diagnoses of several servers. */
    private static void collect(JsonValue value, List<Finding> findings) {
        if (value instanceof JsonArray array) {
            array.forEach(element -> collect(element, findings));
        } else if (value instanceof JsonObject object && object.containsKey("observed")) {
            findings.add(finding(object));
        } else if (value instanceof JsonObject object) {
            Stream.of("diagnoses", "findings")
                    .flatMap(name -> Optional.ofNullable(object.get(name)).stream())
                    .forEach(element -> collect(element, findings));
        }
    }

    private static Finding finding(JsonObject json) {
        Finding.Builder finding = Finding.builder(
                        json.getString("id", ""), constant(Step.class, json, "step"), json.getString("observed", ""))
                .severity(constant(Severity.class, json, "severity"))
                .confidence(constant(Confidence.class, json, "confidence"));
        text(json, "member").ifPresent(finding::member);
        text(json, "expected").ifPresent(finding::expected);
        text(json, "action").ifPresent(finding::action);
        text(json, "configurationKey").ifPresent(finding::configurationKey);
        text(json, "section").ifPresent(finding::section);
        text(json, "administratorRequest").ifPresent(finding::administratorRequest);
        return finding.build();
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name))
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).getString());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonObject json, String name) {
        return Enum.valueOf(type, json.getString(name, "").toUpperCase(Locale.ROOT));
    }
}
