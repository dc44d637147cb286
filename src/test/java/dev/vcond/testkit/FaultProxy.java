package dev.vcond.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a storage and its service on loopback and lets tests take the service away. Bytes
 * pass unchanged. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  /** Contract tests make a thousand connections at the same moment. */
  private static final int BACKLOG = 1_024;

  private final InetSocketAddress service;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Mode mode = Mode.UP;

  private enum Mode {
    UP,
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

  /** Where the storage under test has to connect to. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Everything works again. Connections that hung go on where they were. */
  public void up() {
    set(Mode.UP);
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
        Thread.ofVirtual().start(() -> pass(client, server));
        pass(server, client);
      }
    } catch (IOException | InterruptedException _) {
      // The service itself is away, which the client sees by the close below.
    } finally {
      close(client);
      open.remove(client);
    }
  }

  private void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int length = in.read(buffer); length >= 0 && isUpAtLast(); length = in.read(buffer)) {
        out.write(buffer, 0, length);
      }
    } catch (IOException | InterruptedException _) {
      // One side closed; the other is told by the close below.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  /** Waits while hanging; false when down. */
  private boolean isUpAtLast() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (mode == Mode.HANGING) {
        changed.await();
      }
      return mode == Mode.UP;
    } finally {
      lock.unlock();
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
