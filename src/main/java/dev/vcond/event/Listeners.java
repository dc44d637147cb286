package dev.vcond.event;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes every event to each listener in turn. A listener that throws is logged and cannot break
 * work or its neighbours.
 */
public final class Listeners implements PipelineListener {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<PipelineListener> listeners;

  public Listeners(List<PipelineListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void on(PipelineEvent event) {
    for (var listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        log.error("A listener failed on {}; work goes on.", event, e);
      }
    }
  }
}
