package dev.vcond.link.exec;

/** What a program that lives for one vCon writes to standard output. */
public enum AnswerForm {
  /** The vCon, or nothing, which halts. */
  VCON,
  /** A JSON object that says what is to be done. */
  ENVELOPE
}
