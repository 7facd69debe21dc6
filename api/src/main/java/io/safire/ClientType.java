package io.safire;
/** How an application proves to the authorization server who it is. */
public enum ClientType {
    /** a */
    PUBLIC
}
