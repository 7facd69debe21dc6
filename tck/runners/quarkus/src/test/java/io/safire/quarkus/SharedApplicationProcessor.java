package io.safire.quarkus;

import io.safire.tck.SharedApplication;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A processor that adds {@link TestBeanExtension} to a shared application, since Quarkus finds extensions only inside the application. */
public final class SharedApplicationProcessor implements ApplicationArchiveProcessor {

    public SharedApplicationProcessor() {}

    @Override
    public void process(Archive<?> archive, TestClass test) {
        if (test.isAnnotationPresent(SharedApplication.class)) {
            archive.as(WebArchive.class)
                    .addClass(TestBeanExtension.class)
                    .addAsServiceProvider(BuildCompatibleExtension.class, TestBeanExtension.class);
        }
    }
}
