package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.launch.AuthorizationRequest;

record LaunchRedirectRecord(String id, AuthorizationRequest request, WebResponse response) implements LaunchRedirect {

    LaunchRedirectRecord {
        requireNonNull(id, "id");
        requireNonNull(request, "request");
        requireNonNull(response, "response");
    }

    @Override
    public String toString() {
        return "LaunchRedirect[id=" + id + ", request=" + request + ", response=" + response + "]";
    }
}
