package io.safire.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.spi.ClientKey;
import io.safire.spi.KeySource;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeanClassTest {

    private static class Source implements KeySource {

        @Override
        public List<ClientKey> keys(String server) {
            return List.of();
        }
    }

    private static class Source_Subclass extends Source {}

    private static final class Source_ClientProxy extends Source_Subclass {}

    private static final class Source$Proxy$_$$_WeldClientProxy extends Source {}

    private static final class Source$$OwbNormalScopeProxy0 extends Source {}

    private static final class KeySource$Proxy$_$$_WeldClientProxy implements Cloneable, KeySource {

        @Override
        public List<ClientKey> keys(String server) {
            return List.of();
        }
    }

    @Test
    void namesClassOfApplicationInsteadOfGeneratedClass() {
        for (KeySource bean : List.of(
                new Source(),
                new Source_Subclass(),
                new Source_ClientProxy(),
                new Source$Proxy$_$$_WeldClientProxy(),
                new Source$$OwbNormalScopeProxy0())) {
            assertThat(BeanClass.nameOf(bean)).isEqualTo(Source.class.getName());
        }
    }

    @Test
    void namesInterfaceIfContainerExtendedNoClass() {
        assertThat(BeanClass.nameOf(new KeySource$Proxy$_$$_WeldClientProxy())).isEqualTo(KeySource.class.getName());
    }
}
