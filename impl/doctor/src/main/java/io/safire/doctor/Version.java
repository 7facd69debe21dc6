package io.safire.doctor;

import picocli.CommandLine.IVersionProvider;

/** The version of the command, from the manifest of its JAR. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"safire-doctor " + (version == null ? "(development)" : version)};
    }
}
