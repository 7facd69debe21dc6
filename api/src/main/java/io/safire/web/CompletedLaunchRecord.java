package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.SmartClient;
import io.safire.token.TokenResponse;
import java.util.List;
import java.util.Optional;

record CompletedLaunchRecord(
        String id, SmartClient client, TokenResponse tokens, Optional<LocalPath> target, List<String> cookies)
        implements CompletedLaunch {

    CompletedLaunchRecord {
        requireNonNull(id, "id");
        requireNonNull(client, "client");
        requireNonNull(tokens, "tokens");
        cookies = List.copyOf(cookies);
    }

    @Override
    public String server() {
        return client.name();
    }

    /** Omits the path to which the user returns, because it may identify the patient. */
    @Override
    public String toString() {
        return "CompletedLaunch[id=" + id + ", server=" + server() + ", tokens=" + tokens + "]";
    }
}
