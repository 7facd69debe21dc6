package io.safire.docs;

import io.safire.SmartClients;
import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.brand.BrandLogo;
import io.safire.brand.BrandPortal;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;

/** Sample of a page where a patient selects a hospital. */
public abstract class BrandSamples {

    @Inject
    SmartClients clients;

    void pick(URI vendorBundle) {
        BrandBundle brands = clients.brands(vendorBundle);
        for (Brand brand : brands.find("lakeside clinic")) {
            show(brand.name(), brand.logos(), brands.portalsOf(brand), brands.endpointsOf(brand));
        }
    }

    abstract void show(String name, List<BrandLogo> logos, List<BrandPortal> portals, List<BrandEndpoint> endpoints);
}
