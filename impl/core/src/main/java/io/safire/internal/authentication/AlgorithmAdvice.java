package io.safire.internal.authentication;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.key.SignatureAlgorithm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The action for a server that does not accept the signature algorithm of the client, as a sentence. */
public record AlgorithmAdvice(ServerSettings settings) {

    /**
     * Returns the action that requires the smallest change: another algorithm for the same key, another key, or a
     * change of the server.
     *
     * @param current the algorithm of the client
     * @param offered the algorithms of the server
     */
    public String action(String current, List<String> offered) {
        List<SignatureAlgorithm> known = offered.stream()
                .flatMap(name -> SignatureAlgorithm.find(name).stream())
                .sorted(Comparator.comparing(algorithm -> !SignatureAlgorithm.isOfSmart(algorithm.name())))
                .toList();
        return SignatureAlgorithm.find(current)
                .flatMap(used -> known.stream().filter(used::hasSameKeys).findFirst())
                .map(this::sameKey)
                .or(() -> known.stream().findFirst().map(this::otherKey))
                .orElseGet(() -> "Ask the server administrator to allow "
                        + (configured() == null ? "RS384 or ES384" : configured()) + ".");
    }

    private String sameKey(SignatureAlgorithm offered) {
        return isDefault(offered)
                ? "Remove " + setting() + "."
                : "Set " + setting() + " to " + offered + ", with which the same key can sign.";
    }

    private String otherKey(SignatureAlgorithm offered) {
        Optional<String> algorithm = isDefault(offered) && configured() == null
                ? Optional.empty()
                : Optional.of(
                        isDefault(offered) ? ", and remove " + setting() : ", and set " + setting() + " to " + offered);
        return "Configure " + offered.requiredKey() + " in " + settings.key(Setting.PRIVATE_KEY) + " for " + offered
                + algorithm.orElse("") + ".";
    }

    private static boolean isDefault(SignatureAlgorithm algorithm) {
        return SignatureAlgorithm.isOfSmart(algorithm.name());
    }

    private @Nullable SignatureAlgorithm configured() {
        return settings.assertion().algorithm().configured();
    }

    private String setting() {
        return settings.key(Setting.ASSERTION_ALGORITHM);
    }
}
