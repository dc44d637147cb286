package dev.vcond.app.trial;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.storage.Storage;
import dev.vcond.vcon.Vcon;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the engine did in the test that runs now. Thread-safe. */
final class Notebook implements PipelineListener {
  private final Set<String> stored = new TreeSet<>();
  private final List<String> skipped = new ArrayList<>();

  synchronized void turnPage() {
    stored.clear();
    skipped.clear();
  }

  synchronized List<String> stored() {
    return List.copyOf(stored);
  }

  synchronized List<String> skipped() {
    return List.copyOf(skipped);
  }

  @Override
  public synchronized void on(PipelineEvent event) {
    if (event instanceof PipelineEvent.LinkSkipped(_, String link, _)) {
      skipped.add(link);
    }
  }

  /** In the place of a storage: takes everything and keeps nothing but that it did. */
  Storage storage(String name) {
    return new Storage() {
      @Override
      public void save(Vcon vcon) {
        synchronized (Notebook.this) {
          stored.add(name);
        }
      }

      @Override
      public void check() {}
    };
  }
}
