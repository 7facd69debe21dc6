package io.safire.docs;

import io.safire.SmartClientSettings;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.token.Scopes;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Sample of a table that contains one row for each customer. */
@ApplicationScoped
public class CustomerTable {

    private static final String QUERY = "SELECT name, base_url, private_key, kid FROM customer";

    @Resource(lookup = "jdbc/customers")
    DataSource database;

    @Inject
    CustomerServers servers;

    /** Reads the table at startup. A scheduler of the application calls this method once a minute on each node. */
    public void load(@Observes @Initialized(ApplicationScoped.class) Object event) throws SQLException {
        Map<String, SmartClientSettings> rows = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(QUERY);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.put(row.getString("name"), settings(row));
            }
        }
        servers.replace(rows);
    }

    private static SmartClientSettings settings(ResultSet row) throws SQLException {
        return SmartClientSettings.builder(row.getString("base_url"))
                .clientId("growth-chart")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .credential(Credential.key(row.getString("private_key"), row.getString("kid")))
                .redirectUri("https://app.example/callback")
                .scopes(Scopes.of("launch", "openid", "fhirUser", "patient/Observation.rs"))
                .build();
    }
}
