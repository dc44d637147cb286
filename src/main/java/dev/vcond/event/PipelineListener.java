package dev.vcond.event;

/**
 * Hears what happens to documents. Called on the threads that do the work, many at a time: must be
 * thread-safe, quick and must not block.
 */
@FunctionalInterface
public interface PipelineListener {

  /** Takes note of one event. */
  void on(PipelineEvent event);
}
