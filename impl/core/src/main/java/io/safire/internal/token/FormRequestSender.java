package io.safire.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.NetworkException;
import io.safire.internal.authentication.AuthenticationParameters;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpSender.RetryPolicy;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
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
final class FormRequestSender {

    private static final Set<String> NON_SECRET_PARAMETERS =
            Set.of("grant_type", "scope", "redirect_uri", "token_type_hint");

    private final ServerSettings settings;
    private final HttpSender sender;
    private final Setting endpointSetting;

    /**
     * Creates a sender.
     *
     * @param endpointSetting the setting that overrides the endpoint; error messages name this setting
     */
    FormRequestSender(ServerSettings settings, HttpSender calls, Setting endpointSetting) {
        this.settings = settings;
        this.sender = calls;
        this.endpointSetting = endpointSetting;
    }

    /**
     * Posts a form.
     *
     * @throws NetworkException if no response is received
     */
    FormResponse send(
            URI endpoint,
            Map<String, String> parameters,
            RetryPolicy repetition,
            Supplier<AuthenticationParameters> authentication) {
        List<String> secrets = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (!NON_SECRET_PARAMETERS.contains(name)) {
                secrets.add(value);
            }
        });
        try {
            InboundResponse response = sender.send(repetition, () -> {
                AuthenticationParameters clientAuthentication = authentication.get();
                secrets.addAll(clientAuthentication.secrets());
                Map<String, String> form = new LinkedHashMap<>(parameters);
                form.putAll(clientAuthentication.formParameters());
                return OutboundRequest.post(endpoint, clientAuthentication.authorizationHeader(), encode(form));
            });
            return new FormResponse(response, secrets);
        } catch (TransportException failure) {
            throw NetworkExceptions.from(settings, failure, endpointSetting);
        }
    }

    private static String encode(Map<String, String> form) {
        StringJoiner encoded = new StringJoiner("&");
        form.forEach(
                (name, value) -> encoded.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8)));
        return encoded.toString();
    }
}
