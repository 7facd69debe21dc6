package io.safire.internal.cdi;

import io.safire.SmartClient;
import io.safire.error.ConfigurationException;
import io.safire.inject.SmartBearer;
import io.safire.inject.SmartServer;
import io.safire.internal.runtime.RuntimeCheck;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.types.ClassType;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A build compatible extension that collects the server names at injection points and {@code @SmartBearer} interfaces,
 * and adds a client bean for each server. The settings are read at run time, not by this extension.
 */
public final class SmartServerExtension implements BuildCompatibleExtension {

    static final String SERVER_NAME_PARAMETER = "name";
    static final String SERVER_NAMES_PARAMETER = "names";
    static final String USES_DEFAULT_PARAMETER = "usesDefault";
    static final String BEARERS_PARAMETER = "bearers";

    private static final String REGISTER_REST_CLIENT = "org.eclipse.microprofile.rest.client.inject.RegisterRestClient";

    /**
     * The field is static, because the portable extension that reads the field has no access to the instance of this
     * extension.
     */
    private static volatile boolean run;

    private final Set<String> names = new TreeSet<>();
    private final List<BearerInterface> bearerInterfaces = new ArrayList<>();
    private boolean usesDefault;

    /**
     * Throws an exception, because CDI reports errors of {@code Messages.error} only after this phase. Weld would
     * already fail in this phase, when it loads a class that needs the missing API.
     *
     * @throws ConfigurationException if an API is missing; the message names all missing APIs
     */
    @Discovery
    public void check() {
        run = true;
        new RuntimeCheck(SmartServerExtension.class.getClassLoader()).run();
    }

    /** Returns true if the runtime has run the extension of this copy of the library. */
    static boolean hasRun() {
        return run;
    }

    @Registration(types = Object.class)
    public void collect(BeanInfo bean) {
        for (InjectionPointInfo point : bean.injectionPoints()) {
            collect(point);
        }
    }

    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = SmartBearer.class)
    public void collect(ClassInfo type) {
        if (type.isInterface()) {
            Stream.concat(Stream.of(type), type.methods().stream())
                    .filter(declaration -> declaration.hasAnnotation(SmartBearer.class))
                    .map(declaration -> declaration.annotation(SmartBearer.class))
                    .map(bearer -> bearer.hasValue() ? bearer.value().asString() : "")
                    .forEach(name -> collectServer(type, name));
        }
    }

    /** Clients are {@code @Singleton}, because a client proxy would triple the time to read a cached token. */
    @Synthesis
    public void registerBeans(SyntheticComponents components) {
        components
                .addBean(SmartClient.class)
                .type(SmartClient.class)
                .scope(Singleton.class)
                .withParam(SERVER_NAME_PARAMETER, "")
                .createWith(SmartClientCreator.class);
        for (String name : names) {
            components
                    .addBean(SmartClient.class)
                    .type(SmartClient.class)
                    .qualifier(SmartServer.Literal.of(name))
                    .scope(Singleton.class)
                    .withParam(SERVER_NAME_PARAMETER, name)
                    .createWith(SmartClientCreator.class);
        }
        components
                .addBean(InjectedServers.class)
                .type(InjectedServers.class)
                .withParam(SERVER_NAMES_PARAMETER, names.toArray(String[]::new))
                .withParam(USES_DEFAULT_PARAMETER, usesDefault)
                .withParam(BEARERS_PARAMETER, BearerInterface.toParameter(bearerInterfaces))
                .createWith(InjectedServersCreator.class);
    }

    /** Finds the annotation of the Rest Client by name, because the API may be absent. */
    private void collectServer(ClassInfo type, String server) {
        usesDefault |= server.isEmpty();
        if (!server.isEmpty()) {
            names.add(server);
        }
        type.annotations().stream()
                .filter(annotation -> annotation.name().equals(REGISTER_REST_CLIENT))
                .map(client -> new BearerInterface(
                        type.name(), server, memberText(client, "configKey"), memberText(client, "baseUri")))
                .filter(found -> !bearerInterfaces.contains(found))
                .forEach(bearerInterfaces::add);
    }

    private static String memberText(AnnotationInfo annotation, String member) {
        return annotation.hasMember(member) ? annotation.member(member).asString() : "";
    }

    private void collect(InjectionPointInfo point) {
        Collection<AnnotationInfo> qualifiers = point.qualifiers();
        boolean named = false;
        for (AnnotationInfo qualifier : qualifiers) {
            if (qualifier.name().equals(SmartServer.class.getName())) {
                names.add(qualifier.value().asString());
                named = true;
            }
        }
        usesDefault |= !named && isClient(point.type());
    }

    private static boolean isClient(Type type) {
        try {
            return type instanceof ClassType found && found.declaration().name().equals(SmartClient.class.getName());
        } catch (NullPointerException notIndexed) {
            // Quarkus throws an exception for a class that is not on the class path, such as one of the Servlet API
            return false;
        }
    }
}
