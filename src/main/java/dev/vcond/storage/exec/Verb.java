package dev.vcond.storage.exec;

import java.util.Locale;

/** What a program is told to do, as its last argument but one. */
public enum Verb {
  SAVE,
  GET,
  DELETE;

  /** The argument. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
