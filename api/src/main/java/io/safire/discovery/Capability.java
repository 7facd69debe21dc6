package io.safire.discovery;

/**
 * A capability that a server can claim in its SMART configuration.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#capabilities">SMART App Launch 2.2.0,
 *     capabilities</a>
 */
public enum Capability {
    /** {@code launch-ehr}: the EHR can start an application. */
    LAUNCH_EHR("launch-ehr"),
    /** {@code launch-standalone}: an application can start by itself. */
    LAUNCH_STANDALONE("launch-standalone"),
    /** {@code authorize-post}: an authorization request may be posted. */
    AUTHORIZE_POST("authorize-post"),
    /** {@code client-public}: clients without authentication. */
    CLIENT_PUBLIC("client-public"),
    /** {@code client-confidential-symmetric}: clients with a secret. */
    CLIENT_CONFIDENTIAL_SYMMETRIC("client-confidential-symmetric"),
    /** {@code client-confidential-asymmetric}: clients with a key. */
    CLIENT_CONFIDENTIAL_ASYMMETRIC("client-confidential-asymmetric"),
    /** {@code sso-openid-connect}: the user's identity by OpenID Connect. */
    SSO_OPENID_CONNECT("sso-openid-connect"),
    /** {@code context-banner}: {@code need_patient_banner} in the launch context. */
    CONTEXT_BANNER("context-banner"),
    /** {@code context-style}: {@code smart_style_url} in the launch context. */
    CONTEXT_STYLE("context-style"),
    /** {@code context-ehr-patient}: the patient of an EHR launch. */
    CONTEXT_EHR_PATIENT("context-ehr-patient"),
    /** {@code context-ehr-encounter}: the encounter of an EHR launch. */
    CONTEXT_EHR_ENCOUNTER("context-ehr-encounter"),
    /** {@code context-standalone-patient}: a patient chosen in a standalone launch. */
    CONTEXT_STANDALONE_PATIENT("context-standalone-patient"),
    /** {@code context-standalone-encounter}: an encounter chosen in a standalone launch. */
    CONTEXT_STANDALONE_ENCOUNTER("context-standalone-encounter"),
    /** {@code permission-offline}: {@code offline_access}. */
    PERMISSION_OFFLINE("permission-offline"),
    /** {@code permission-online}: {@code online_access}. */
    PERMISSION_ONLINE("permission-online"),
    /** {@code permission-patient}: {@code patient/...} scopes. */
    PERMISSION_PATIENT("permission-patient"),
    /** {@code permission-user}: {@code user/...} scopes. */
    PERMISSION_USER("permission-user"),
    /** {@code permission-v1}: scopes of SMART 1 such as {@code patient/*.read}. */
    PERMISSION_V1("permission-v1"),
    /** {@code permission-v2}: scopes of SMART 2 such as {@code patient/*.rs}. */
    PERMISSION_V2("permission-v2"),
    /** {@code smart-app-state}: application state kept by the server. */
    SMART_APP_STATE("smart-app-state");

    private final String value;

    Capability(String value) {
        this.value = value;
    }

    /**
     * The capability as servers write it.
     *
     * @return such as {@code launch-ehr}
     */
    public String value() {
        return value;
    }
}
