package io.safire.impl.cdi;

import io.safire.SmartClient;
import io.safire.inject.SmartBearer;
import io.safire.inject.SmartServer;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
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
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Finds the server names at injection points and at interfaces that send tokens, and adds a client bean for each. Settings are read when it runs, not here. */
public final class SmartServerExtension implements BuildCompatibleExtension {

    static final String NAME = "name";
    static final String NAMES = "names";
    static final String USES_DEFAULT = "usesDefault";

    private final Set<String> names = new TreeSet<>();
    private boolean usesDefault;

    /** Looks at the injection points of each bean. */
    @Registration(types = Object.class)
    public void collect(BeanInfo bean) {
        for (InjectionPointInfo point : bean.injectionPoints()) {
            collect(point);
        }
    }

    /** Looks at the interfaces that send tokens. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = SmartBearer.class)
    public void collect(ClassInfo type) {
        AnnotationInfo bearer = type.annotation(SmartBearer.class);
        if (bearer != null && type.isInterface()) {
            String name = bearer.hasValue() ? bearer.value().asString() : "";
            usesDefault |= name.isEmpty();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
    }

    /** Adds the beans. A client has no proxy, which would take three times as long as a token that is there. */
    @Synthesis
    public void synthesise(SyntheticComponents components) {
        components
                .addBean(SmartClient.class)
                .type(SmartClient.class)
                .scope(Singleton.class)
                .withParam(NAME, "")
                .createWith(SmartClientCreator.class);
        for (String name : names) {
            components
                    .addBean(SmartClient.class)
                    .type(SmartClient.class)
                    .qualifier(SmartServer.Literal.of(name))
                    .scope(Singleton.class)
                    .withParam(NAME, name)
                    .createWith(SmartClientCreator.class);
        }
        components
                .addBean(InjectedServers.class)
                .type(InjectedServers.class)
                .withParam(NAMES, names.toArray(String[]::new))
                .withParam(USES_DEFAULT, usesDefault)
                .createWith(InjectedServersCreator.class);
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
        return type instanceof ClassType found && found.declaration().name().equals(SmartClient.class.getName());
    }
}
