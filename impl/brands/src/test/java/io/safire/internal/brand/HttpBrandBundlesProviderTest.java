package io.safire.internal.brand;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.client.BrandBundlesProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HttpBrandBundlesProviderTest {

    @Test
    void isFoundByCore() {
        assertThat(ServiceLoader.load(BrandBundlesProvider.class))
                .singleElement()
                .isInstanceOf(HttpBrandBundlesProvider.class);
    }
}
