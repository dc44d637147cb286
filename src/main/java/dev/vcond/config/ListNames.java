package dev.vcond.config;

import java.util.List;
import java.util.Optional;

/** Which names a list of ids may have. */
public final class ListNames {
  /** Beginnings of keys that hold something else; {@code storage:} would meet DLQ:storage:NAME. */
  private static final List<String> RESERVED =
      List.of("DLQ:", "vcon:", "context:", "vcond:", "storage:");

  private ListNames() {}

  /** The reserved beginning that a name has, if it has one. */
  public static Optional<String> reservedBeginning(String list) {
    return RESERVED.stream().filter(list::startsWith).findFirst();
  }
}
