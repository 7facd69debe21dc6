package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.NetworkException;
import io.safire.internal.authentication.AuthenticationParameters;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A sender of form requests that contain a client authentication. Each attempt has a new client authentication. If the
 * server rejects the client secret, a repeatable request is sent once more with the other configured secret (current or
 * previous secret).
 */
final class FormClient {

    private static final Set<String> NON_SECRET_PARAMETERS =
            Set.of("grant_type", "scope", "redirect_uri", "token_type_hint");

    private final ServerSettings settings;
    private final HttpSender sender;
    private final Setting endpointSetting;

    /**
     * @param endpointSetting the setting that overrides the endpoint; error messages name this setting
     */
    FormClient(ServerSettings settings, HttpSender sender, Setting endpointSetting) {
        this.settings = settings;
        this.sender = sender;
        this.endpointSetting = endpointSetting;
    }

    /**
     * @throws NetworkException if no response is received
     */
    FormResponse send(FormRequest request) {
        FormResponse first = post(request);
        if (!first.rejectsClient()) {
            return first;
        }
        ClientAuthentication configured = request.authentication();
        Optional<ClientAuthentication> alternative = configured.onRejected();
        if (alternative.isEmpty()) {
            return first.withHint(configured.hint());
        }
        FormResponse second = post(request.with(alternative.get()));
        boolean usesSecond = !second.rejectsClient() || alternative.get().usesCurrentCredential();
        return (usesSecond ? second : first).withHint(second.rejectsClient() ? configured.hint() : Optional.empty());
    }

    private FormResponse post(FormRequest request) {
        List<String> secrets = new ArrayList<>(request.secrets());
        request.parameters().forEach((name, value) -> {
            if (!NON_SECRET_PARAMETERS.contains(name)) {
                secrets.add(value);
            }
        });
        OutboundRequest post = OutboundRequest.postForm(request.endpoint(), request.repeatable(), unsigned -> {
            AuthenticationParameters authentication = request.authentication().get();
            secrets.addAll(authentication.secrets());
            request.beforeSend().run();
            return unsigned.withForm(authentication.authorizationHeader(), encode(request, authentication));
        });
        try {
            return FormResponse.of(sender.send(post), secrets, request.authentication());
        } catch (TransportException failure) {
            throw NetworkExceptions.from(settings, failure, endpointSetting);
        }
    }

    private static String encode(FormRequest request, AuthenticationParameters authentication) {
        Map<String, String> form = new LinkedHashMap<>(request.parameters());
        form.putAll(authentication.formParameters());
        StringJoiner encoded = new StringJoiner("&");
        form.forEach(
                (name, value) -> encoded.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8)));
        return encoded.toString();
    }
}
