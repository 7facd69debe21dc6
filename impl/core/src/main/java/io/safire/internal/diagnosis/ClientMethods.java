package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.Setting;
import java.util.Arrays;
import java.util.List;

/** The client authentication methods that a client can use. */
final class ClientMethods {

    private ClientMethods() {}

    static List<String> of(Evidence evidence) {
        ClientAuthenticationMethod configured = evidence.settings().client().authenticationMethod();
        return configured != null
                ? List.of(configured.value())
                : Arrays.stream(ClientAuthenticationMethod.values())
                        .filter(method -> method.clientType()
                                == evidence.settings().client().type())
                        .filter(method -> method != ClientAuthenticationMethod.NONE)
                        .map(ClientAuthenticationMethod::value)
                        .toList();
    }

    /** Returns true if the client uses {@code client_secret_post} only because the server offers no other method. */
    static boolean isPostChosen(Evidence evidence, List<String> advertised) {
        return evidence.settings().client().authenticationMethod() == null
                && evidence.settings().client().type() == ClientType.CONFIDENTIAL_SYMMETRIC
                && evidence.identity().registeredMethod().isEmpty()
                && ClientAuthenticationMethod.forSecret(advertised) == ClientAuthenticationMethod.CLIENT_SECRET_POST;
    }

    /** Returns the setting with which the client can be changed to an advertised method. */
    static Setting settingToChange(Evidence evidence, List<String> advertised) {
        boolean otherMethodOfType = advertised.stream()
                .flatMap(name -> ClientAuthenticationMethod.of(name).stream())
                .anyMatch(method ->
                        method.clientType() == evidence.settings().client().type());
        return otherMethodOfType ? Setting.CLIENT_AUTHENTICATION_METHOD : Setting.CLIENT_TYPE;
    }
}
