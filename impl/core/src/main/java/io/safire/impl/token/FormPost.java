package io.safire.impl.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.NetworkException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.Authentication;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpCalls.Repetition;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.NetworkFailures;
import io.safire.impl.transport.TransportFailure;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Sender of form requests to one type of endpoint. The client authenticates anew for each attempt. */
final class FormPost {

    private static final Set<String> HARMLESS = Set.of("grant_type", "scope", "redirect_uri", "token_type_hint");

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Setting endpointSetting;

    /**
     * Creates a sender.
     *
     * @param endpointSetting the setting that overrides the endpoint; error messages name it
     */
    FormPost(ServerSettings settings, HttpCalls calls, Setting endpointSetting) {
        this.settings = settings;
        this.calls = calls;
        this.endpointSetting = endpointSetting;
    }

    /**
     * Posts a form.
     *
     * @throws NetworkException if no response is received
     */
    FormAnswer send(
            URI endpoint,
            Map<String, String> parameters,
            Repetition repetition,
            Supplier<Authentication> authentication) {
        List<String> secrets = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (!HARMLESS.contains(name)) {
                secrets.add(value);
            }
        });
        try {
            HttpAnswer answer = calls.send(repetition, () -> {
                Authentication proof = authentication.get();
                secrets.addAll(proof.secrets());
                Map<String, String> form = new LinkedHashMap<>(parameters);
                form.putAll(proof.form());
                return HttpRequest.post(endpoint, proof.authorization(), encoded(form));
            });
            return new FormAnswer(answer, secrets);
        } catch (TransportFailure failure) {
            throw NetworkFailures.exception(settings, failure, endpointSetting);
        }
    }

    private static String encoded(Map<String, String> form) {
        StringJoiner encoded = new StringJoiner("&");
        form.forEach(
                (name, value) -> encoded.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8)));
        return encoded.toString();
    }
}
