package io.safire.sandbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.UUID;

/** The command of the option {@code --new-key}, which writes a key pair and explains how to use it. */
final class NewKeyCommand {

    private NewKeyCommand() {}

    /** Writes the key pair and returns the text to print. */
    static String run(CommandLine options) throws IOException {
        Path folder = Path.of(options.value(Option.NEW_KEY).orElse(""))
                .toAbsolutePath()
                .normalize();
        ClientKeyPair pair = ClientKeyPair.generate(
                options.value(Option.KID).orElseGet(() -> UUID.randomUUID().toString()),
                options.value(Option.ALGORITHM).orElse(Option.ALGORITHM.defaultValue()));
        try {
            pair.writeTo(folder);
        } catch (FileAlreadyExistsException exists) {
            throw new UsageException(
                    exists.getFile() + " already exists and is not overwritten. Choose another folder. Example: "
                            + Option.NEW_KEY.example());
        }
        return """
                Private key  %s
                Key set      %s

                Settings of the application, with the name of your server for "ehr":

                safire.ehr.client-type=confidential-asymmetric
                safire.ehr.private-key.location=%s
                safire.ehr.kid=%s

                Options of the sandbox: --client-jwks %s or --backend-jwks with the same file.
                """.formatted(
                        folder.resolve(ClientKeyPair.PRIVATE_KEY_FILE),
                        folder.resolve(ClientKeyPair.JWKS_FILE),
                        folder.resolve(ClientKeyPair.PRIVATE_KEY_FILE),
                        pair.kid(),
                        folder.resolve(ClientKeyPair.JWKS_FILE));
    }
}
