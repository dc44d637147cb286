package dev.vcond.config;

/** What becomes of a document in Redis once all its storages have it. */
public enum AfterCompletion {
  /** Nothing: its time to live goes on as it was. */
  LEAVE,
  /** It gets the time to live of VCON_REDIS_EXPIRY. */
  EXPIRE,
  /**
   * It is removed; but if its id was pushed to another list, it expires as with {@link #EXPIRE}.
   */
  DELETE
}
