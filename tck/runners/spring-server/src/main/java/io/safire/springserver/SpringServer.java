package io.safire.springserver;

import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The application. The system property {@code jwks} is the URL of the clients' public keys. */
@SpringBootApplication
public class SpringServer {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(SpringServer.class, arguments);
    }

    /** The user who signs in. */
    @Bean
    public UserDetailsService users() {
        return new InMemoryUserDetailsManager(User.withUsername("ada")
                .password("{noop}lovelace")
                .roles("USER")
                .build());
    }

    /** The clients of the tests. */
    @Bean
    public RegisteredClientRepository clients() {
        return new InMemoryRegisteredClientRepository(
                client("sas-public", ClientAuthenticationMethod.NONE).build(),
                client("sas-basic", ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientSecret("{noop}s3:cr%t+/=")
                        .build(),
                keyClient("sas-rsa", SignatureAlgorithm.from("RS384")),
                keyClient("sas-ec", SignatureAlgorithm.from("ES384")));
    }

    private static RegisteredClient keyClient(String id, JwsAlgorithm algorithm) {
        return client(id, ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("system/*.rs")
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .jwkSetUrl(System.getProperty("jwks", ""))
                        .tokenEndpointAuthenticationSigningAlgorithm(algorithm)
                        .build())
                .build();
    }

    private static RegisteredClient.Builder client(String id, ClientAuthenticationMethod method) {
        return RegisteredClient.withId(UUID.randomUUID().toString())
                .clientId(id)
                .clientAuthenticationMethod(method)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri("https://app.example/callback")
                .scope("openid")
                .scope("patient/*.rs")
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .tokenSettings(TokenSettings.builder()
                        .reuseRefreshTokens(false)
                        .accessTokenTimeToLive(Duration.ofMinutes(5))
                        .build());
    }
}
