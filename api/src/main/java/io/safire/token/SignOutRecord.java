package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.text.PrintableText;
import java.net.URI;
import java.util.List;
import java.util.Optional;

record SignOutRecord(String server, List<Finding> findings, Optional<URI> endSessionUri, Optional<String> state)
        implements SignOut {

    SignOutRecord {
        requireNonNull(server, "server");
        findings = List.copyOf(findings);
    }

    @Override
    public SignOut withFindings(List<Finding> newFindings) {
        return new SignOutRecord(server, newFindings, endSessionUri, state);
    }

    /** Omits the URL, because it contains the ID token. */
    @Override
    public String toString() {
        return PrintableText.of("SignOut[server=" + server + ", findings=" + findings + "]");
    }
}
