package io.safire.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LruMapTest {

    @Test
    void evictsLeastRecentlyUsedEntry() {
        Map<String, Integer> map = new LruMap<>(2);
        map.put("first", 1);
        map.put("second", 2);
        map.get("first");
        map.put("third", 3);
        assertThat(map).containsOnlyKeys("first", "third");
    }
}
