package dev.vcond.queue.model;

/** A rule of the clients that the model can break on purpose. */
enum Rule {
  /** A claim without a heartbeat of the own in Redis takes nothing. */
  CLAIM_ASKS_FOR_HEARTBEAT,
  /** What was claimed before a lapse has no further effect. */
  LEASE_ENDS_CLAIMS,
  /** Nobody holds the id, and an attempt had no answer: it was done. */
  UNANSWERED_ACK_WAS_HEARD,
  /** Nobody holds the id, and every attempt was answered: it is entered again. */
  FORGOTTEN_IS_ENTERED_AGAIN,
  /** What Redis forgot meanwhile makes an attempt without an answer count for nothing. */
  FORGETTING_VOIDS_ATTEMPTS,
  /** Claims that nobody knows are looked for. */
  SELF_CHECK,
  /** A claim whose call still waits for its answer is not one that nobody knows. */
  SELF_CHECK_SPARES_CALLS_UNDER_WAY,
  /** Instances without a heartbeat are rescued from. */
  RESCUE,
  /** The lease ends before the claims are given back at the end. */
  LEASE_ENDS_BEFORE_SIGN_OFF,
  /** The end of a run is told until it is answered. */
  ACK_IS_REPEATED
}
