package io.safire.tck.application;

import java.util.List;
import java.util.Objects;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.impl.client.deployment.event.GenerateDeployment;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * An Arquillian observer that deploys a shared application before its first class, and undeploys the application after
 * its last class. Each other class takes over the deployment and Arquillian's state from the previous class.
 */
@NullUnmarked // Arquillian sets a field
public final class SharedApplicationDeployments {

    @Inject
    @ClassScoped
    private InstanceProducer<DeploymentScenario> scenario;

    private List<? extends Class<?>> classesSharingApplication = List.of();
    private Class<?> current;
    private @Nullable DeploymentScenario deployed;

    public SharedApplicationDeployments() {}

    /** Builds the application unless it is deployed already. */
    public void generate(@Observes EventContext<GenerateDeployment> context) {
        current = context.getEvent().getTestClass().getJavaClass();
        if (deployed != null && classesSharingApplication.contains(current)) {
            scenario.set(deployed);
            return;
        }
        deployed = null;
        classesSharingApplication = SharedApplicationOrder.classesSharingApplication(current);
        context.proceed();
    }

    /** Deploys the application unless it is deployed already. */
    public void deploy(@Observes EventContext<DeployManagedDeployments> context) {
        if (deployed == null) {
            context.proceed();
            deployed = scenario.get();
        }
    }

    /** Undeploys the application after its last class. */
    public void undeploy(@Observes EventContext<UnDeployManagedDeployments> context) {
        if (deployed == null
                || Objects.equals(current, classesSharingApplication.get(classesSharingApplication.size() - 1))) {
            deployed = null;
            context.proceed();
        }
    }
}
