package io.safire.sandbox;

import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Fictional patients and their observations as FHIR R4 resources. */
final class SampleRecords {

    /** The demographic data of a patient. */
    record SamplePatient(String id, String given, String family, String gender, String birthDate) {
        String name() {
            return given + " " + family;
        }

        JsonObject resource() {
            return SandboxJson.createObjectBuilder()
                    .add("resourceType", "Patient")
                    .add("id", id)
                    .add(
                            "name",
                            SandboxJson.createArrayBuilder()
                                    .add(SandboxJson.createObjectBuilder()
                                            .add("family", family)
                                            .add(
                                                    "given",
                                                    SandboxJson.createArrayBuilder()
                                                            .add(given))))
                    .add("gender", gender)
                    .add("birthDate", birthDate)
                    .build();
        }
    }

    private record Measurement(String category, String code, String display, double value, String unit, String day) {}

    private static final List<SamplePatient> PATIENTS = List.of(
            new SamplePatient("pat-1", "Nora", "Lindqvist", "female", "1984-03-12"),
            new SamplePatient("pat-2", "Tomasz", "Bielak", "male", "1951-11-02"),
            new SamplePatient("pat-3", "Amina", "Osei", "female", "2016-07-25"),
            new SamplePatient("pat-4", "Henrik", "Vasquez", "male", "1973-01-30"),
            new SamplePatient("pat-5", "Yuki", "Tamsin", "other", "1999-09-09"));

    private static final List<Measurement> MEASUREMENTS = List.of(
            new Measurement("vital-signs", "8867-4", "Heart rate", 72, "/min", "2026-10-01"),
            new Measurement("vital-signs", "29463-7", "Body weight", 68.5, "kg", "2026-10-01"),
            new Measurement("vital-signs", "8310-5", "Body temperature", 36.8, "Cel", "2026-10-01"),
            new Measurement("laboratory", "718-7", "Hemoglobin", 13.4, "g/dL", "2026-09-14"),
            new Measurement("laboratory", "4548-4", "Hemoglobin A1c", 5.4, "%", "2026-09-14"));

    private static final List<JsonObject> OBSERVATIONS = observations();

    private SampleRecords() {}

    static List<SamplePatient> patients() {
        return PATIENTS;
    }

    static List<JsonObject> resources(String type) {
        return switch (type) {
            case "Patient" -> PATIENTS.stream().map(SamplePatient::resource).toList();
            case "Observation" -> OBSERVATIONS;
            case "Practitioner" -> List.of(practitioner());
            case "Encounter" -> PATIENTS.stream().map(SampleRecords::encounter).toList();
            default -> List.of();
        };
    }

    /**
     * Returns the ID of the patient whose record contains the resource, or an empty string if the resource belongs to
     * no patient.
     */
    static String patientOf(JsonObject resource) {
        if (resource.getString("resourceType").equals("Patient")) {
            return resource.getString("id");
        }
        return resource.containsKey("subject")
                ? resource.getJsonObject("subject").getString("reference").replace("Patient/", "")
                : "";
    }

    static boolean isInCategory(JsonObject observation, String category) {
        return observation.toString().contains("\"code\":\"" + category + "\"");
    }

    private static List<JsonObject> observations() {
        List<JsonObject> all = new ArrayList<>();
        for (int patient = 0; patient < PATIENTS.size(); patient++) {
            for (int measure = 0; measure < MEASUREMENTS.size(); measure++) {
                all.add(observation(PATIENTS.get(patient).id(), patient, measure));
            }
        }
        return List.copyOf(all);
    }

    private static JsonObject observation(String patient, int number, int index) {
        Measurement measure = MEASUREMENTS.get(index);
        return SandboxJson.createObjectBuilder()
                .add("resourceType", "Observation")
                .add("id", "obs-" + (number + 1) + "-" + (index + 1))
                .add("status", "final")
                .add(
                        "category",
                        SandboxJson.createArrayBuilder()
                                .add(SandboxJson.createObjectBuilder()
                                        .add(
                                                "coding",
                                                SandboxJson.createArrayBuilder()
                                                        .add(SandboxJson.createObjectBuilder()
                                                                .add(
                                                                        "system",
                                                                        "http://terminology.hl7.org/CodeSystem/observation-category")
                                                                .add("code", measure.category())))))
                .add(
                        "code",
                        SandboxJson.createObjectBuilder()
                                .add(
                                        "coding",
                                        SandboxJson.createArrayBuilder()
                                                .add(SandboxJson.createObjectBuilder()
                                                        .add("system", "http://loinc.org")
                                                        .add("code", measure.code())
                                                        .add("display", measure.display())))
                                .add("text", measure.display()))
                .add("subject", SandboxJson.createObjectBuilder().add("reference", "Patient/" + patient))
                .add("effectiveDateTime", measure.day())
                .add(
                        "valueQuantity",
                        SandboxJson.createObjectBuilder()
                                .add("value", Math.round((measure.value() + number * 0.7) * 10) / 10.0)
                                .add("unit", measure.unit()))
                .build();
    }

    private static JsonObject practitioner() {
        return SandboxJson.createObjectBuilder()
                .add("resourceType", "Practitioner")
                .add("id", "dr-1")
                .add(
                        "name",
                        SandboxJson.createArrayBuilder()
                                .add(SandboxJson.createObjectBuilder()
                                        .add("family", "Moreau")
                                        .add(
                                                "given",
                                                SandboxJson.createArrayBuilder().add("Ada"))))
                .build();
    }

    private static JsonObject encounter(SamplePatient patient) {
        return SandboxJson.createObjectBuilder()
                .add("resourceType", "Encounter")
                .add("id", patient.id().replace("pat", "enc"))
                .add("status", "in-progress")
                .add("class", SandboxJson.createObjectBuilder().add("code", "AMB"))
                .add("subject", SandboxJson.createObjectBuilder().add("reference", "Patient/" + patient.id()))
                .build();
    }
}
