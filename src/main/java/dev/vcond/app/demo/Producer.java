package dev.vcond.app.demo;

import dev.vcond.app.demo.corpus.Sample;
import dev.vcond.app.demo.wire.RedisWire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Submits as producers do: documents first, then their ids. Not with {@code vcond submit}, which
 * would refuse what is broken.
 */
record Producer(RedisWire redis) {
  private static final int DOCUMENTS_AT_ONCE = 64;
  private static final int IDS_AT_ONCE = 500;

  /** Stores every document and says how much that is. */
  DemoNotice.Load store(List<Sample> samples) throws IOException, InterruptedException {
    DemoNotice.Load load = DemoNotice.Load.none();
    Map<String, byte[]> group = new LinkedHashMap<>();
    for (Sample sample : samples) {
      load = load.withId();
      Optional<byte[]> document = sample.document().read();
      if (document.isPresent()) {
        load = load.withDocument(document.get().length);
        group.put("vcon:" + sample.id(), document.get());
      }
      if (group.size() == DOCUMENTS_AT_ONCE) {
        store(group);
      }
    }
    store(group);
    return load;
  }

  private void store(Map<String, byte[]> group) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    redis.set(group);
    group.clear();
  }

  /** Pushes every id to its list, in order. */
  void push(List<Sample> samples) throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (Sample sample : samples) {
      List<String> ids = lists.computeIfAbsent(sample.list(), _ -> new ArrayList<>());
      ids.add(sample.id());
      if (ids.size() == IDS_AT_ONCE) {
        redis.push(sample.list(), ids);
        ids.clear();
      }
    }
    for (Map.Entry<String, List<String>> rest : lists.entrySet()) {
      if (!rest.getValue().isEmpty()) {
        redis.push(rest.getKey(), rest.getValue());
      }
    }
  }
}
