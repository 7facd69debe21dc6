package io.safire.broken;

import java.util.List;
import java.util.stream.Stream;

/** All deliberate defects ({@code Breakage}) and the active defect, with which the TCK runs. */
final class Breakages {

    /** System property with the name of the active breakage. */
    static final String ACTIVE_PROPERTY = "tck.broken";

    private static final List<Breakage> ALL = Stream.of(
                    DiscoveryBreakages.all(),
                    AuthorizationBreakages.all(),
                    RequestParameterBreakages.all(),
                    ScopeBreakages.all(),
                    CodeExchangeBreakages.all(),
                    MixUpBreakages.all(),
                    MetadataBreakages.all(),
                    ResponseBreakages.all(),
                    SecretBreakages.all(),
                    AuthenticationBreakages.all(),
                    TokenRequestBreakages.all(),
                    AssertionBreakages.all(),
                    ResponseDependentAssertionBreakages.all(),
                    SignatureBreakages.all(),
                    BackendBreakages.all(),
                    KeyBreakages.all(),
                    RegistrationBreakages.all(),
                    TransportBreakages.all(),
                    CertificateBreakages.all(),
                    ServiceBreakages.all(),
                    LaunchBreakages.all(),
                    LaunchResponseBreakages.all(),
                    IdentityBreakages.all(),
                    KeySourceBreakages.all(),
                    ManagedTokenBreakages.all(),
                    StorageBreakages.all(),
                    BearerBreakages.all(),
                    EventBreakages.all(),
                    FaultBreakages.all(),
                    EndpointBreakages.all(),
                    BrandBreakages.all(),
                    BulkBreakages.all())
            .flatMap(List::stream)
            .toList();

    private Breakages() {}

    static List<Breakage> all() {
        return ALL;
    }

    static Breakage active() {
        String name = System.getProperty(ACTIVE_PROPERTY, "");
        if (name.equals(AssertionBreakages.CONTROL.name())) {
            return AssertionBreakages.CONTROL;
        }
        return ALL.stream()
                .filter(breakage -> breakage.name().equals(name))
                .findFirst()
                .orElseGet(Breakage::none);
    }
}
