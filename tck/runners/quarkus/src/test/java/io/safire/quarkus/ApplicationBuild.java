package io.safire.quarkus;

import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.resolver.BootstrapAppModelResolver;
import io.quarkus.bootstrap.resolver.maven.MavenArtifactResolver;
import io.quarkus.maven.dependency.ArtifactCoords;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.quarkus.maven.dependency.ResolvedDependencyBuilder;
import io.quarkus.paths.PathList;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** An application that Quarkus builds and starts from folders, jars and Maven artifacts. */
public final class ApplicationBuild {

    private ApplicationBuild() {}

    /**
     * Builds the application, starts it and stops it.
     *
     * @param target folder for the build
     * @param paths folders and jars of the application
     * @param version version of Quarkus
     * @param artifacts dependencies of the application as {@code group:artifact:version}
     * @throws Exception if the application cannot be built or started
     */
    public static void run(Path target, List<Path> paths, String version, List<String> artifacts) throws Exception {
        ResolvedDependency application = ResolvedDependencyBuilder.newInstance()
                .setGroupId("org.example")
                .setArtifactId("application")
                .setVersion("1")
                .setResolvedPaths(PathList.from(paths))
                .build();
        ArtifactCoords bom = ArtifactCoords.pom("io.quarkus.platform", "quarkus-bom", version);
        QuarkusBootstrap bootstrap = QuarkusBootstrap.builder()
                .setExistingModel(resolver().resolveManagedModel(application, dependencies(artifacts), bom, Set.of()))
                .setApplicationRoot(application.getResolvedPaths())
                .setBaseClassLoader(ApplicationBuild.class.getClassLoader())
                .setProjectRoot(target)
                .setTargetDirectory(target)
                .setMode(QuarkusBootstrap.Mode.TEST)
                .setIsolateDeployment(true)
                .build();
        try (CuratedApplication curated = bootstrap.bootstrap()) {
            curated.createAugmentor().createInitialRuntimeApplication().run().close();
        }
    }

    private static BootstrapAppModelResolver resolver() throws Exception {
        return new BootstrapAppModelResolver(
                MavenArtifactResolver.builder().setWorkspaceDiscovery(false).build());
    }

    private static List<Dependency> dependencies(List<String> artifacts) {
        return artifacts.stream()
                .map(artifact -> artifact.split(":"))
                .map(parts -> Dependency.of(parts[0], parts[1], parts[2]))
                .toList();
    }
}
