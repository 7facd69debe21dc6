package io.safire.impl.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import java.util.Set;

/** Creator of the synthetic bean that passes the findings of the extension to the running application. */
public final class InjectedServersCreator implements SyntheticBeanCreator<InjectedServers> {

    @Override
    public InjectedServers create(Instance<Object> lookup, Parameters parameters) {
        return new InjectedServers(
                Set.of(parameters.get(SmartServerExtension.NAMES, String[].class)),
                parameters.get(SmartServerExtension.USES_DEFAULT, Boolean.class),
                BearerInterface.ofParameter(parameters.get(SmartServerExtension.BEARERS, String[].class)));
    }
}
