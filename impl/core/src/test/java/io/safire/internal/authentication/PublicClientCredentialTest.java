package io.safire.internal.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Credentials of a call that do not match the client type. */
class PublicClientCredentialTest {

    @Test
    void namesKindOfCredentialThatPublicClientCannotUse() {
        CredentialOverrides overrides = overrides("public");
        Map<Credential, String> kinds = Map.of(
                Credential.secret("secret-of-call"), "client_secret",
                Credential.kid("2026"), "kid",
                Credential.key(ClientKeysFixture.pem(ClientKeysFixture.NEW), "2026"), "private_key");
        kinds.forEach((credential, attribute) -> assertThatThrownBy(
                        () -> overrides.find(ClientType.PUBLIC, Optional.of(credential)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The " + attribute + " of this call cannot be used: client_type is public")
                .hasMessageNotContaining("secret-of-call"));
    }

    @Test
    void ignoresLineBreakAroundSecretButNotAroundKid() {
        CredentialOverrides symmetric = overrides("confidential-symmetric");
        assertThat(symmetric.find(ClientType.CONFIDENTIAL_SYMMETRIC, Optional.of(Credential.secret("from-a-file\n"))))
                .isPresent();
        CredentialOverrides asymmetric = overrides("confidential-asymmetric");
        assertThatThrownBy(() -> asymmetric.find(
                        ClientType.CONFIDENTIAL_ASYMMETRIC, Optional.of(Credential.kid("from-a-file\n"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The kid of this call cannot be used");
    }

    private static CredentialOverrides overrides(String clientType) {
        ServerSettings settings = TestServers.of(Map.of(
                        "safire.epic.base-url", "https://fhir.example/r4",
                        "safire.epic.client-id", "app",
                        "safire.epic.client-type", clientType))
                .read("epic");
        return new CredentialOverrides(settings, CredentialOverrides.NO_SOURCE);
    }
}
