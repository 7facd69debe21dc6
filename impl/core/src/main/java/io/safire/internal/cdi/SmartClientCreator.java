package io.safire.internal.cdi;

import io.safire.SmartClient;
import io.safire.SmartClients;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.spi.CDI;

/** Creator of the client bean for one server. */
public final class SmartClientCreator implements SyntheticBeanCreator<SmartClient> {

    @Override
    public SmartClient create(Instance<Object> lookup, Parameters parameters) {
        String name = parameters.get(SmartServerExtension.SERVER_NAME_PARAMETER, String.class);
        // uses CDI.current(), because on Payara the parameter lookup does not find the beans of a library
        SmartClients clients = CDI.current().select(SmartClients.class).get();
        if (name.isEmpty()) {
            return clients.client();
        }
        return CDI.current()
                .select(ClientsProducer.class)
                .get()
                .sourcedClient(name)
                .orElseGet(() -> clients.client(name));
    }
}
