package io.safire.quarkus;

import io.safire.tck.Area;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A processor that adds {@link AreaBeanExtension} to the application of an area, since Quarkus finds extensions only inside the application. */
public final class AreaArchiveProcessor implements ApplicationArchiveProcessor {

    public AreaArchiveProcessor() {}

    @Override
    public void process(Archive<?> archive, TestClass test) {
        if (test.isAnnotationPresent(Area.class)) {
            archive.as(WebArchive.class)
                    .addClass(AreaBeanExtension.class)
                    .addAsServiceProvider(BuildCompatibleExtension.class, AreaBeanExtension.class);
        }
    }
}
