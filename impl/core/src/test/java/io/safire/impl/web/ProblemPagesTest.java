package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.error.LaunchStoreException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.impl.Logged;
import io.safire.web.WebAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemPagesTest {

    private static final String ERROR = "SAFIRE-9999 epic: of a test";

    private final ProblemPages pages = new ProblemPages(List::of);

    @Test
    void statusSaysWhoseFaultItIs() {
        assertThat(status(new ValidationException("epic", ERROR, "state", "is another")))
                .isEqualTo(400);
        // the browser has no part in it
        assertThat(status(new ValidationException("epic", ERROR, "id_token", "has expired")))
                .isEqualTo(502);
        assertThat(status(new ConfigurationException("epic", ERROR, Offenders.missing(List.of("base_url")))))
                .isEqualTo(500);
    }

    @Test
    void storesThatFailAreAskedAgainLater() {
        for (SmartException failure :
                List.of(new LaunchStoreException("epic", ERROR), new TokenStoreException("epic", ERROR))) {
            WebAnswer page = page(failure);
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.header("Retry-After")).containsExactly("60");
        }
        assertThat(page(new ValidationException("epic", ERROR, "state", "is another"))
                        .header("Retry-After"))
                .isEmpty();
    }

    private int status(SmartException failure) {
        return page(failure).status();
    }

    private WebAnswer page(SmartException failure) {
        try (Logged log = new Logged("io.safire.web")) {
            WebAnswer page = pages.of(failure);
            assertThat(page.body()).contains("<p>SAFIRE-9999</p>").doesNotContain("of a test");
            assertThat(log.lines()).singleElement().asString().endsWith(ERROR);
            return page;
        }
    }
}
