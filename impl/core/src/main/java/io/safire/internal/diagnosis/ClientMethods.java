package io.safire.internal.diagnosis;

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

    /** Returns the setting with which the client can be changed to an advertised method. */
    static Setting settingToChange(Evidence evidence, List<String> advertised) {
        boolean otherMethodOfType = advertised.stream()
                .flatMap(name -> ClientAuthenticationMethod.of(name).stream())
                .anyMatch(method ->
                        method.clientType() == evidence.settings().client().type());
        return otherMethodOfType ? Setting.CLIENT_AUTHENTICATION_METHOD : Setting.CLIENT_TYPE;
    }
}
