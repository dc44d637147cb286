package dev.vcond.app.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A datagram socket that hears what systemd would hear. */
public final class UnixReceiver implements AutoCloseable {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SHUT_RDWR = 2;
  private static final int LARGEST = 4_096;

  private final int descriptor;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Thread thread;

  /**
   * @param address a path, or an abstract name after an @
   */
  public UnixReceiver(String address) throws Throwable {
    descriptor =
        (int)
            call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT))
                .invokeExact(AF_UNIX, SOCK_DGRAM, 0);
    byte[] bytes = UnixDatagram.address(address);
    try (Arena arena = Arena.ofConfined()) {
      int bound =
          (int)
              call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT))
                  .invokeExact(descriptor, arena.allocateFrom(JAVA_BYTE, bytes), bytes.length);
      if (bound != 0) {
        throw new IllegalStateException("cannot bind to " + address);
      }
    }
    thread = Thread.ofPlatform().daemon().start(this::receive);
  }

  @SuppressWarnings("restricted") // signatures as in POSIX
  private static MethodHandle call(String name, FunctionDescriptor signature) {
    return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), signature);
  }

  private void receive() {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle recv =
          call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
      MemorySegment buffer = arena.allocate(LARGEST);
      long length;
      while ((length = (long) recv.invokeExact(descriptor, buffer, (long) LARGEST, 0)) > 0) {
        heard.add(new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), UTF_8).strip());
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Every message, its lines as they came. */
  public List<String> heard() {
    return heard;
  }

  @Override
  public void close() {
    try {
      int _ =
          (int)
              call("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT))
                  .invokeExact(descriptor, SHUT_RDWR);
      thread.join();
      int _ =
          (int) call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(descriptor);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
