package dev.vcond.app;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which dead-letter lists take nothing. Until they do, what fails stays in flight and
 * somebody has to look. Thread-safe.
 */
final class DeadLetterTrouble implements PipelineListener {
  private final Map<String, String> refused = new ConcurrentHashMap<>();

  @Override
  public void on(PipelineEvent event) {
    if (event instanceof PipelineEvent.DeadLetterRefused(String list, String why)) {
      refused.put(list, why);
    } else if (event instanceof PipelineEvent.DeadLettered(String list, _)) {
      refused.remove(list);
    }
  }

  /** Reasons by ingress list. */
  Map<String, String> now() {
    return new TreeMap<>(refused);
  }
}
