package dev.vcond.event;

/**
 * What the fields of the log are called, as members of JSON and behind lines of text: the same
 * everywhere. The README tells of them.
 */
public final class LogFields {
  /** The chain that ran. */
  public static final String CHAIN = "chain";

  /** The list that the id was taken from. */
  public static final String LIST = "list";

  /** The id as it was taken. */
  public static final String UUID = "uuid";

  /** The link, the storages or the stage of the engine where a run failed. */
  public static final String STEP = "step";

  /** The reason's code, as in the record of a dead letter and in the meters. */
  public static final String CODE = "code";

  /** Why it failed, in words. */
  public static final String CAUSE = "cause";

  /** How often the step was tried in this run. */
  public static final String ATTEMPTS = "attempts";

  /** A storage by its name in the configuration. */
  public static final String STORAGE = "storage";

  /** What is away or refuses work: {@code redis}, {@code storage:pg}, {@code dead_letters:in}. */
  public static final String OUTAGE = "outage";

  /** How long something took or lasted. */
  public static final String SECONDS = "seconds";

  /** How many there are. */
  public static final String COUNT = "count";

  private LogFields() {}
}
