package dev.vcond.queue.model;

/** Numbers states from 0, in the order in which they are first met. */
final class StateNumbers {
  private long[] high = new long[1 << 16];
  private long[] low = new long[1 << 16];
  private int[] numbers = new int[1 << 16];
  private int size;

  int of(Fingerprint print) {
    if (size * 2 > numbers.length) {
      grow();
    }
    int at = slot(print.high(), print.low());
    if (numbers[at] == 0) {
      put(at, print.high(), print.low(), ++size);
    }
    return numbers[at] - 1;
  }

  private int slot(long highBits, long lowBits) {
    int at = (int) highBits & (numbers.length - 1);
    while (numbers[at] != 0 && (high[at] != highBits || low[at] != lowBits)) {
      at = (at + 1) & (numbers.length - 1);
    }
    return at;
  }

  private void put(int at, long highBits, long lowBits, int number) {
    high[at] = highBits;
    low[at] = lowBits;
    numbers[at] = number;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    int[] old = numbers;
    high = new long[old.length * 2];
    low = new long[old.length * 2];
    numbers = new int[old.length * 2];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != 0) {
        put(slot(oldHigh[i], oldLow[i]), oldHigh[i], oldLow[i], old[i]);
      }
    }
  }

  int size() {
    return size;
  }
}
