package io.safire.internal.brand;

import io.safire.diagnosis.Finding;
import io.safire.internal.text.LogSanitizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The findings about the entries of a bundle. Of more than 100 findings, the last finding states the number of omitted
 * findings.
 */
final class BundleFindings {

    private static final int MAX_FINDINGS = 100;

    /** An irregular form that the reader accepts. Only its first occurrence is a finding. */
    enum Tolerance {
        TYPE_CASE,
        REFERENCE_FORM,
        FULL_URL
    }

    private final List<Finding> findings = new ArrayList<>();
    private final Set<Tolerance> reported = EnumSet.noneOf(Tolerance.class);
    private int omitted;

    /** Adds a violation of the specification. */
    void add(String member, String entry, String violation) {
        add(BrandMessage.BRAND_BUNDLE_NON_COMPLIANCE, member, entry, violation);
    }

    /** Adds the first occurrence of an irregular form. */
    void addOnce(Tolerance tolerance, String member, String entry, String violation) {
        if (reported.add(tolerance)) {
            add(member, entry, violation);
        }
    }

    /** Adds a brand or server that users cannot find in the usual way. */
    void addUnlinked(String member, String entry, String observation) {
        add(BrandMessage.UNLINKED_BRANDS, member, entry, observation);
    }

    void add(Finding finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        } else {
            omitted++;
        }
    }

    List<Finding> toList() {
        List<Finding> all = new ArrayList<>(findings);
        if (omitted > 0) {
            all.set(
                    MAX_FINDINGS - 1,
                    BrandMessage.BRAND_BUNDLE_NON_COMPLIANCE.finding((omitted + 1) + " further findings are omitted"));
        }
        return all;
    }

    private void add(BrandMessage message, String member, String entry, String observation) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(message.finding(LogSanitizer.sanitize(entry) + " " + LogSanitizer.sanitize(observation))
                    .withMember(member));
        } else {
            omitted++;
        }
    }
}
