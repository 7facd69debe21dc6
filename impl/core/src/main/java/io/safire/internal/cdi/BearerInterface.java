package io.safire.internal.cdi;

import java.util.ArrayList;
import java.util.List;

/**
 * A MicroProfile Rest Client interface with {@code @SmartBearer}.
 *
 * @param type the class name
 * @param server the name of the server; empty for the default server
 * @param configKey the prefix of the interface's configuration keys; empty if the class name is the prefix
 * @param baseUri the address in {@code @RegisterRestClient}; empty if the annotation contains no address
 */
public record BearerInterface(String type, String server, String configKey, String baseUri) {

    private static final int FIELD_COUNT = 4;

    /** Returns an array of strings, because parameters of synthetic beans cannot be arbitrary objects. */
    static String[] toParameter(List<BearerInterface> interfaces) {
        return interfaces.stream()
                .flatMap(found -> List.of(found.type, found.server, found.configKey, found.baseUri).stream())
                .toArray(String[]::new);
    }

    static List<BearerInterface> fromParameter(String[] parts) {
        List<BearerInterface> interfaces = new ArrayList<>();
        for (int index = 0; index < parts.length; index += FIELD_COUNT) {
            interfaces.add(new BearerInterface(parts[index], parts[index + 1], parts[index + 2], parts[index + 3]));
        }
        return interfaces;
    }
}
