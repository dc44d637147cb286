package dev.vcond.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** A signal to a process group, which the JDK has no method for. */
enum Signal {
  TERM(15),
  KILL(9);

  private static final Optional<MethodHandle> SEND = find();

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /** Whether it reached anybody: false if the group is gone, or where this cannot be done. */
  @SuppressWarnings("IllegalCatch") // invokeExact throws Throwable
  boolean toGroup(long leader) {
    if (SEND.isEmpty()) {
      return false;
    }
    try {
      return (int) SEND.get().invokeExact((int) -leader, number) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2) cannot be called", e);
    }
  }

  @SuppressWarnings("restricted") // two integers in, one out: nothing that could harm the JVM
  private static Optional<MethodHandle> find() {
    try {
      Linker linker = Linker.nativeLinker();
      MemorySegment kill = linker.defaultLookup().find("kill").orElseThrow();
      return Optional.of(
          linker.downcallHandle(kill, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)));
    } catch (RuntimeException _) {
      return Optional.empty(); // not allowed, or no such system
    }
  }
}
