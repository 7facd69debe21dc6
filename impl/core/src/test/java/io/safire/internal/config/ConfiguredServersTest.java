package io.safire.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.ClientType;
import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfiguredServersTest {

    private final Map<String, String> values = new HashMap<>(Map.of("safire.epic.base-url", "https://fhir.example/r4"));

    @Test
    void readsDefaults() {
        ServerSettings settings = servers().read("epic");
        assertThat(settings.client().type()).isEqualTo(ClientType.PUBLIC);
        assertThat(settings.client().secretEncoding()).isEqualTo(BasicEncoding.RFC6749);
        assertThat(settings.client().sendClientId()).isFalse();
        assertThat(settings.assertion().lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.http().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.http().readTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.endpoints().urlPolicy().insecureLocalhost()).isFalse();
    }

    @Test
    void findsNamesAndDefaultServer() {
        values.put("safire.\"two.dots\".base-url", "https://fhir.dots.example");
        values.put("safire.base-url", "https://fhir.default.example");
        values.put("safire.epic.client-id", "x");
        assertThat(servers().names()).isEqualTo(Set.of("default", "epic", "two.dots"));
        assertThat(servers().defaultName()).isEqualTo("default");
        assertThat(servers().read("two.dots").prefix()).isEqualTo("safire.\"two.dots\".");
    }

    @Test
    void usesOnlyServerAsDefault() {
        assertThat(servers().defaultName()).isEqualTo("epic");
        values.put("safire.cerner.base-url", "https://fhir.cerner.example");
        assertThatThrownBy(() -> servers().defaultName()).hasMessageContaining("cerner, epic");
    }

    @Test
    void limitsAssertionLifetimeToFiveMinutes() {
        values.put("safire.epic.assertion-lifetime", "PT5M1S");
        assertThatThrownBy(() -> servers().read("epic")).hasMessageContaining("safire.epic.assertion-lifetime");
    }

    /** Such durations have no error of their own later: a server rejects the assertion, or the tokens are missing. */
    @Test
    void rejectsTooShortDurationWithReason() {
        Map<String, List<String>> bounds = Map.of(
                "assertion-lifetime", List.of("PT29.999S", "PT30S", "from PT30S to PT5M, because the lifetime starts"),
                "default-expires-in", List.of("PT9S", "PT10S", "from PT10S to PT24H, because a token must not"),
                "user-tokens-lifetime", List.of("PT59S", "PT1M", "from PT1M to PT8784H, because a store would"));
        bounds.forEach((key, texts) -> {
            values.put("safire.epic." + key, texts.get(0));
            assertThatThrownBy(() -> servers().read("epic"))
                    .hasMessageContaining("SAFIRE-0102 epic: Invalid " + key.replace('-', '_') + ": " + texts.get(0))
                    .hasMessageContaining(texts.get(2))
                    .hasMessageContaining("Change safire.epic." + key + ".");
            values.put("safire.epic." + key, texts.get(1));
            assertThat(servers().read("epic")).isNotNull();
        });
    }

    @Test
    void requiresHttpsForKeySetUrl() {
        values.put("safire.epic.jwks-url", "http://app.example/jwks.json");
        assertThatThrownBy(() -> servers().read("epic"))
                .hasMessageContaining("Configuration requires HTTPS for: jwks_uri")
                .hasMessageContaining("safire.epic.jwks-url");
        values.put("safire.epic.jwks-url", "https://app.example/jwks.json");
        assertThat(servers().read("epic").assertion().jwksUrl()).isEqualTo("https://app.example/jwks.json");
    }

    @Test
    void rejectsEachUrlSettingWithoutSchemeOrHost() {
        for (Setting setting : urlSettings()) {
            for (String malformed : List.of("/path", "fhir.example/path", "https:///path", "https:path", "a b")) {
                assertRejected(setting, malformed, "Configuration has invalid URIs: ", thrown -> {
                    assertThat(thrown.invalidUriAttributes()).containsExactly(setting.attribute());
                    assertThat(thrown.nonHttpsUriAttributes()).isEmpty();
                });
            }
        }
    }

    @Test
    void namesDefectOfEachUrlSetting() {
        Map<String, String> defects = Map.of(
                "https://fhir.example/{tenant}/r4", " The URL is malformed, for example because it contains a space",
                "http://fhir.example/a b", " The URL is malformed",
                "https://fhir_1.example/r4", " The URL has a host name that Java does not accept",
                "http://fhir_1.example/r4", " The URL has a host name that Java does not accept",
                "https://user@fhir.example/r4", " The URL contains a user name.",
                "https://fhir.example/r4#top", " The URL contains a fragment.");
        for (Setting setting : urlSettings()) {
            defects.forEach(
                    (url, reason) -> assertRejected(setting, url, "Configuration has invalid URIs: ", thrown -> {
                        assertThat(thrown).hasMessageContaining(reason);
                        assertThat(thrown.invalidUriAttributes()).containsExactly(setting.attribute());
                        assertThat(thrown.nonHttpsUriAttributes()).isEmpty();
                        assertThat(thrown.missingAttributes()).isEmpty();
                    }));
        }
    }

    @Test
    void rejectsWildcardInRedirectUriOnly() {
        for (String wildcard : List.of("https://app.example/*", "https://*.example/callback", "http://app.example/*")) {
            assertRejected(Setting.REDIRECT_URI, wildcard, "Configuration has invalid URIs: ", thrown -> {
                assertThat(thrown).hasMessageContaining(" The URL contains a wildcard.");
                assertThat(thrown.invalidUriAttributes()).containsExactly("redirect_uri");
                assertThat(thrown.nonHttpsUriAttributes()).isEmpty();
            });
        }
        values.put("safire.epic.redirect-uri", "https://app.example/callback");
        values.put("safire.epic.token-endpoint", "https://as.example/*/token");
        assertThat(servers().read("epic").endpoints().tokenEndpoint()).hasToString("https://as.example/*/token");
    }

    /** An entry with an underscore would match no URL. */
    @Test
    void rejectsHostWithUnderscore() {
        for (Setting setting : List.of(Setting.ENDPOINT_HOSTS, Setting.FHIR_USER_HOSTS)) {
            assertRejected(setting, "as_1.example", "Invalid ", thrown -> assertThat(thrown)
                    .hasMessageContaining("valid: host names without an underscore"));
        }
    }

    @Test
    void rejectsQueryInBaseUrlOnly() {
        assertRejected(
                Setting.BASE_URL,
                "https://fhir.example/r4?tenant=1",
                "Configuration has invalid URIs: ",
                thrown -> assertThat(thrown)
                        .hasMessageContaining(" The URL contains a query.")
                        .extracting(ConfigurationException::invalidUriAttributes)
                        .isEqualTo(List.of("base_url")));
    }

    @Test
    void rejectsEachUrlSettingWithoutHttps() {
        for (Setting setting : urlSettings()) {
            for (String insecure :
                    List.of("http://fhir.example/path", "ftp://fhir.example", "http://localhost.example")) {
                assertRejected(setting, insecure, "Configuration requires HTTPS for: ", thrown -> {
                    assertThat(thrown.nonHttpsUriAttributes()).containsExactly(setting.attribute());
                    assertThat(thrown.invalidUriAttributes()).isEmpty();
                });
            }
            values.put("safire.epic." + setting.key(), "https://fhir.example/path");
            assertThat(servers().read("epic")).as(setting.key()).isNotNull();
        }
    }

    @Test
    void keepsSettingsThatChangeAfterStart() {
        values.put("safire.epic.client-id", "of-the-start");
        ServerSettings settings = servers().read("epic");
        values.put("safire.epic.client-id", "of-today");
        values.put("safire.epic.base-url", "https://fhir.today.example");
        assertThat(settings.client().clientId()).isEqualTo("of-the-start");
        assertThat(settings.endpoints().baseUrl()).hasToString("https://fhir.example/r4");
    }

    private static List<Setting> urlSettings() {
        List<Setting> settings = Stream.of(Setting.values())
                .filter(setting -> setting.type() == SettingType.URL)
                .toList();
        assertThat(settings).hasSizeGreaterThan(10);
        return settings;
    }

    private void assertRejected(
            Setting setting, String value, String message, Consumer<ConfigurationException> violations) {
        String key = "safire.epic." + setting.key();
        Optional<String> valid = Optional.ofNullable(values.put(key, value));
        assertThatThrownBy(() -> servers().read("epic"))
                .as(key + "=" + value)
                .isInstanceOfSatisfying(ConfigurationException.class, violations)
                .hasMessageContaining(message + setting.attribute())
                .hasMessageContaining(key);
        values.remove(key);
        valid.ifPresent(earlier -> values.put(key, earlier));
    }

    @Test
    void allowsHttpOnlyForLoopbackIfPermitted() {
        values.put("safire.epic.base-url", "http://localhost:8080/fhir");
        assertThat(servers().read("epic").endpoints().urlPolicy().insecureLocalhost())
                .isTrue();
        values.put("safire.epic.allow-insecure-localhost", "false");
        assertThatThrownBy(() -> servers().read("epic"))
                .hasMessageContaining("Configuration requires HTTPS for: base_url");
        values.put("safire.epic.allow-insecure-localhost", "yes");
        assertThatThrownBy(() -> servers().read("epic")).hasMessageContaining("safire.epic.allow-insecure-localhost");
    }

    @Test
    void rejectsLoopbackHttpIfBaseUrlIsHttps() {
        values.put("safire.epic.base-url", "https://localhost:8443/fhir");
        values.put("safire.epic.token-endpoint", "http://localhost:8080/token");
        assertThatThrownBy(() -> servers().read("epic"))
                .hasMessageContaining("Configuration requires HTTPS for: token_endpoint");
        values.put("safire.epic.allow-insecure-localhost", "true");
        assertThat(servers().read("epic").endpoints().urlPolicy().insecureLocalhost())
                .isTrue();
    }

    @Test
    void requiresClientTypeForCredential() {
        Map<String, String> types = Map.of(
                "client-secret", "confidential-symmetric",
                "private-key", "confidential-asymmetric",
                "private-key.location", "confidential-asymmetric");
        types.forEach((credential, type) -> {
            Map<String, String> more = new HashMap<>(Map.of(credential, "hidden-word"));
            assertThatThrownBy(() -> TestServers.epic(more))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            thrown -> assertThat(thrown.missingAttributes()).containsExactly("client_type"))
                    .hasMessageContaining("Configuration missing: client_type.")
                    .hasMessageContaining("ignores safire.epic." + credential + ".")
                    .hasMessageContaining("Set safire.epic.client-type")
                    .hasMessageNotContaining("hidden-word");
            more.put("client-type", type);
            assertThat(TestServers.epic(more).client().type().value()).isEqualTo(type);
            more.put("client-type", "public");
            assertThat(TestServers.epic(more).client().type()).isEqualTo(ClientType.PUBLIC);
        });
    }

    @Test
    void namesUnreadableTrustStoreWithoutPassword() {
        values.put("safire.epic.trust-store.location", "no-such-file.p12");
        values.put("safire.epic.trust-store.password", "hidden-word");
        assertThatThrownBy(() -> servers().read("epic"))
                .hasMessageContaining("safire.epic.trust-store.location")
                .hasMessageContaining("no-such-file.p12")
                .hasMessageNotContaining("hidden-word");
    }

    @Test
    void rejectsScopeTypoAndAcceptsServerScopes() {
        values.put("safire.epic.scopes", "launch  openid system/Patient.$export user/allergy.read");
        assertThat(servers().read("epic").client().scopes().values()).hasSize(4);
        for (String typo : List.of("openid,fhirUser", "patient/*.sr", "launch/list?role=a&role=b")) {
            values.put("safire.epic.scopes", "launch " + typo);
            assertThatThrownBy(() -> servers().read("epic"))
                    .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.invalidValue())
                            .contains("launch " + typo))
                    .hasMessageContaining("safire.epic.scopes")
                    .hasMessageContaining("; " + typo + ": ");
        }
    }

    @Test
    void readsSecretAtEachCall() {
        ServerSettings settings = servers().read("epic");
        values.put("safire.epic.client-secret", "of-today");
        assertThat(settings.secrets().clientSecret()).contains("of-today");
        assertThat(settings.secrets().previousClientSecret()).isEmpty();
        values.put("safire.epic.client-secret.previous", "of-yesterday");
        assertThat(settings.secrets().clientSecret()).contains("of-today");
        assertThat(settings.secrets().previousClientSecret()).contains("of-yesterday");
    }

    @Test
    void limitsBrandBundleTo512MiB() {
        assertThat(servers().read("epic").http().brandBundleLimit()).isEqualTo(32 << 20);
        values.put("safire.epic.brand-bundle-limit", "512");
        assertThat(servers().read("epic").http().brandBundleLimit()).isEqualTo(512 << 20);
        for (String wrong : List.of("0", "513", "-1", "1.5", "99999999999")) {
            values.put("safire.epic.brand-bundle-limit", wrong);
            assertThatThrownBy(() -> servers().read("epic"))
                    .hasMessageContaining("safire.epic.brand-bundle-limit")
                    .hasMessageContaining(wrong);
        }
    }

    @Test
    void acceptsOnlyProductsAndCommentsAsUserAgent() {
        assertThat(servers().read("epic").http().userAgent()).isEqualTo("Safire-MicroProfile");
        for (String valid :
                List.of("Growth-Chart", "Growth-Chart/2.1 (+https://app.example; it@app.example) Java/17")) {
            values.put("safire.user-agent", valid);
            assertThat(servers().read("epic").http().userAgent()).isEqualTo(valid);
        }
        for (String wrong :
                List.of("a\r\nX-Injected: 1", "a\u0000b", "Größe/1", "(comment)", "a/b/c", "a (b", "a  b")) {
            values.put("safire.user-agent", wrong);
            assertThatThrownBy(() -> servers().read("epic"))
                    .as(wrong)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("safire.user-agent")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void usesDefaultServerSettingsForVendorBundle() {
        values.put("safire.read-timeout", "PT7S");
        ServerSettings settings = servers().readForDocument(URI.create("https://vendor.example/brands"));
        assertThat(settings.http().readTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.endpoints().urlPolicy().insecureLocalhost()).isFalse();
        assertThat(servers().names()).containsExactly("epic");
    }

    @Test
    void appliesCommonSettingsWithoutDefaultServer() {
        values.put("safire.read-timeout", "PT7S");
        values.put("safire.circuit-breaker.failures", "3");
        assertThat(servers().read("epic").http().readTimeout()).hasSeconds(7);
        assertThat(servers().read("epic").http().resilience().breakerFailures()).isEqualTo(3);
        values.put("safire.epic.read-timeout", "PT8S");
        assertThat(servers().read("epic").http().readTimeout()).hasSeconds(8);
        values.remove("safire.epic.read-timeout");
        values.put("safire.base-url", "https://fhir.default.example/r4");
        assertThat(servers().read("epic").http().readTimeout()).hasSeconds(15);
        assertThat(servers().read("default").http().readTimeout()).hasSeconds(7);
    }

    @Test
    void namesKeyOfInvalidCommonSetting() {
        values.put("safire.read-timeout", "7");
        assertThatThrownBy(() -> servers().read("epic"))
                .hasMessageContaining("safire.read-timeout")
                .hasMessageNotContaining("safire.epic.read-timeout");
    }

    @Test
    void limitsAccessOfNamedServersToTheirOwnKeys() {
        values.put("safire.endpoint-hosts", "as.example");
        values.put("safire.allow-insecure-localhost", "true");
        assertThat(servers().read("epic").endpoints().urlPolicy()).isEqualTo(new UrlPolicy(false));
        assertThat(servers()
                        .readForDocument(URI.create("https://vendor.example/brands"))
                        .endpoints()
                        .urlPolicy())
                .isEqualTo(new UrlPolicy(true, Set.of("as.example")));
    }

    /** The name comes from a request, and the message is logged. */
    @Test
    void showsUnknownServerNameOnOneLine() {
        assertThatThrownBy(() -> servers().read("cerner")).hasMessageContaining("safire.cerner.base-url");
        for (String name : List.of("a\nSAFIRE-0000 forged", "a\u001b[2J", "a\u0085b", "a\u202eb", "x".repeat(500))) {
            assertThatThrownBy(() -> servers().read(name))
                    .isInstanceOfSatisfying(ConfigurationException.class, thrown -> {
                        assertThat(thrown.missingAttributes()).containsExactly("base_url");
                        assertThat(thrown.getMessage())
                                .matches("SAFIRE-0106 [^\\p{Cc}\\p{Cf}]+")
                                .hasSizeLessThan(600);
                    });
        }
    }

    @Test
    void rejectsUrlWithFragment() {
        for (String key : List.of("base-url", "redirect-uri", "token-endpoint", "authorization-endpoint", "jwks-url")) {
            values.put("safire.epic." + key, "https://as.example/x#y");
            assertThatThrownBy(() -> servers().read("epic"))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            thrown -> assertThat(thrown.invalidUriAttributes()).isNotEmpty())
                    .hasMessageContaining("safire.epic." + key)
                    .hasMessageContaining("fragment");
            values.put(
                    "safire.epic." + key, key.equals("base-url") ? "https://as.example/x" : "https://as.example/x?y");
            assertThat(servers().read("epic")).isNotNull();
        }
    }

    @Test
    void findingOfUrlHasItsConfigurationKey() {
        values.put("safire.epic.token-endpoint", "token");
        values.put("safire.epic.jwks-url", "http://app.example/jwks.json");
        values.put("safire.epic.redirect-uri", "http://app.example/callback");
        assertThatThrownBy(() -> servers().read("epic"))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.findings())
                        .extracting(finding -> finding.configurationKey().orElse(""))
                        .containsExactly(
                                "safire.epic.token-endpoint", "safire.epic.jwks-url", "safire.epic.redirect-uri"))
                .hasMessageContaining("With safire.epic.allow-insecure-localhost=true")
                .hasMessageNotContaining("allow_insecure_localhost");
    }

    /** Safire appends paths to the base URL. A path after a query would be part of the query. */
    @Test
    void rejectsBaseUrlWithQueryFragmentOrUser() {
        values.put("safire.epic.client-type", "confidental");
        for (String url : List.of(
                "https://fhir.example/r4?tenant=hidden",
                "https://fhir.example/r4?",
                "https://fhir.example/r4#hidden",
                "https://hidden@fhir.example/r4")) {
            values.put("safire.epic.base-url", url);
            assertThatThrownBy(() -> servers().read("epic"))
                    .as(url)
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            thrown -> assertThat(thrown.invalidUriAttributes()).containsExactly("base_url"))
                    .hasMessageContaining("safire.epic.client-type")
                    .hasMessageContaining("safire.epic.base-url")
                    .hasMessageContaining("The URL in base-url must not have a query")
                    .hasMessageNotContaining("hidden");
        }
        values.put("safire.epic.base-url", "https://fhir.example/r4?tenant=hidden");
        assertThatThrownBy(() -> servers().read("epic")).hasMessageContaining("(https://fhir.example/r4?***)");
        values.put("safire.epic.base-url", "https://fhir.example/r4");
        values.put("safire.epic.client-type", "public");
        assertThat(servers().read("epic")).isNotNull();
    }

    @Test
    void masksPasswordInUrl() {
        for (String url : List.of(
                "https://user:hidden@as.example/t",
                "https://user:hid/den@as.example/t",
                "https://user:a@hidden@as.example/t",
                "https://as.example/ x?hid=\nhidden")) {
            values.put("safire.epic.token-endpoint", url);
            assertThatThrownBy(() -> servers().read("epic"))
                    .hasMessageContaining("as.example")
                    .hasMessageNotContaining("hidden")
                    .hasMessageNotContaining("den@");
        }
    }

    /** A timeout below one millisecond would be passed on as 0, which HTTP clients interpret as no limit. */
    @Test
    void rejectsTimeoutBelowOneMillisecond() {
        for (String key : List.of("connect-timeout", "read-timeout")) {
            values.put("safire.epic." + key, "PT0.000999999S");
            assertThatThrownBy(() -> servers().read("epic")).hasMessageContaining("safire.epic." + key);
            values.put("safire.epic." + key, "PT0.001S");
            assertThat(servers().read("epic")).isNotNull();
        }
    }

    private ConfiguredServers servers() {
        return TestServers.of(values);
    }
}
