package dev.vcond.chain;

import java.time.Duration;
import java.util.Map;

/** Where a run failed and why; the reason code is from a closed set, the text is for people. */
public sealed interface FailedAt {

  /** A label for metrics: a link, a storage, or the engine's stage. */
  String step();

  /** The reason's code: snake_case, from a closed set. */
  String code();

  /** One or more sentences for the operator. */
  String text();

  /** How often the step was tried in this run. */
  default int attempts() {
    return 1;
  }

  /** Something was thrown that nobody expected: a defect of vcond, or no memory left. */
  static FailedAt unexpected(Throwable thrown) {
    return new AtChain("internal_error", "vcond itself failed, see its log: " + thrown);
  }

  /** A time as operators write it. */
  static String time(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /** Before the first link: the id or the document itself is not usable. */
  record Document(String code, String text) implements FailedAt {
    @Override
    public String step() {
      return "document";
    }
  }

  /** A link threw or took too long. */
  record AtLink(String step, String code, String text, int attempts) implements FailedAt {

    /** One that was tried once. */
    public AtLink(String step, String code, String text) {
      this(step, code, text, 1);
    }
  }

  /** The changed document could not be written back to Redis. */
  record AtWriteBack(String code, String text) implements FailedAt {
    @Override
    public String step() {
      return "write_back";
    }
  }

  /**
   * Storages failed after their retries; reason per storage, in the order of the chain.
   *
   * @param attempts of the one that was tried most often
   */
  record AtStorages(Map<String, String> reasons, int attempts) implements FailedAt {

    /** Some that were tried once. */
    public AtStorages(Map<String, String> reasons) {
      this(reasons, 1);
    }

    @Override
    public String step() {
      return String.join(",", reasons.keySet());
    }

    @Override
    public String code() {
      return "storage_failed";
    }

    @Override
    public String text() {
      return String.join("; ", reasons.values());
    }
  }

  /** The whole run took longer than the chain's {@code timeout}, or the engine itself failed. */
  record AtChain(String code, String text) implements FailedAt {
    @Override
    public String step() {
      return "chain";
    }
  }

  /** An egress list or a route refused the id. */
  record AtEgress(String text) implements FailedAt {
    @Override
    public String step() {
      return "egress";
    }

    @Override
    public String code() {
      return "egress_refused";
    }
  }
}
