package io.safire.internal.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import java.util.Set;

/** Creator of the synthetic bean that gives the running application the server names that the extension collected. */
public final class InjectedServersCreator implements SyntheticBeanCreator<InjectedServers> {

    @Override
    public InjectedServers create(Instance<Object> lookup, Parameters parameters) {
        return new InjectedServers(
                Set.of(parameters.get(SmartServerExtension.SERVER_NAMES_PARAMETER, String[].class)),
                parameters.get(SmartServerExtension.USES_DEFAULT_PARAMETER, Boolean.class),
                BearerInterface.fromParameter(parameters.get(SmartServerExtension.BEARERS_PARAMETER, String[].class)));
    }
}
