package io.safire.discovery;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that compare a SMART configuration with the rules of SMART App Launch 2.2.0, section Metadata. */
final class MetadataConformance {

    private static final List<String> REQUIRED_MEMBERS =
            List.of("grant_types_supported", "token_endpoint", "capabilities", "code_challenge_methods_supported");
    private static final List<String> ARRAY_MEMBERS = List.of(
            "grant_types_supported",
            "capabilities",
            "code_challenge_methods_supported",
            "token_endpoint_auth_methods_supported",
            "token_endpoint_auth_signing_alg_values_supported",
            "scopes_supported",
            "response_types_supported",
            "associated_endpoints");
    private static final List<String> URL_MEMBERS = List.of(
            "jwks_uri",
            "authorization_endpoint",
            "token_endpoint",
            "registration_endpoint",
            "management_endpoint",
            "introspection_endpoint",
            "revocation_endpoint",
            "end_session_endpoint",
            "user_access_brand_bundle",
            "patientAccessBrandBundle");

    private final SmartMetadata metadata;
    private final List<Finding> findings = new ArrayList<>();

    private MetadataConformance(SmartMetadata metadata) {
        this.metadata = metadata;
    }

    static List<Finding> of(SmartMetadata metadata) {
        MetadataConformance check = new MetadataConformance(metadata);
        check.checkRequiredMembers();
        check.checkTypes();
        check.checkUrls();
        check.checkDraftNames();
        check.checkCodeChallengeMethods();
        check.checkClientTypes();
        return List.copyOf(check.findings);
    }

    private void checkRequiredMembers() {
        REQUIRED_MEMBERS.stream().filter(this::isAbsent).forEach(member -> addMissing(member, ""));
        if (metadata.hasOpenIdConnectCapability()) {
            List.of("issuer", "jwks_uri").stream()
                    .filter(this::isAbsent)
                    .forEach(member -> addMissing(member, " (capability sso-openid-connect)"));
        }
        if ((metadata.hasEhrLaunchCapability() || metadata.hasStandaloneLaunchCapability())
                && isAbsent("authorization_endpoint")) {
            addMissing("authorization_endpoint", " (capability launch-ehr or launch-standalone)");
        }
    }

    private void checkTypes() {
        metadata.members().forEach((name, value) -> {
            if (value != JsonValue.NULL && ARRAY_MEMBERS.contains(name) && !(value instanceof JsonArray)) {
                add(name, ApiMessage.METADATA_TYPE, name, "an array");
            } else if (value != JsonValue.NULL && URL_MEMBERS.contains(name) && !(value instanceof JsonString)) {
                add(name, ApiMessage.METADATA_TYPE, name, "a string");
            }
        });
    }

    private void checkUrls() {
        MetadataDocument document = new MetadataDocument(metadata.baseUrl(), metadata.members());
        for (String name : URL_MEMBERS) {
            Optional<String> string = document.string(name);
            Optional<URI> address = document.url(name);
            if (string.isPresent() && address.isEmpty()) {
                if (string.get().length() > MetadataDocument.MAX_URL_LENGTH) {
                    add(name, ApiMessage.METADATA_URL_LENGTH, name);
                } else {
                    add(name, ApiMessage.METADATA_TYPE, name, "a URL");
                }
            }
            address.ifPresent(url -> checkUrl(name, document, url));
        }
        document.objects("associated_endpoints").forEach(this::checkAssociatedEndpoint);
    }

    private void checkAssociatedEndpoint(MetadataDocument endpoint) {
        String name = "associated_endpoints";
        Optional<URI> address = endpoint.url("url");
        if (address.isEmpty()) {
            add(name, ApiMessage.METADATA_TYPE, "url in associated_endpoints", "a URL");
        } else if (endpoint.isRelative("url")) {
            add(name, ApiMessage.METADATA_RELATIVE_URL, "url in associated_endpoints", address.get());
        } else if (!"https".equalsIgnoreCase(address.get().getScheme())) {
            add(name, ApiMessage.METADATA_ASSOCIATED_ENDPOINT, address.get());
        }
    }

    private void checkUrl(String name, MetadataDocument document, URI url) {
        String text = document.string(name).orElse("");
        if (document.isRelative(name)) {
            add(name, ApiMessage.METADATA_RELATIVE_URL, name, url);
        } else if (!text.equals(text.strip())) {
            add(name, ApiMessage.METADATA_TYPE, name, "a URL, because of the spaces around it");
        }
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            add(name, ApiMessage.METADATA_HTTPS, name);
        }
        if (url.getHost() == null) {
            add(
                    name,
                    ApiMessage.METADATA_TYPE,
                    name,
                    "a URL with a host name that Java accepts (without an underscore)");
        }
        if (url.getRawUserInfo() != null) {
            add(name, ApiMessage.METADATA_USER_NAME, name);
        }
    }

    private void checkDraftNames() {
        MetadataDocument document = new MetadataDocument(metadata.baseUrl(), metadata.members());
        for (List<String> names :
                List.of(MetadataDocument.BRAND_BUNDLE_NAMES, MetadataDocument.BRAND_IDENTIFIER_NAMES)) {
            String published = document.published(names);
            if (!published.equals(names.get(0))) {
                add(published, ApiMessage.METADATA_DRAFT_NAME, published, names.get(0));
            }
        }
    }

    private void checkCodeChallengeMethods() {
        String member = "code_challenge_methods_supported";
        List<String> methods = metadata.codeChallengeMethodsSupported();
        if (!isAbsent(member) && !methods.contains("S256")) {
            add(member, ApiMessage.METADATA_NO_S256, member);
        }
        if (methods.contains("plain")) {
            add(member, ApiMessage.METADATA_PLAIN, member);
        }
    }

    private void checkClientTypes() {
        Stream.of(ClientType.values())
                .filter(type -> metadata.hasCapability(ClientTypeFindings.capability(type)))
                .forEach(type -> findings.addAll(ClientTypeFindings.contradictions(metadata, type)));
    }

    private boolean isAbsent(String member) {
        return metadata.members().getOrDefault(member, JsonValue.NULL) == JsonValue.NULL;
    }

    private void addMissing(String member, String why) {
        add(member, ApiMessage.METADATA_MISSING, member, why);
    }

    private void add(String member, ApiMessage message, Object... arguments) {
        findings.add(message.finding(arguments).withMember(member));
    }
}
