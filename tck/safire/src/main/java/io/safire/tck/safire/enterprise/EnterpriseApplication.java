package io.safire.tck.safire.enterprise;

import static io.safire.tck.support.SandboxSession.control;

import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import java.io.File;
import java.net.URI;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An EAR with two WARs that use the server {@code ear}.
 *
 * @param name the name of the EAR, which is the prefix of the context paths of its modules
 */
record EnterpriseApplication(String name) {

    private static final String SERVER = "ear";
    private static final String CONFIGURATION = "META-INF/microprofile-config.properties";
    private static final ArchivePath CONFIGURATION_IN_WAR = ArchivePaths.create("WEB-INF/classes/" + CONFIGURATION);

    /** Builds the EAR with the library and the configuration in each WAR. */
    EnterpriseArchive withLibraryInModules() {
        return ear(first().build(), second().build());
    }

    /** Builds the EAR with the configuration in each WAR, and with the library in the directory {@code lib} of the EAR. */
    EnterpriseArchive withSharedLibrary() {
        return addLibrary(ear(first().buildWithoutJars(), second().buildWithoutJars()));
    }

    /** Builds the EAR with the library and the configuration in its directory {@code lib}. */
    EnterpriseArchive withSharedConfiguration() {
        WebArchive first = first().buildWithoutJars();
        WebArchive second = second().buildWithoutJars();
        Asset configuration = first.get(CONFIGURATION_IN_WAR).getAsset();
        first.delete(CONFIGURATION_IN_WAR);
        second.delete(CONFIGURATION_IN_WAR);
        return addLibrary(ear(first, second))
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "configuration.jar")
                        .addAsResource(configuration, CONFIGURATION));
    }

    /** Returns the URL of the resource of a module. */
    URI url(String module) {
        return URI.create(System.getProperty("tck.http") + "/" + name + "-" + module + "/api/module/patient");
    }

    /** Returns the simulated EHR that the configuration names. */
    SandboxServer ehr() {
        return control().open(name);
    }

    private TckArchive first() {
        return module("first", FirstApi.class, FirstResource.class);
    }

    private TckArchive second() {
        return module("second", SecondApi.class, SecondResource.class);
    }

    private TckArchive module(String module, Class<?>... classes) {
        SandboxServer ehr = ehr();
        ehr.reset();
        ehr.registerClient(SandboxClient.keyClient("app-ear", TestKeys.jwks(), TckArchive.REDIRECT_URI));
        return TckArchive.named(name + "-" + module)
                .with(ModuleRoot.class)
                .with(classes)
                .set("ear/mp-rest/url", ehr.fhirBase().toString())
                .set(SERVER, "base-url", ehr.fhirBase().toString())
                .set(SERVER, "client-id", "app-ear")
                .set(SERVER, "client-type", "confidential-asymmetric")
                .set(SERVER, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(SERVER, "kid", "rsa-1")
                .set(SERVER, "scopes", "system/*.rs");
    }

    private EnterpriseArchive ear(WebArchive... modules) {
        EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class, name + ".ear");
        StringBuilder descriptor =
                new StringBuilder("<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">\n");
        for (WebArchive module : modules) {
            ear.addAsModule(module);
            descriptor.append("<module><web><web-uri>%s</web-uri><context-root>/%s</context-root></web></module>\n"
                    .formatted(module.getName(), module.getName().replace(".war", "")));
        }
        return ear.setApplicationXML(new StringAsset(descriptor + "</application>"));
    }

    private static EnterpriseArchive addLibrary(EnterpriseArchive ear) {
        File[] jars = new File(System.getProperty("tck.libraries")).listFiles((folder, jar) -> jar.endsWith(".jar"));
        Stream.of(jars == null ? new File[0] : jars)
                .forEach(jar -> ear.addAsLibrary(ShrinkWrap.createFromZipFile(JavaArchive.class, jar)));
        return ear;
    }
}
