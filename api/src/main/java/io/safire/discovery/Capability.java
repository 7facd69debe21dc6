package io.safire.discovery;

/**
 * A capability that a server can publish in its SMART configuration.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#capabilities">SMART App Launch 2.2.0,
 *     capabilities</a>
 * @since 1.0
 */
public enum Capability {
    /** {@code launch-ehr}: EHR launch. */
    LAUNCH_EHR("launch-ehr"),
    /** {@code launch-standalone}: standalone launch. */
    LAUNCH_STANDALONE("launch-standalone"),
    /** {@code authorize-post}: authorization requests by POST. */
    AUTHORIZE_POST("authorize-post"),
    /** {@code client-public}: public clients. */
    CLIENT_PUBLIC("client-public"),
    /** {@code client-confidential-symmetric}: clients with a client secret. */
    CLIENT_CONFIDENTIAL_SYMMETRIC("client-confidential-symmetric"),
    /** {@code client-confidential-asymmetric}: clients with a private key. */
    CLIENT_CONFIDENTIAL_ASYMMETRIC("client-confidential-asymmetric"),
    /** {@code sso-openid-connect}: user identity with OpenID Connect. */
    SSO_OPENID_CONNECT("sso-openid-connect"),
    /** {@code context-banner}: {@code need_patient_banner} in the launch context. */
    CONTEXT_BANNER("context-banner"),
    /** {@code context-style}: {@code smart_style_url} in the launch context. */
    CONTEXT_STYLE("context-style"),
    /** {@code context-ehr-patient}: the patient of an EHR launch. */
    CONTEXT_EHR_PATIENT("context-ehr-patient"),
    /** {@code context-ehr-encounter}: the encounter of an EHR launch. */
    CONTEXT_EHR_ENCOUNTER("context-ehr-encounter"),
    /** {@code context-standalone-patient}: selection of a patient in a standalone launch. */
    CONTEXT_STANDALONE_PATIENT("context-standalone-patient"),
    /** {@code context-standalone-encounter}: selection of an encounter in a standalone launch. */
    CONTEXT_STANDALONE_ENCOUNTER("context-standalone-encounter"),
    /** {@code permission-offline}: the scope {@code offline_access}. */
    PERMISSION_OFFLINE("permission-offline"),
    /** {@code permission-online}: the scope {@code online_access}. */
    PERMISSION_ONLINE("permission-online"),
    /** {@code permission-patient}: {@code patient/} scopes. */
    PERMISSION_PATIENT("permission-patient"),
    /** {@code permission-user}: {@code user/} scopes. */
    PERMISSION_USER("permission-user"),
    /** {@code permission-v1}: SMART 1 scopes such as {@code patient/*.read}. */
    PERMISSION_V1("permission-v1"),
    /** {@code permission-v2}: SMART 2 scopes such as {@code patient/*.rs}. */
    PERMISSION_V2("permission-v2"),
    /** {@code smart-app-state}: application state that the server stores. */
    SMART_APP_STATE("smart-app-state");

    private final String value;

    Capability(String value) {
        this.value = value;
    }

    /**
     * Returns the capability as servers publish it.
     *
     * @return the value, such as {@code launch-ehr}
     */
    public String value() {
        return value;
    }
}
