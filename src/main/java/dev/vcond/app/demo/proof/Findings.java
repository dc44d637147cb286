package dev.vcond.app.demo.proof;

import java.util.ArrayList;
import java.util.List;

/** Collects differences; keeps the first and counts the rest. Used by one thread. */
final class Findings {
  private static final int MOST = 100;

  private final List<Difference> first = new ArrayList<>();
  private int count;

  void add(Difference difference) {
    count++;
    if (first.size() < MOST) {
      first.add(difference);
    }
  }

  int count() {
    return count;
  }

  List<Difference> first() {
    return first;
  }
}
