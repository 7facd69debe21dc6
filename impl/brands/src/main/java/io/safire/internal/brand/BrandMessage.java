package io.safire.internal.brand;

import io.safire.diagnosis.CodedMessage;

/** The messages of this module, with one constant for each text in {@code messages.properties}. */
enum BrandMessage implements CodedMessage {
    NO_BRANDS("SAFIRE-1201"),
    BRANDS_REFUSED("SAFIRE-1202"),
    UNUSABLE_BRANDS("SAFIRE-1203"),
    BRAND_BUNDLE_TOO_LARGE("SAFIRE-1204"),
    INSECURE_BRANDS("SAFIRE-1205"),
    INTERNAL_BRANDS("SAFIRE-1206"),
    BRAND_BUNDLE_NON_COMPLIANCE("SAFIRE-1207"),
    VENDOR_BRANDS_USED("SAFIRE-1208"),
    PAGES_MISSING("SAFIRE-1209"),
    UNLINKED_BRANDS("SAFIRE-1210");

    private final String id;

    BrandMessage(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
