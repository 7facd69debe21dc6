package io.safire.internal.cdi;

import java.io.IOException;
import java.io.InputStream;

/** A class loader that defines the library's classes again and hides the classes of one package. */
final class HidingClassLoader extends ClassLoader {

    private static final String LIBRARY_PREFIX = "io.safire.";

    private final String hiddenPrefix;

    HidingClassLoader(String hiddenPrefix) {
        super(HidingClassLoader.class.getClassLoader());
        this.hiddenPrefix = hiddenPrefix;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(hiddenPrefix)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith(LIBRARY_PREFIX)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = file.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
