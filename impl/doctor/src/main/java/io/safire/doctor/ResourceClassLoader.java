package io.safire.doctor;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class loader for the configuration and key files of an application. This class loader loads no class and no service
 * of the application, because this command must not run code of the application.
 */
final class ResourceClassLoader extends URLClassLoader {

    private static final String SERVICES = "META-INF/services/";

    /**
     * @param directories the directories of the class path of the application
     */
    ResourceClassLoader(List<URL> directories) {
        super(directories.toArray(new URL[0]), ResourceClassLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        throw new ClassNotFoundException(name);
    }

    @Override
    public @Nullable URL findResource(String name) {
        return name.startsWith(SERVICES) ? null : super.findResource(name);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        return name.startsWith(SERVICES) ? Collections.emptyEnumeration() : super.findResources(name);
    }
}
