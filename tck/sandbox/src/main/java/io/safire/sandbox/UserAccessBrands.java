package io.safire.sandbox;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/**
 * The user-access brands of a server: a fictional health system, one of its clinics, and a configurable number of
 * hospitals.
 */
final class UserAccessBrands {

    /** The JSON provider is cached, because a lookup for each object would take seconds for a large bundle. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String BRAND = "http://hl7.org/fhir/StructureDefinition/organization-brand";
    private static final String PORTAL = "http://hl7.org/fhir/StructureDefinition/organization-portal";

    private final EhrState ehr;

    UserAccessBrands(EhrState ehr) {
        this.ehr = ehr;
    }

    OutgoingResponse respond(IncomingRequest request) {
        JsonObject bundle = ehr.brands().isEmpty() ? bundle() : ehr.brands();
        String etag = "W/\"" + Integer.toHexString(bundle.toString().hashCode()) + "\"";
        OutgoingResponse response = request.header("if-none-match").equals(etag)
                ? OutgoingResponse.empty(304)
                : OutgoingResponse.text(200, "application/fhir+json", bundle.toString());
        return response.withHeader("ETag", etag)
                .withHeader("Cache-Control", "max-age=3600")
                .withHeader("Access-Control-Allow-Origin", "*");
    }

    private JsonObject bundle() {
        JsonArrayBuilder entries = JSON.createArrayBuilder()
                .add(entry(endpoint()))
                .add(entry(healthSystem()))
                .add(entry(clinic()));
        for (int number = 1; number <= ehr.hospitals(); number++) {
            entries.add(entry(hospital(number)));
        }
        return JSON.createObjectBuilder()
                .add("resourceType", "Bundle")
                .add("type", "collection")
                .add("timestamp", "2026-10-01T08:00:00Z")
                .add("entry", entries)
                .build();
    }

    private JsonObjectBuilder entry(JsonObject resource) {
        return JSON.createObjectBuilder()
                .add(
                        "fullUrl",
                        ehr.fhirBase() + "/" + resource.getString("resourceType") + "/" + resource.getString("id"))
                .add("resource", resource);
    }

    private JsonObject endpoint() {
        return JSON.createObjectBuilder()
                .add("resourceType", "Endpoint")
                .add("id", "r4")
                .add(
                        "extension",
                        JSON.createArrayBuilder()
                                .add(JSON.createObjectBuilder()
                                        .add("url", "http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version")
                                        .add("valueCode", "4.0.1")))
                .add("status", "active")
                .add("connectionType", JSON.createObjectBuilder().add("code", "hl7-fhir-rest"))
                .add("name", "FHIR R4 of " + ehr.name())
                .add("contact", telecom("https://developers.safire.example"))
                .add("address", ehr.fhirBase())
                .build();
    }

    private JsonObject healthSystem() {
        return organization("system", "Safire Health", "https://safire.example")
                .add("alias", JSON.createArrayBuilder().add("Säntis Care"))
                .add("telecom", telecom("https://www.safire.example"))
                .add(
                        "extension",
                        JSON.createArrayBuilder()
                                .add(extension(
                                        BRAND,
                                        value("brandLogo", "valueUrl", "https://safire.example/logo.svg"),
                                        value("brandLogoLicense", "valueUrl", "https://safire.example/license")))
                                .add(extension(
                                        PORTAL,
                                        value("portalName", "valueString", "My Safire"),
                                        value("portalDescription", "valueMarkdown", "For all patients."),
                                        value("portalUrl", "valueUrl", "https://my.safire.example"),
                                        JSON.createObjectBuilder()
                                                .add("url", "portalEndpoint")
                                                .add("valueReference", reference("Endpoint/r4")))))
                .add("endpoint", JSON.createArrayBuilder().add(reference("Endpoint/r4")))
                .add("address", address("Madison", "WI", "53703"))
                .build();
    }

    private JsonObject clinic() {
        return organization("clinic", "Lakeside Children's Clinic", "https://lakeside.example")
                .add("partOf", reference("Organization/system"))
                .add("address", address("Anamosa", "IA", "52205"))
                .build();
    }

    private JsonObject hospital(int number) {
        return organization("hospital-" + number, "Hospital " + number, "https://hospital-" + number + ".example")
                .add("endpoint", JSON.createArrayBuilder().add(reference("Endpoint/r4")))
                .add("address", address("Dubuque", "IA", "52001"))
                .build();
    }

    private static JsonObjectBuilder organization(String id, String name, String identifier) {
        return JSON.createObjectBuilder()
                .add("resourceType", "Organization")
                .add("id", id)
                .add("active", true)
                .add("name", name)
                .add(
                        "identifier",
                        JSON.createArrayBuilder()
                                .add(JSON.createObjectBuilder()
                                        .add("system", "urn:ietf:rfc:3986")
                                        .add("value", identifier)))
                .add(
                        "type",
                        JSON.createArrayBuilder()
                                .add(JSON.createObjectBuilder()
                                        .add(
                                                "coding",
                                                JSON.createArrayBuilder()
                                                        .add(JSON.createObjectBuilder()
                                                                .add("code", "clinical")))));
    }

    private static JsonArrayBuilder address(String city, String state, String postalCode) {
        return JSON.createArrayBuilder()
                .add(JSON.createObjectBuilder()
                        .add("city", city)
                        .add("state", state)
                        .add("postalCode", postalCode));
    }

    private static JsonArrayBuilder telecom(String url) {
        return JSON.createArrayBuilder()
                .add(JSON.createObjectBuilder().add("system", "url").add("value", url));
    }

    private static JsonObjectBuilder reference(String text) {
        return JSON.createObjectBuilder().add("reference", text);
    }

    private static JsonObjectBuilder value(String url, String kind, String text) {
        return JSON.createObjectBuilder().add("url", url).add(kind, text);
    }

    private static JsonObjectBuilder extension(String url, JsonObjectBuilder... parts) {
        JsonArrayBuilder all = JSON.createArrayBuilder();
        for (JsonObjectBuilder part : parts) {
            all.add(part);
        }
        return JSON.createObjectBuilder().add("url", url).add("extension", all);
    }
}
