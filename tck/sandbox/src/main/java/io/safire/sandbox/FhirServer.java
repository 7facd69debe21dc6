package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A read-only FHIR R4 server that requires a bearer token. */
final class FhirServer {

    private static final Set<String> TYPES = Set.of("Patient", "Observation", "Practitioner", "Encounter");

    private final EhrState ehr;
    private final BearerTokenCheck tokens;

    FhirServer(EhrState ehr) {
        this.ehr = ehr;
        this.tokens = new BearerTokenCheck(ehr);
    }

    OutgoingResponse respond(IncomingRequest request) {
        try {
            return permit(request);
        } catch (FhirErrorException error) {
            return error.response();
        }
    }

    private OutgoingResponse permit(IncomingRequest request) {
        String[] path = request.path().replaceFirst("^/(fhir|imaging)/?", "").split("/");
        if (path[0].equals("metadata")) {
            return fhir(200, capabilities());
        }
        Grants.Token token = tokens.check(request);
        Set<String> scopes = Grants.scopes(token.scope());
        boolean isMixed = ScopeRules.hasBothSyntaxes(scopes) || ScopeRules.hasSeveralLevels(scopes);
        if (isMixed && ehr.has(Quirk.ONE_KIND_OF_SCOPES)) {
            return FhirErrorException.outcome(
                    400, "invalid", "the token has scopes of both SMART versions, or of several levels");
        }
        boolean postSearch = request.method().equals("POST") && path.length == 2 && path[1].equals("_search");
        boolean knownResource = TYPES.contains(path[0]) && path.length <= 2;
        if (!knownResource || !(postSearch || request.method().equals("GET"))) {
            return FhirErrorException.outcome(404, "not-found", "no such resource");
        }
        boolean search = postSearch || path.length == 1;
        List<ScopeRules.FhirResourceScope> permittingScopes = permittingScopes(token, path[0], search ? 's' : 'r');
        if (permittingScopes.isEmpty()) {
            throw BearerTokenCheck.insufficientScope();
        }
        Predicate<JsonObject> visible = visible(token, permittingScopes);
        return search
                ? search(postSearch ? request.form() : request.query(), visible, path[0])
                : read(visible, path[0], path[1]);
    }

    private OutgoingResponse read(Predicate<JsonObject> visible, String type, String id) {
        return SampleRecords.resources(type).stream()
                .filter(resource -> resource.getString("id").equals(id))
                .filter(visible)
                .findFirst()
                .map(resource -> fhir(200, resource))
                .orElseGet(() -> FhirErrorException.outcome(404, "not-found", "no such resource"));
    }

    private OutgoingResponse search(Map<String, List<String>> parameters, Predicate<JsonObject> visible, String type) {
        String patient = parameters.getOrDefault("patient", List.of("")).get(0).replace("Patient/", "");
        String category = parameters.getOrDefault("category", List.of("")).get(0);
        String id = parameters.getOrDefault("_id", List.of("")).get(0);
        List<JsonObject> found = SampleRecords.resources(type).stream()
                .filter(visible)
                .filter(resource ->
                        patient.isEmpty() || SampleRecords.patientOf(resource).equals(patient))
                .filter(resource -> category.isEmpty() || SampleRecords.isInCategory(resource, category))
                .filter(resource -> id.isEmpty() || resource.getString("id").equals(id))
                .toList();
        JsonArrayBuilder entries = SandboxJson.createArrayBuilder();
        found.forEach(resource -> entries.add(SandboxJson.createObjectBuilder()
                .add("fullUrl", ehr.fhirBase() + "/" + type + "/" + resource.getString("id"))
                .add("resource", resource)));
        return fhir(
                200,
                SandboxJson.createObjectBuilder()
                        .add("resourceType", "Bundle")
                        .add("type", "searchset")
                        .add("total", found.size())
                        .add("entry", entries)
                        .build());
    }

    /**
     * Returns the resources that a token can give access to. With {@code user/} or {@code system/} scopes, these are
     * all resources. With other scopes, these are the resources of the patient in the token's context, and resources
     * that belong to no patient.
     */
    private static Predicate<JsonObject> compartment(Grants.Token token) {
        boolean unrestricted = Grants.scopes(token.scope()).stream()
                .anyMatch(scope -> scope.startsWith("user/") || scope.startsWith("system/"));
        String patient = token.context().getString("patient", "");
        return resource -> unrestricted
                || SampleRecords.patientOf(resource).isEmpty()
                || SampleRecords.patientOf(resource).equals(patient);
    }

    /**
     * Returns the scopes of a token that grant a permission for a resource type. The query of a scope can still limit
     * this permission to some resources.
     */
    private static List<ScopeRules.FhirResourceScope> permittingScopes(
            Grants.Token token, String type, char permission) {
        return ScopeRules.resources(Grants.scopes(token.scope())).stream()
                .filter(scope -> scope.coversType(scope.level(), type)
                        && scope.permissions().indexOf(permission) >= 0)
                .toList();
    }

    private static Predicate<JsonObject> visible(
            Grants.Token token, List<ScopeRules.FhirResourceScope> permittingScopes) {
        return compartment(token).and(resource -> permittingScopes.stream().anyMatch(scope -> scope.admits(resource)));
    }

    private JsonObject capabilities() {
        return SandboxJson.createObjectBuilder()
                .add("resourceType", "CapabilityStatement")
                .add("status", "active")
                .add("kind", "instance")
                .add("fhirVersion", "4.0.1")
                .add(
                        "instantiates",
                        SandboxJson.createArrayBuilder()
                                .add("http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data"))
                .add("format", SandboxJson.createArrayBuilder().add("json"))
                .build();
    }

    private static OutgoingResponse fhir(int status, JsonObject resource) {
        return OutgoingResponse.text(status, "application/fhir+json", resource.toString());
    }
}
