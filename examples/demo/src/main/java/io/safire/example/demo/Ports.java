package io.safire.example.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of a demonstration.
 *
 * @param ehr the port of the sandbox EHR
 * @param control the port of the sandbox's control API
 * @param application the port of Open Liberty
 */
record Ports(int ehr, int control, int application) {

    /** The ports in the documentation. */
    static final Ports DEFAULT = new Ports(9180, 9181, 9280);

    /** Returns these ports; each port that is in use is replaced by a free port. */
    Ports orFreePorts() throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int port : List.of(ehr, control, application)) {
                open.add(openSocket(port));
            }
            return new Ports(
                    open.get(0).getLocalPort(),
                    open.get(1).getLocalPort(),
                    open.get(2).getLocalPort());
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }

    private static ServerSocket openSocket(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException inUse) {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }
    }
}
