package io.safire.internal.restclient;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.bearer.BearerTokens;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.inject.SmartBearer;
import io.safire.internal.bearer.BearerMessage;
import io.safire.spi.CurrentUserTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** A bean that looks up the tokens for a {@code @SmartBearer} annotation. */
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class SmartBearerTokens {

    @Inject
    SmartClients clients;

    @Inject
    @Any
    Instance<CurrentUserTokens> subjects;

    /**
     * Without this observer, a container that removes unused beans would remove this bean and the beans that are
     * injected into it.
     */
    void keepBean(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // empty, because the observer only has to exist
    }

    static BearerTokens of(SmartBearer bearer) {
        return CDI.current().select(SmartBearerTokens.class).get().tokens(bearer);
    }

    /**
     * @throws ConfigurationException if the server is not configured, or the class in {@code userTokens} is not a bean
     */
    public BearerTokens tokens(SmartBearer bearer) {
        SmartClient client = bearer.value().isEmpty() ? clients.client() : clients.client(bearer.value());
        Class<? extends CurrentUserTokens> type = bearer.userTokens();
        if (type == CurrentUserTokens.class) {
            return BearerTokens.of(client);
        }
        Instance<? extends CurrentUserTokens> selected = subjects.select(type);
        if (!selected.isResolvable()) {
            throw new ConfigurationException(
                    BearerMessage.USER_TOKENS_NOT_A_BEAN.format(client.name(), type.getName()),
                    Violations.invalid("subject", type.getName(), List.of()));
        }
        return BearerTokens.of(client, selected.get());
    }
}
