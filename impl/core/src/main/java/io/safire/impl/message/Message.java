package io.safire.impl.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** One constant for each text in {@code messages.properties}; the first two digits of its id are the step. */
public enum Message {
    MISSING("SAFIRE-0101"),
    INVALID("SAFIRE-0102"),
    INVALID_URIS("SAFIRE-0103"),
    NOT_HTTPS("SAFIRE-0104"),
    UNUSABLE("SAFIRE-0105"),
    UNKNOWN_SERVER("SAFIRE-0106"),
    NO_DEFAULT_SERVER("SAFIRE-0107"),
    UNUSABLE_CREDENTIAL("SAFIRE-0108"),
    NO_ANSWER("SAFIRE-0201"),
    REFUSED_CONNECTION("SAFIRE-0202"),
    TIMEOUT("SAFIRE-0203"),
    TLS("SAFIRE-0204"),
    BLOCKED_REDIRECT("SAFIRE-0205"),
    TOO_MANY_REDIRECTS("SAFIRE-0206"),
    NOT_DISCOVERED("SAFIRE-0301"),
    UNUSABLE_METADATA("SAFIRE-0302"),
    NO_ENDPOINT("SAFIRE-0303"),
    INSECURE_ENDPOINT("SAFIRE-0304"),
    PLAIN_ONLY("SAFIRE-0305"),
    ALGORITHM_NOT_OFFERED("SAFIRE-0306"),
    STALE_METADATA("SAFIRE-0310"),
    FOREIGN_ISSUER("SAFIRE-0401"),
    UNKNOWN_ISSUER("SAFIRE-0407"),
    STATE("SAFIRE-0402"),
    RESPONSE_ISSUER("SAFIRE-0403"),
    NO_CODE("SAFIRE-0404"),
    OTHER_SERVER("SAFIRE-0405"),
    AUTHORIZATION_REFUSED("SAFIRE-0406"),
    TOKEN_REFUSED("SAFIRE-0501"),
    NO_ACCESS_TOKEN("SAFIRE-0502"),
    NOT_AN_OBJECT("SAFIRE-0503"),
    TOKEN_REDIRECTED("SAFIRE-0504"),
    NO_REFRESH_TOKEN("SAFIRE-0505"),
    WIDER_SCOPE("SAFIRE-0506"),
    UNUSABLE_TOKEN("SAFIRE-0507"),
    ACCESS_DENIED("SAFIRE-0411"),
    AUTHORIZATION_SCOPE("SAFIRE-0412"),
    AUTHORIZATION_GRANT("SAFIRE-0413"),
    TRY_LATER("SAFIRE-0414"),
    COMPARE_REGISTRATION("SAFIRE-0415"),
    OR_REGISTER("SAFIRE-0701"),
    STORE_UNUSABLE("SAFIRE-0702"),
    LAUNCH_STATE_MISSING("SAFIRE-1103"),
    LAUNCH_UNKNOWN("SAFIRE-1104"),
    LAUNCH_USED("SAFIRE-1105"),
    LAUNCH_EXPIRED("SAFIRE-1106"),
    LAUNCH_OF_ANOTHER_AGENT("SAFIRE-1107"),
    TOO_MANY_LAUNCHES("SAFIRE-1108"),
    RESPONSE_ISSUER_MISSING("SAFIRE-1109"),
    NO_LAUNCH_HANDLER("SAFIRE-1110"),
    REGISTRATION_REFUSED("SAFIRE-0703"),
    MANAGEMENT_REFUSED("SAFIRE-0704"),
    NO_CLIENT_ID("SAFIRE-0705"),
    UNUSABLE_REGISTRATION("SAFIRE-0706"),
    REGISTRATION_REDIRECTED("SAFIRE-0707"),
    NO_REGISTRATION_ENDPOINT("SAFIRE-0708"),
    BAD_CLIENT_METADATA("SAFIRE-0709"),
    NOT_REGISTERED("SAFIRE-0710"),
    NOT_MANAGED("SAFIRE-0711"),
    FOREIGN_REGISTRATION("SAFIRE-0712"),
    NOT_KEPT("SAFIRE-0713"),
    CAUSE_INITIAL_TOKEN("SAFIRE-0714"),
    CAUSE_USED_TOKEN("SAFIRE-0715"),
    CAUSE_SCOPE_MEMBER("SAFIRE-0716"),
    CAUSE_REDIRECT_URIS("SAFIRE-0717"),
    CAUSE_CLIENT_METADATA("SAFIRE-0718"),
    CAUSE_STATEMENT("SAFIRE-0719"),
    CAUSE_REGISTRATION_TOKEN("SAFIRE-0720"),
    CAUSE_NO_MANAGEMENT("SAFIRE-0721"),
    OBSERVER_FAILED("SAFIRE-1701"),
    LEFT_ALONE("SAFIRE-1702"),
    FULL("SAFIRE-1703"),
    LEAVING_ALONE("SAFIRE-1704"),
    CLOCK("SAFIRE-0601"),
    CAUSE_PUBLIC("SAFIRE-0602"),
    CAUSE_METHOD("SAFIRE-0603"),
    CAUSE_ENCODING("SAFIRE-0604"),
    CAUSE_SECRET("SAFIRE-0605"),
    CAUSE_CLIENT_ID("SAFIRE-0606"),
    CAUSE_ASSERTION("SAFIRE-0607"),
    CAUSE_CODE("SAFIRE-0608"),
    CAUSE_REFRESH_TOKEN("SAFIRE-0609"),
    CAUSE_GRANT("SAFIRE-0610"),
    CAUSE_SCOPE("SAFIRE-0611"),
    CAUSE_SERVER("SAFIRE-0612"),
    FORMER_KEY_SIGNS("SAFIRE-1001"),
    NEW_KEY_SIGNS("SAFIRE-1002"),
    KEY_DROPPED("SAFIRE-1003"),
    KID_REUSED("SAFIRE-1004"),
    SUPPLIED_KEYS("SAFIRE-1005"),
    INTROSPECTION_REFUSED("SAFIRE-0901"),
    REVOCATION_REFUSED("SAFIRE-0902"),
    UNUSABLE_SERVICE("SAFIRE-0903"),
    SERVICE_REDIRECTED("SAFIRE-0904"),
    FOREIGN_TOKEN("SAFIRE-0905"),
    BLANK_TOKEN("SAFIRE-0906"),
    CAUSE_BEARER("SAFIRE-0911"),
    CAUSE_WANTS_BEARER("SAFIRE-0912"),
    CAUSE_TOKEN_TYPE("SAFIRE-0913"),
    CAUSE_TOKEN_FORM("SAFIRE-0914"),
    CAUSE_ENDPOINT("SAFIRE-0915"),
    REVOKED_WITH_TEXT("SAFIRE-0921"),
    NOTHING_TO_REVOKE("SAFIRE-0922"),
    ACCESS_TOKEN_LIVES("SAFIRE-0923"),
    NOBODY_SIGNED_IN("SAFIRE-1601"),
    SUBJECT_IS_NO_BEAN("SAFIRE-1602"),
    CLIENT_FOLLOWS_REDIRECTS("SAFIRE-1603"),
    ID_TOKEN_FORM("SAFIRE-0801"),
    ID_TOKEN_ALGORITHM("SAFIRE-0802"),
    ID_TOKEN_NO_ISSUER("SAFIRE-0803"),
    ID_TOKEN_ISSUER("SAFIRE-0804"),
    ID_TOKEN_KEYS("SAFIRE-0805"),
    ID_TOKEN_KEY("SAFIRE-0806"),
    ID_TOKEN_SIGNATURE("SAFIRE-0807"),
    ID_TOKEN_CLAIM("SAFIRE-0808"),
    ID_TOKEN_AUDIENCE("SAFIRE-0809"),
    ID_TOKEN_TIME("SAFIRE-0810"),
    ID_TOKEN_NONCE("SAFIRE-0811"),
    ID_TOKEN_CHANGED("SAFIRE-0812"),
    ID_TOKEN_OTHER_USER("SAFIRE-0813"),
    NO_ID_TOKEN("SAFIRE-0821"),
    ID_TOKEN_PASSED_OVER("SAFIRE-0822"),
    ID_TOKEN_NO_AUDIENCE("SAFIRE-0823"),
    FHIR_USER_HOST("SAFIRE-0824"),
    FHIR_USER_FORM("SAFIRE-0825"),
    NO_BRANDS("SAFIRE-1201"),
    BRANDS_REFUSED("SAFIRE-1202"),
    UNUSABLE_BRANDS("SAFIRE-1203"),
    BRANDS_TOO_LONG("SAFIRE-1204"),
    INSECURE_BRANDS("SAFIRE-1205"),
    RENEWAL_POSTPONED("SAFIRE-1501"),
    RENEWAL_INTERRUPTED("SAFIRE-1502"),
    RENEWAL_ENDLESS("SAFIRE-1503"),
    RENEWAL_BROKEN("SAFIRE-1504");

    private final String id;

    Message(String id) {
        this.id = id;
    }

    /** The identifier under which the documentation explains the message. */
    public String id() {
        return id;
    }

    /** Identifier, server and text. */
    public String of(String server, Object... arguments) {
        return id + " " + server + ": " + text(arguments);
    }

    /** Identifier and text, of what concerns no server in particular. */
    public String ofAll(Object... arguments) {
        return id + " " + text(arguments);
    }

    /** The text alone, as part of a longer message. */
    public String text(Object... arguments) {
        return String.format(requireNonNull(Texts.ALL.getProperty(id), id), arguments);
    }

    private static final class Texts {
        static final Properties ALL = load();

        private static Properties load() {
            Properties texts = new Properties();
            try (InputStreamReader reader = new InputStreamReader(
                    requireNonNull(Message.class.getResourceAsStream("messages.properties")), UTF_8)) {
                texts.load(reader);
                return texts;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
