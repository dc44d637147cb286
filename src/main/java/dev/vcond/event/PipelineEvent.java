package dev.vcond.event;

import java.time.Duration;

/**
 * Everything that happens on the way of a vCon and that somebody may want to count or log. Names of
 * chains, links, storages and lists come from the configuration, reasons from a closed set: both
 * may become labels. Ids, uuids or empty, may not; they are for examples beside a number.
 */
public sealed interface PipelineEvent {

  /**
   * Ids were taken from a list; {@code marked} of them are already running and will run again
   * afterwards.
   */
  record Claimed(String chain, String list, int count, int marked) implements PipelineEvent {}

  /**
   * A document passed all links and is in every storage. {@code took} runs from claim to
   * acknowledgement.
   */
  record Completed(String chain, String list, Duration took, String id) implements PipelineEvent {}

  /** A link ended the chain early; {@code reason} is its code, of which a link has a few. */
  record Halted(String chain, String list, String link, String reason, Duration took, String id)
      implements PipelineEvent {}

  /**
   * A run failed; {@code step} is the link, the storage or the stage of the engine, {@code reason}
   * its code.
   */
  record Failed(String chain, String list, String step, String reason, Duration took, String id)
      implements PipelineEvent {}

  /** The id was put on the dead-letter list of {@code list}. */
  record DeadLettered(String list, String reason) implements PipelineEvent {}

  /**
   * The dead-letter list of {@code list} takes nothing: the id stays in flight and is tried again.
   */
  record DeadLetterRefused(String list, String why) implements PipelineEvent {}

  /** The id was put on the list of writes owed to one storage. */
  record Deferred(String storage) implements PipelineEvent {}

  /** Ids of ours went back to the head of their list, uncounted. */
  record Returned(String list, String why, int count) implements PipelineEvent {}

  /** A run or its result was thrown away because the claim was no longer ours. */
  record Discarded(String list, String why) implements PipelineEvent {}

  /** One call of a link, retries included. */
  record LinkCalled(String chain, String link, Result result, Duration took, String id)
      implements PipelineEvent {}

  /** One attempt of a link failed for a while and will be made again. */
  record LinkRetried(String chain, String link) implements PipelineEvent {}

  /** A link was not called: {@code reason} is the key that says so. */
  record LinkSkipped(String chain, String link, String reason) implements PipelineEvent {}

  /** One document's write to one storage, retries included. */
  record StorageWritten(String storage, Result result, Duration took, String id)
      implements PipelineEvent {}

  /** One attempt failed and will be made again. */
  record StorageRetried(String storage, String errorClass) implements PipelineEvent {}

  /** A document was larger than its storage's {@code max_size} and was stored all the same. */
  record Oversize(String storage) implements PipelineEvent {}

  /** A changed document was written back to Redis. */
  record WrittenBack(String chain) implements PipelineEvent {}

  /** A document missing in Redis was found in a storage and put back. */
  record Restored(String storage) implements PipelineEvent {}

  /** Ids of an instance that is gone were put back to the head of their list. */
  record Recovered(String list, int count) implements PipelineEvent {}

  /** Dead letters older than their expiry were let go. */
  record LettersExpired(String list, int count) implements PipelineEvent {}

  /** Redis forgot an id that was ours under an unbroken lease. */
  record Forgotten(String list) implements PipelineEvent {}

  /** Redis or a storage stopped answering or started to refuse work. */
  record OutageBegan(String what) implements PipelineEvent {}

  /** It answers again. */
  record OutageEnded(String what, Duration lasted) implements PipelineEvent {}

  /** The heartbeat could not be renewed in time; everything in flight was discarded. */
  record LeaseLapsed() implements PipelineEvent {}

  /** How a call ended. */
  enum Result {
    OK,
    HALT,
    ERROR,
    TIMEOUT,
    /** It was not made: the service is away. */
    AWAY
  }
}
