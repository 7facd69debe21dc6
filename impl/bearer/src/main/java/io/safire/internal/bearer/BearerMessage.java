package io.safire.internal.bearer;

/** The errors of this module. */
public enum BearerMessage {
    NO_SIGNED_IN_USER(
            "SAFIRE-1601",
            "No user is signed in: the CurrentUserTokens returned no tokens. No request was sent. Let the user sign in first."),
    SUBJECT_NOT_A_BEAN(
            "SAFIRE-1602",
            "The subject %s of @SmartBearer is not exactly one CDI bean. Declare exactly one bean of this type, with a"
                    + " scope such as @ApplicationScoped."),
    CLIENT_FOLLOWS_REDIRECTS(
            "SAFIRE-1603",
            "The HttpClient follows redirects (%s), so the token would be sent to the target of a redirect. Build the"
                    + " client with Redirect.NEVER, the default.");

    private final String id;
    private final String text;

    BearerMessage(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** Returns the identifier under which {@code docs/messages.adoc} lists the message. */
    public String id() {
        return id;
    }

    /** Returns the text with a placeholder for each argument. */
    public String text() {
        return text;
    }

    /** Returns the ID, the name of the server and the text with the arguments. */
    public String format(String server, Object... arguments) {
        return id + " " + server + ": " + String.format(text, arguments);
    }
}
