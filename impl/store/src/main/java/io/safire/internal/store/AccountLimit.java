package io.safire.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.TokenStoreException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.StrictJsonReader;
import io.safire.spi.TokenStore.StoredEntry;
import io.safire.token.IdToken;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonString;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limit on the number of entries that one account may have at a server. Without this limit, one account could evict
 * the entries of all other accounts. The list of an account's subjects is itself an encrypted entry of the token store.
 * Therefore, the limit works with every store, and applies to all nodes together.
 */
final class AccountLimit {

    private static final Logger LOG = System.getLogger(AccountLimit.class.getName());

    /** The subject of a list consists of this prefix and a pseudonym of the account. */
    static final String PREFIX = "safire-account-";

    private static final String SUBJECTS = "subjects";
    /** The maximum number of retries, which exceeds any plausible number of nodes that change the same list. */
    private static final int MAX_RETRIES = 20;

    private final ServerSettings settings;
    private final EncryptedTokenStore store;
    private final int max;

    AccountLimit(ServerSettings settings, EncryptedTokenStore store) {
        this.settings = settings;
        this.store = store;
        this.max = settings.managedTokens().maxSignInsPerAccount();
    }

    /**
     * Adds an entry to the list of its account. The method is synchronized, so that only another node can cause a
     * version conflict.
     *
     * @param expiresAt the time after which the store may delete the entry
     * @return the subjects whose entries exceed the limit, oldest first
     * @throws TokenStoreException if the store fails
     */
    synchronized List<String> add(String subject, IdToken identity, Instant expiresAt) {
        String list = PREFIX + store.pseudonym(identity.issuer() + "\n" + identity.subject());
        for (int attempt = 0; attempt <= MAX_RETRIES; attempt++) {
            Optional<StoredEntry> entry = store.findEncrypted(list);
            List<String> subjects = entry.map(found -> decode(list, found)).orElseGet(ArrayList::new);
            subjects.remove(subject);
            subjects.add(subject);
            List<String> surplus = surplus(subjects);
            subjects.removeAll(surplus);
            Instant expiry = entry.map(found -> found.entry().expiresAt())
                    .filter(expiresAt::isBefore)
                    .orElse(expiresAt);
            if (store.savePlaintext(
                    list,
                    encode(subjects),
                    expiry,
                    entry.map(StoredEntry::version).orElse(0L))) {
                logSurplus(surplus);
                return surplus;
            }
        }
        throw store.storeFailure(new IllegalStateException("The version changed at each attempt"));
    }

    /** Returns the subjects to remove. Subjects without an entry, such as those of signed-out users, come first. */
    private List<String> surplus(List<String> subjects) {
        if (subjects.size() > max) {
            subjects.removeIf(subject -> store.version(subject) == 0);
        }
        return List.copyOf(subjects.subList(0, Math.max(0, subjects.size() - max)));
    }

    private void logSurplus(List<String> surplus) {
        if (!surplus.isEmpty()) {
            String key = settings.key(Setting.MAX_TOKENS_PER_ACCOUNT);
            LOG.log(Level.WARNING, Message.TOO_MANY_SIGN_INS.format(settings.name(), max, key));
        }
    }

    /** The result is empty if the list cannot be read, for example because another version of the library wrote it. */
    private List<String> decode(String list, StoredEntry entry) {
        List<String> subjects = new ArrayList<>();
        try {
            JsonArray found = store.decrypt(list, entry)
                    .map(StrictJsonReader::read)
                    .map(content -> content.getJsonArray(SUBJECTS))
                    .orElse(JsonArray.EMPTY_JSON_ARRAY);
            found.getValuesAs(JsonString.class).forEach(subject -> subjects.add(subject.getString()));
        } catch (InvalidJsonException | ClassCastException otherForm) {
            subjects.clear();
        }
        return subjects;
    }

    private static byte[] encode(List<String> subjects) {
        JsonArrayBuilder array = JsonValues.array();
        subjects.forEach(array::add);
        return JsonValues.object().add(SUBJECTS, array).build().toString().getBytes(UTF_8);
    }
}
