package dev.vcond.answer;

/** What comes back for a vCon. */
public enum AnswerForm {
  /** The vCon. */
  VCON,
  /** A JSON object that says what is to be done. */
  ENVELOPE
}
