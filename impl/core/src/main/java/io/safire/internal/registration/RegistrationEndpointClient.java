package io.safire.internal.registration;

import io.safire.diagnosis.Failure;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.ReceivedJson;
import io.safire.internal.http.TransportException;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.token.Redaction;
import io.safire.registration.RegistrationException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * Client for the registration and client configuration endpoints. A request that may have reached the server is never
 * repeated, because registration tokens are often single-use.
 *
 * @param endpointSource the setting or option that determines the endpoint, for messages
 */
record RegistrationEndpointClient(ServerSettings settings, HttpSender sender, String endpointSource) {

    RegistrationEndpointClient(ServerSettings settings, HttpSender sender) {
        this(settings, sender, settings.key(Setting.REGISTRATION_ENDPOINT));
    }

    /** The caller passed the endpoint in the options. */
    RegistrationEndpointClient forEndpointOfCall() {
        return new RegistrationEndpointClient(settings, sender, "the endpoint in RegistrationOptions");
    }

    /**
     * @return the response, with any status except a redirect
     */
    InboundResponse send(OutboundRequest request) {
        InboundResponse response;
        try {
            response = sender.send(request);
        } catch (TransportException failure) {
            throw NetworkExceptions.from(settings, failure, settings.key(Setting.BASE_URL) + " or " + endpointSource);
        }
        if (response.isRedirect()) {
            throw redirected(response);
        }
        return response;
    }

    /**
     * @throws RegistrationException if the response is an error response, or is unusable
     */
    ReceivedJson requireSuccess(
            RegistrationOperation operation, InboundResponse response, RegistrationRequestContext context) {
        if (response.isSuccess()) {
            ReceivedJson registration = reader().read(response, context.secrets());
            if (!RegistrationResponseReader.isError(registration.members())) {
                return registration;
            }
        }
        throw toException(operation, response, context);
    }

    RegistrationResponseReader reader() {
        return new RegistrationResponseReader(settings, endpointSource);
    }

    /** The exception describes the likely causes of the error. */
    RegistrationException toException(
            RegistrationOperation operation, InboundResponse response, RegistrationRequestContext context) {
        JsonObject members = new Redaction(context.secrets()).redact(readLeniently(response));
        return new RegistrationException(
                new RegistrationErrorDiagnosis(settings, endpointSource).message(operation, response, members, context),
                response.status(),
                ErrorText.code(response, members),
                members,
                List.copyOf(members.keySet()));
    }

    private static JsonObject readLeniently(InboundResponse response) {
        try {
            return response.json().members();
        } catch (InvalidJsonException unusable) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private RegistrationException redirected(InboundResponse response) {
        Failure message = Message.REGISTRATION_REDIRECTED.format(
                settings.name(),
                response.status(),
                HttpTransport.withoutQuery(response.uri()),
                response.describeRedirectTarget(),
                endpointSource);
        return new RegistrationException(message, response.status(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
