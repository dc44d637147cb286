package dev.vcond.app.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.Optional;

/** Datagrams to Unix sockets, and the clock that systemd reads, on Linux. Stateless. */
final class UnixDatagram {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;

  /** Programs that links start must not get the socket. */
  private static final int SOCK_CLOEXEC = 0x80000;

  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int CLOCK_MONOTONIC = 1;
  private static final int EINTR = 4;
  private static final int LONGEST_PATH = 107;
  private static final int FAMILY_BYTES = 2;

  private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_VALUE =
      ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final Optional<Calls> CALLS = find();

  private UnixDatagram() {}

  /** What a call of the C library said. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private Failed(String message) {
      super(message);
    }
  }

  private record Calls(
      MethodHandle socket, MethodHandle sendto, MethodHandle clock, MethodHandle describe) {}

  /**
   * @throws UnsupportedOperationException if this Java or system does not let us
   */
  static void require() {
    calls();
  }

  private static Calls calls() {
    return CALLS.orElseThrow(() ->
        new UnsupportedOperationException(
            "this Java was not allowed to call the C library (--enable-native-access=ALL-UNNAMED),"
                + " or this is no Linux"));
  }

  /**
   * A {@code sockaddr_un}, exactly as long as it has to be: to the end of an abstract name
   * everything counts.
   *
   * @throws IllegalArgumentException if it is too long
   */
  static byte[] address(String name) {
    byte[] path = name.getBytes(UTF_8);
    if (path.length > LONGEST_PATH) {
      throw new IllegalArgumentException("it is longer than " + LONGEST_PATH + " bytes");
    }
    boolean isAbstract = name.startsWith("@");
    byte[] all = new byte[FAMILY_BYTES + path.length + (isAbstract ? 0 : 1)];
    MemorySegment.ofArray(all).set(JAVA_SHORT.withByteAlignment(1), 0, (short) AF_UNIX);
    System.arraycopy(path, 0, all, FAMILY_BYTES, path.length);
    if (isAbstract) {
      all[FAMILY_BYTES] = 0;
    }
    return all;
  }

  /** A socket that nobody can send to. */
  @SuppressWarnings("IllegalCatch") // invokeExact throws Throwable
  static int open() throws Failed {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      int descriptor =
          (int) calls().socket.invokeExact(errno, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      if (descriptor < 0) {
        throw failed("socket", errno);
      }
      return descriptor;
    } catch (Failed e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("socket(2) cannot be called", e);
    }
  }

  /**
   * Waits while the receiver's queue is full, as sd_notify does: a lost READY=1 is lost for good.
   */
  @SuppressWarnings("IllegalCatch") // invokeExact throws Throwable
  static void send(int descriptor, byte[] message, byte[] to) throws Failed {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      MemorySegment text = arena.allocateFrom(JAVA_BYTE, message);
      MemorySegment address = arena.allocateFrom(JAVA_BYTE, to);
      long sent;
      do {
        sent =
            (long)
                calls()
                    .sendto
                    .invokeExact(
                        errno,
                        descriptor,
                        text,
                        (long) message.length,
                        MSG_NOSIGNAL,
                        address,
                        to.length);
      } while (sent < 0 && (int) ERRNO_VALUE.get(errno, 0L) == EINTR);
      if (sent < 0) {
        throw failed("sendto", errno);
      }
    } catch (Failed e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("sendto(2) cannot be called", e);
    }
  }

  /** Microseconds of CLOCK_MONOTONIC, which System.nanoTime() need not be. */
  @SuppressWarnings("IllegalCatch") // invokeExact throws Throwable
  static long monotonicMicros() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      int _ = (int) calls().clock.invokeExact(CLOCK_MONOTONIC, time);
      return time.getAtIndex(JAVA_LONG, 0) * 1_000_000 + time.getAtIndex(JAVA_LONG, 1) / 1_000;
    } catch (Throwable e) {
      throw new IllegalStateException("clock_gettime(2) cannot be called", e);
    }
  }

  @SuppressWarnings("restricted") // strerror ends its text with a zero
  private static Failed failed(String call, MemorySegment errno) throws Throwable {
    int number = (int) ERRNO_VALUE.get(errno, 0L);
    MemorySegment text = (MemorySegment) calls().describe.invokeExact(number);
    return new Failed(
        "%s: %s"
            .formatted(call, text.reinterpret(Long.MAX_VALUE).getString(0))
            .replace("\n", " ")
            .toLowerCase(Locale.ROOT));
  }

  @SuppressWarnings("restricted") // signatures as in POSIX; no pointer outlives its call
  private static Optional<Calls> find() {
    try {
      Linker linker = Linker.nativeLinker();
      Linker.Option errno = Linker.Option.captureCallState("errno");
      return Optional.of(
          new Calls(
              linker.downcallHandle(
                  symbol(linker, "socket"),
                  FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                  errno),
              linker.downcallHandle(
                  symbol(linker, "sendto"),
                  FunctionDescriptor.of(
                      JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
                  errno),
              linker.downcallHandle(
                  symbol(linker, "clock_gettime"),
                  FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)),
              linker.downcallHandle(
                  symbol(linker, "strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT))));
    } catch (RuntimeException _) {
      return Optional.empty(); // not allowed, or no such system
    }
  }

  private static MemorySegment symbol(Linker linker, String name) {
    return linker.defaultLookup().find(name).orElseThrow();
  }
}
