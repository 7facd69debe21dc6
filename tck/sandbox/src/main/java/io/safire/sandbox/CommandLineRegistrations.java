package io.safire.sandbox;

import io.safire.sandbox.control.SandboxClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Registers the applications and backend services that the command line specifies. */
final class CommandLineRegistrations {

    private final EhrState ehr;

    CommandLineRegistrations(EhrState ehr) {
        this.ehr = ehr;
    }

    void registerAll(CommandLine options) {
        options.groups(OptionSection.APPLICATION).forEach(this::registerApplication);
        options.groups(OptionSection.BACKEND).forEach(this::registerBackend);
    }

    private void registerApplication(Map<Option, String> group) {
        String id = group.getOrDefault(Option.CLIENT, "");
        if (group.containsKey(Option.APP)) {
            String name = group.get(Option.APP);
            requireNew(
                    Option.APP,
                    ehr.apps().put(name, new EhrState.LaunchableApp(group.getOrDefault(Option.LAUNCH_URL, ""), id)));
        }
        if (!id.isEmpty()) {
            requireNew(Option.CLIENT, ehr.clients().put(id, client(id, group)));
        }
    }

    private static SandboxClient client(String id, Map<Option, String> group) {
        String redirectUri = group.getOrDefault(Option.REDIRECT_URI, "");
        if (group.containsKey(Option.CLIENT_SECRET)) {
            return SandboxClient.secretClient(id, group.get(Option.CLIENT_SECRET), redirectUri);
        }
        return group.containsKey(Option.CLIENT_JWKS)
                ? SandboxClient.keyClient(id, keySet(group, Option.CLIENT_JWKS), redirectUri)
                : SandboxClient.publicClient(id, redirectUri);
    }

    private void registerBackend(Map<Option, String> group) {
        String id = group.getOrDefault(Option.BACKEND_CLIENT, "");
        SandboxClient client = SandboxClient.keyClient(id, keySet(group, Option.BACKEND_JWKS), "");
        requireNew(Option.BACKEND_CLIENT, ehr.clients().put(id, client));
    }

    private static void requireNew(Option option, @Nullable Object previous) {
        if (previous != null) {
            throw new UsageException(option + " has the same value in two groups. Change one of them.");
        }
    }

    private static String keySet(Map<Option, String> group, Option option) {
        String file = group.getOrDefault(option, "");
        try {
            String jwks = Files.readString(Path.of(file));
            new JsonWebKeySet(jwks);
            return jwks;
        } catch (IOException | JoseException unusable) {
            throw new UsageException(
                    option + ": " + file + " is not a JSON Web Key Set. Create one with: " + Option.NEW_KEY.example());
        }
    }
}
