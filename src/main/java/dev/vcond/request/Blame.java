package dev.vcond.request;

/** What has to change before a request that failed can succeed. */
public enum Blame {
  /** What was sent: the service refuses it and always will. */
  BODY,
  /** The service or how it is reached: an operator has to mend it. */
  SERVICE,
  /** Nothing: it may succeed later. */
  MOMENT
}
