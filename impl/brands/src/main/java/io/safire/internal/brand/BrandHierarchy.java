package io.safire.internal.brand;

import io.safire.brand.Brand;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The hierarchy of the brands of a bundle. Each method needs linear time, even if the hierarchy is deep. */
final class BrandHierarchy {

    private static final int NONE = -1;

    private final List<Brand> brands;
    private final Map<String, Integer> positions = new HashMap<>();

    BrandHierarchy(List<Brand> brands) {
        this.brands = brands;
        for (int position = 0; position < brands.size(); position++) {
            positions.put(brands.get(position).id(), position);
        }
    }

    /** Returns the position of the parent, or -1. */
    int parentOf(int position) {
        return brands.get(position).parent().map(positions::get).orElse(NONE);
    }

    /** Finds one brand of each cycle of parents. Brands that fulfill the condition take precedence. */
    BitSet findCycles(Predicate<Brand> preferred) {
        BitSet found = new BitSet();
        int[] walks = new int[brands.size()];
        for (int start = 0; start < walks.length; start++) {
            int current = start;
            while (current != NONE && walks[current] == 0) {
                walks[current] = start + 1;
                current = parentOf(current);
            }
            if (current != NONE && walks[current] == start + 1) {
                found.set(member(current, preferred));
            }
        }
        return found;
    }

    /**
     * Returns the brands that fulfill a condition, and the brands with an ancestor that fulfills it. There must be no
     * cycle.
     */
    BitSet withAncestors(Predicate<Brand> condition) {
        BitSet known = new BitSet();
        BitSet fulfilled = new BitSet();
        for (int start = 0; start < brands.size(); start++) {
            int end = start;
            while (end != NONE && !known.get(end) && !condition.test(brands.get(end))) {
                end = parentOf(end);
            }
            boolean result = end != NONE && (!known.get(end) || fulfilled.get(end));
            for (int current = start; current != NONE && !known.get(current); current = parentOf(current)) {
                known.set(current);
                fulfilled.set(current, result);
                if (current == end) {
                    break;
                }
            }
        }
        return fulfilled;
    }

    private int member(int start, Predicate<Brand> preferred) {
        int current = start;
        do {
            if (preferred.test(brands.get(current))) {
                return current;
            }
            current = parentOf(current);
        } while (current != start);
        return start;
    }
}
