package dev.vcond.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a client and its service on loopback and lets tests take the service away, or what
 * it answers. Bytes that pass are unchanged. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  /** Contract tests make a thousand connections at the same moment. */
  private static final int BACKLOG = 1_024;

  private final InetSocketAddress service;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> mute = ConcurrentHashMap.newKeySet();
  private final AtomicReference<String> trap = new AtomicReference<>("");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Mode mode = Mode.UP;
  private volatile Duration delay = Duration.ZERO;

  private enum Mode {
    UP,
    LOSING,
    DOWN,
    HANGING
  }

  private FaultProxy(InetSocketAddress service, ServerSocket listener) {
    this.service = service;
    this.listener = listener;
  }

  /** Starts to pass connections on to a service. */
  public static FaultProxy before(InetSocketAddress service) throws IOException {
    ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    FaultProxy proxy = new FaultProxy(service, listener);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** Where the client under test has to connect to. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /**
   * Everything works again, without delay. Connections that hung go on where they were; those that
   * are mute or lost an answer break.
   */
  public void up() {
    delay = Duration.ZERO;
    set(Mode.UP);
    mute.forEach(FaultProxy::reset);
  }

  /** Everything passes this much later, in both directions. */
  public void slow(Duration by) {
    delay = by;
  }

  /** What is asked reaches the service and is done, but its answers are lost. */
  public void loseAnswers() {
    set(Mode.LOSING);
  }

  /** Connections of now break, as if the service had crashed; new ones work. */
  public void resetConnections() {
    open.forEach(FaultProxy::reset);
  }

  /**
   * Connections of now stay open and carry nothing any more in either direction, as after the end
   * of a router that knew them; new ones work.
   */
  public void muteConnections() {
    mute.addAll(open);
  }

  /** Connections break and new ones are closed at once. */
  public void down() {
    set(Mode.DOWN);
    open.forEach(FaultProxy::close);
  }

  /** Connections stay open and new ones are accepted, but nothing is answered any more. */
  public void hang() {
    set(Mode.HANGING);
  }

  /** Resets one connection, once: the first whose client says this. */
  public void resetOnceAt(String text) {
    trap.set(text);
  }

  private boolean trapped(byte[] said, int length) {
    String text = trap.get();
    return !text.isEmpty()
        && new String(said, 0, length, ISO_8859_1).contains(text)
        && trap.compareAndSet(text, "");
  }

  private void set(Mode next) {
    lock.lock();
    try {
      mode = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void connect(Socket client) {
    try {
      if (isUpAtLast()) {
        Socket server = new Socket(service.getAddress(), service.getPort());
        open.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, false));
        pass(server, client, true);
      }
    } catch (IOException | InterruptedException _) {
      // The service itself is away, which the client sees by the close below.
    } finally {
      close(client);
      open.remove(client);
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int length = in.read(buffer); length >= 0 && isUpAtLast(); length = in.read(buffer)) {
        if (!answers && trapped(buffer, length)) {
          reset(from);
          return;
        }
        if (passes(from, answers)) {
          out.write(buffer, 0, length);
        }
      }
    } catch (IOException | InterruptedException _) {
      // One side closed; the other is told by the close below.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
      mute.remove(from);
      mute.remove(to);
    }
  }

  private boolean passes(Socket from, boolean answers) throws InterruptedException {
    if (mute.contains(from)) {
      return false;
    }
    if (answers && isLosing()) {
      mute.add(from);
      return false;
    }
    if (delay.isPositive()) {
      new CountDownLatch(1).await(delay.toNanos(), TimeUnit.NANOSECONDS);
    }
    return true;
  }

  private boolean isLosing() {
    lock.lock();
    try {
      return mode == Mode.LOSING;
    } finally {
      lock.unlock();
    }
  }

  /** Waits while hanging; false when down. */
  private boolean isUpAtLast() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (mode == Mode.HANGING) {
        changed.await();
      }
      return mode != Mode.DOWN;
    } finally {
      lock.unlock();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      socket.close();
    } catch (IOException _) {
      // It broke by itself.
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    down();
    close(listener);
  }
}
