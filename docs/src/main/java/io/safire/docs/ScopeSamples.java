package io.safire.docs;

import static io.safire.token.Permission.READ;
import static io.safire.token.Permission.SEARCH;

import io.safire.SmartClient;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.token.LaunchScope;
import io.safire.token.NamedScope;
import io.safire.token.ResourceScope;
import io.safire.token.Scope;
import io.safire.token.Scopes;

/** Samples of scopes that are built in code. */
public class ScopeSamples {

    Scope laboratory() {
        // patient/Observation.rs?category=laboratory
        return ResourceScope.patient("Observation", READ, SEARCH).where("category", "laboratory");
    }

    AuthorizationRequest request(SmartClient epic) {
        Scopes scopes = Scopes.of(
                LaunchScope.patient(),
                ResourceScope.patient("Observation", READ, SEARCH).where("category", "laboratory"),
                NamedScope.OFFLINE_ACCESS);
        AuthorizationRequest request = epic.authorize(
                Launch.standalone(),
                AuthorizationOptions.withScopes(
                        scopes.translate(epic.metadata()).scopes()));
        return request;
    }
}
