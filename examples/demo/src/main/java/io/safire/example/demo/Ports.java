package io.safire.example.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of a demonstration.
 *
 * @param ehr of the sandbox EHR
 * @param control of the sandbox's control address
 * @param application of Open Liberty
 */
record Ports(int ehr, int control, int application) {

    /** The ports that the documentation names. */
    static final Ports USUAL = new Ports(9180, 9181, 9280);

    /** Returns these ports, with a free one in place of each that is taken. */
    Ports orFree() throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int port : List.of(ehr, control, application)) {
                open.add(opened(port));
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

    private static ServerSocket opened(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }
    }
}
