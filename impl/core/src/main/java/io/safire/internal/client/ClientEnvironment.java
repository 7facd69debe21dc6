package io.safire.internal.client;

import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.spi.CredentialSource;
import io.safire.spi.DiagnosisCheck;
import io.safire.spi.KeySource;
import io.safire.spi.RegistrationStore;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The environment that all clients of an application share.
 *
 * @param tokens the user tokens and threads
 * @param checks the checks of the application and of modules for each diagnosis
 * @param serializedForm the function that returns the serializable replacement of a client, given the name of its
 *     server
 */
public record ClientEnvironment(
        Clock clock,
        SecureRandom random,
        RegistrationStore registrations,
        KeySource keys,
        CredentialSource credentials,
        SmartEventPublisher events,
        TokenEnvironment tokens,
        List<DiagnosisCheck> checks,
        Function<String, Serializable> serializedForm) {

    /** Uses memory for tokens, and no key source, credential source or observers. */
    public ClientEnvironment(Clock clock, SecureRandom random, RegistrationStore registrations) {
        this(
                clock,
                random,
                registrations,
                ClientKeys.NO_KEY_SOURCE,
                CredentialOverrides.NO_SOURCE,
                SmartEventPublisher.withoutObservers(),
                TokenEnvironment.inMemory(new RefreshThreads(null)),
                List.of(),
                name -> name);
    }

    ClientEnvironment withCheck(DiagnosisCheck check) {
        List<DiagnosisCheck> all = new ArrayList<>(checks);
        all.add(check);
        return new ClientEnvironment(
                clock, random, registrations, keys, credentials, events, tokens, List.copyOf(all), serializedForm);
    }

    ClientEnvironment withCredentials(CredentialSource otherCredentials) {
        return new ClientEnvironment(
                clock, random, registrations, keys, otherCredentials, events, tokens, checks, serializedForm);
    }

    /**
     * The key source, credential source and stores of the application may return the secrets of a configured server for
     * any name. Therefore, a client that the application creates in code does not use these sources and stores. The
     * check of shared credentials concerns configured servers only.
     *
     * @param ownCredential the source of the client's credential
     */
    ClientEnvironment forCreatedClient(CredentialSource ownCredential) {
        return new ClientEnvironment(
                clock,
                random,
                new InMemoryRegistrationStore(),
                ClientKeys.NO_KEY_SOURCE,
                ownCredential,
                events,
                TokenEnvironment.inMemory(tokens.threads()),
                checks.stream()
                        .filter(check -> !(check instanceof SharedCredentials))
                        .toList(),
                serializedForm);
    }
}
