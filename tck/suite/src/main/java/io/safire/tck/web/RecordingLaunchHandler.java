package io.safire.tck.web;

import io.safire.token.SignOut;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.LaunchRequest;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The application's launch handler, which records completed launches. */
@ApplicationScoped
public class RecordingLaunchHandler implements LaunchHandler {

    private final List<CompletedLaunch> launches = new CopyOnWriteArrayList<>();

    private final AtomicReference<@Nullable RuntimeException> nextFailure = new AtomicReference<>();

    private final AtomicReference<@Nullable Supplier<SignOut>> nextSignOut = new AtomicReference<>();

    /** Lets the handler sign a user out with the next sign-out request, and end the session at the server. */
    public void signOutNext(Supplier<SignOut> signOut) {
        nextSignOut.set(signOut);
    }

    private final AtomicReference<UnaryOperator<LaunchRequest>> nextLaunch =
            new AtomicReference<>(UnaryOperator.identity());

    /** Lets the handler change the next launch before it starts. */
    public void changeNext(UnaryOperator<LaunchRequest> change) {
        nextLaunch.set(change);
    }

    @Override
    public LaunchRequest starting(LaunchRequest launch, WebRequest request) {
        return nextLaunch.getAndSet(UnaryOperator.identity()).apply(launch);
    }

    /** Lets the handler throw an exception for the next completed launch. */
    public void failNext(RuntimeException failure) {
        nextFailure.set(failure);
    }

    /** Returns the completed launches since the last sign-out, oldest first. */
    public List<CompletedLaunch> launches() {
        return List.copyOf(launches);
    }

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest request) {
        launches.add(launch);
        RuntimeException failure = nextFailure.getAndSet(null);
        if (failure != null) {
            throw failure;
        }
        return Redirect.to(launch.target().orElse(LocalPath.of("/chart")));
    }

    @Override
    public Redirect signOut(WebRequest request) {
        launches.clear();
        Redirect next = Redirect.to("/bye");
        Supplier<SignOut> signOut = nextSignOut.getAndSet(null);
        return signOut == null ? next : next.withSignOut(signOut.get());
    }
}
