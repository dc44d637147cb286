package dev.vcond.metrics;

import java.util.List;

/**
 * Every meter of vcond: name as Prometheus shows it, what it tells, its labels. Dashboards and
 * alerts of operators hang on these names: a change is a breaking one.
 */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy that nobody can change
enum Meters {
  CLAIMED("vcond_claimed_total", "Ids taken from an ingress list.", "chain", "list"),
  MARKED(
      "vcond_marked_total",
      "Ids taken while a run of the same id was under way, which run again after it.",
      "chain",
      "list"),
  COMPLETED(
      "vcond_completed_total",
      "Documents that passed all links and are in every storage of their chain.",
      "chain",
      "list"),
  HALTED(
      "vcond_halted_total",
      "Documents whose chain a link ended early, by the link's reason.",
      "chain",
      "list",
      "link",
      "reason"),
  FAILED(
      "vcond_failed_total",
      "Runs that failed, by the link, storage or stage they failed at.",
      "chain",
      "list",
      "step",
      "reason"),
  DEAD_LETTERED(
      "vcond_dead_lettered_total", "Ids put on the dead-letter list of a list.", "list", "reason"),
  DEAD_LETTERS_REFUSED(
      "vcond_dead_letters_refused_total",
      "Attempts to push to the dead-letter list of a list that Redis refused.",
      "list"),
  DEAD_LETTERS_EXPIRED(
      "vcond_dead_letters_expired_total",
      "Dead letters that were let go because they were older than VCON_DLQ_EXPIRY.",
      "list"),
  DEFERRED("vcond_deferred_total", "Writes put off until their storage is back.", "storage"),
  RETURNED(
      "vcond_returned_total",
      "Ids put back to the head of their list uncounted.",
      "list",
      "reason"),
  DISCARDED(
      "vcond_discarded_total",
      "Runs thrown away because the claim was no longer ours.",
      "list",
      "reason"),
  LINK_RETRIES(
      "vcond_link_retries_total",
      "Attempts of a link that failed for a while and are made again.",
      "chain",
      "link"),
  LINK_SKIPPED(
      "vcond_link_skipped_total",
      "Documents that passed a link without a call, by the key that says so.",
      "chain",
      "link",
      "reason"),
  STORAGE_RETRIES(
      "vcond_storage_retries_total",
      "Attempts to write that failed and are made again.",
      "storage",
      "error"),
  OVERSIZE(
      "vcond_oversize_total",
      "Documents stored although larger than the max_size of their storage.",
      "storage"),
  WRITTEN_BACK("vcond_written_back_total", "Changed documents written back to Redis.", "chain"),
  RESTORED(
      "vcond_restored_total",
      "Documents missing in Redis that were found in a storage and put back.",
      "storage"),
  RECOVERED(
      "vcond_recovered_total",
      "Ids of an instance that is gone that were put back to their list.",
      "list"),
  FORGOTTEN(
      "vcond_forgotten_total", "Ids that Redis forgot although our lease was unbroken.", "list"),
  OUTAGES("vcond_outages_total", "Outages that began.", "service"),
  OUTAGE_SECONDS("vcond_outage_seconds_total", "Time that ended outages lasted.", "service"),
  LEASE_LAPSES(
      "vcond_lease_lapses_total",
      "Times the lease could not be renewed and everything in flight was discarded."),

  RUN_DURATION(
      "vcond_run_duration_seconds", "Time from claim to acknowledgement.", "chain", "outcome"),
  LINK_DURATION(
      "vcond_link_duration_seconds",
      "Time of one call of a link, retries included.",
      "chain",
      "link",
      "result"),
  STORAGE_DURATION(
      "vcond_storage_duration_seconds",
      "Time to write one document to one storage, retries included.",
      "storage",
      "result"),

  QUEUE_DEPTH("vcond_queue_depth", "Ids waiting in an ingress list.", "list"),
  QUEUE_IN_FLIGHT("vcond_queue_in_flight", "Ids of a list that some instance has claimed.", "list"),
  QUEUE_DEAD_LETTERS("vcond_queue_dead_letters", "Ids on the dead-letter list of a list.", "list"),
  QUEUE_HEAD_AGE(
      "vcond_queue_head_age_seconds",
      "How long the oldest id of an ingress list has waited, since this instance watches it.",
      "list"),
  QUEUE_BODY_EXPIRY(
      "vcond_queue_body_expiry_seconds",
      "Time until the document of the first or last id of an ingress list expires; none if it"
          + " does not.",
      "list"),
  CHAIN_SUCCESS(
      "vcond_chain_last_success_timestamp_seconds",
      "When a document of a chain was last completed or halted, in seconds since 1970.",
      "chain"),
  STORAGE_SUCCESS(
      "vcond_storage_last_success_timestamp_seconds",
      "When a document was last written to a storage, in seconds since 1970.",
      "storage"),
  POOL_CONNECTIONS(
      "vcond_storage_pool_connections",
      "Open connections of a storage's pool, in use or idle.",
      "storage",
      "state"),
  POOL_PENDING(
      "vcond_storage_pool_pending", "Callers waiting for a connection of the pool.", "storage"),
  POOL_LIMIT("vcond_storage_pool_limit", "The most connections the pool will open.", "storage"),
  STORAGE_UP("vcond_storage_up", "1 unless the storage is known to be away, then 0.", "storage"),
  STORAGE_BREAKER(
      "vcond_storage_breaker_state",
      "1 for the state that the breaker of a storage is in (closed, half_open, open), else 0.",
      "storage",
      "state"),
  OWED_WRITES(
      "vcond_storage_owed_writes", "Writes put off that are still owed to a storage.", "storage"),
  RUNNING("vcond_running_documents", "Documents this instance works on.", "chain"),
  RUNNING_LIMIT(
      "vcond_running_documents_limit", "The most documents this instance works on.", "chain"),
  FETCH_IDLE(
      "vcond_fetch_loop_idle_seconds",
      "Time since the fetch loop last went round, which it does every few seconds.",
      "chain"),
  UNANSWERED(
      "vcond_unanswered_acknowledgements", "Runs that ended and of which Redis does not know yet."),
  MEMORY("vcond_document_memory_bytes", "Memory reserved for documents in work."),
  MEMORY_LIMIT("vcond_document_memory_limit_bytes", "Memory that documents in work may take."),
  READY("vcond_ready", "1 while everything works that vCons need to move, else 0."),
  LEASE_HELD("vcond_lease_held", "1 while this instance holds its lease, else 0."),
  REDIS_UP("vcond_redis_up", "1 while Redis answers and takes work, else 0."),
  REDIS_ROUND_TRIP(
      "vcond_redis_round_trip_seconds", "Time that Redis took to answer the last heartbeat."),
  REDIS_MEMORY("vcond_redis_memory_used_bytes", "Memory that Redis uses."),
  REDIS_MEMORY_LIMIT(
      "vcond_redis_memory_limit_bytes", "The most memory Redis will use; 0 without a limit."),
  HEARTBEAT_AGE(
      "vcond_heartbeat_age_seconds",
      "Time since the last heartbeat that Redis answered was sent; the lease lasts ten seconds."),
  CONFIG_GOOD(
      "vcond_config_last_reload_successful",
      "1 while the configuration as its file is now is what runs, 0 while the file is wrong."),
  CONFIG_SINCE(
      "vcond_config_last_reload_success_timestamp_seconds",
      "When the configuration that runs was read, in seconds since 1970."),
  BUILD("vcond_build_info", "The version that runs, and its Java.", "version", "java");

  private final String title;
  private final String help;
  private final List<String> labels;

  Meters(String title, String help, String... labels) {
    this.title = title;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name in Prometheus, unit and {@code _total} included. */
  String title() {
    return title;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels;
  }

  /** What a value counts. */
  String unit() {
    if (title.endsWith("_timestamp_seconds")) {
      return "unix time";
    }
    if (title.endsWith("_seconds") || title.endsWith("_seconds_total")) {
      return "seconds";
    }
    return title.endsWith("_bytes") ? "bytes" : "";
  }

  /** What Prometheus calls it. */
  String type() {
    if (title.endsWith("_total")) {
      return "counter";
    }
    return title.endsWith("_duration_seconds") ? "histogram" : "gauge";
  }

  /**
   * Upper bounds of the buckets of a duration, in seconds. Fixed, so that histograms of all
   * instances and versions can be added up. From half a millisecond (a tag) to ten minutes (a
   * transcription).
   */
  static double[] buckets() {
    return new double[] {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120,
      300, 600
    };
  }
}
