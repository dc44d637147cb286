package dev.vcond.chaos;

import java.util.Locale;

/** What can be done to the system. Of those with the same target one happens at a time. */
enum Fault {
  KILL(Target.DAEMONS),
  PAUSE(Target.DAEMONS),
  TERM(Target.DAEMONS),
  EDIT(Target.CONFIGURATION),
  POISON(Target.POISON),
  REDIS_KILL(Target.REDIS),
  REDIS_PAUSE(Target.REDIS),
  OOM(Target.REDIS),
  FAIL_OVER(Target.REDIS),
  BLACKHOLE(Target.NETWORK),
  MUTE(Target.NETWORK),
  LOST_ANSWERS(Target.NETWORK),
  RESET(Target.NETWORK),
  POSTGRES_KILL(Target.POSTGRES),
  POSTGRES_HANG(Target.POSTGRES),
  PASSWORD(Target.POSTGRES),
  DISK_FULL(Target.DISK),
  DISK_AWAY(Target.DISK),
  HTTP_DOWN(Target.HTTP);

  /** What a fault works on. */
  enum Target {
    DAEMONS,
    CONFIGURATION,
    POISON,
    REDIS,
    NETWORK,
    POSTGRES,
    DISK,
    HTTP
  }

  private final Target target;

  Fault(Target target) {
    this.target = target;
  }

  Target target() {
    return target;
  }

  /** Whether it can be done to a Redis of this shape. */
  boolean fits(boolean sentinel) {
    return switch (this) {
      case FAIL_OVER -> sentinel;
      // A Sentinel names addresses behind the back of a proxy, and answers a dead server itself.
      case REDIS_KILL, REDIS_PAUSE, OOM, BLACKHOLE, MUTE, LOST_ANSWERS, RESET -> !sentinel;
      default -> true;
    };
  }

  /** By its name on the command line. */
  static Fault of(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
