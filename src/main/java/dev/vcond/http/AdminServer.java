package dev.vcond.http;

import com.sun.net.httpserver.HttpServer;
import dev.vcond.config.ListenAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves {@code /metrics}, {@code /livez} and {@code /readyz} from its start until {@link
 * #close()}. Thread-safe.
 */
public final class AdminServer implements AutoCloseable {

  /** Platform threads: a check of health must be answered when virtual threads are what hangs. */
  private static final int THREADS = 4;

  /** Beyond it requests are refused; a monitor that asks so often is broken. */
  private static final int WAITING = 64;

  private static final int BACKLOG = 64;

  static {
    // The server reads these once, when its first class is loaded. Without limits, clients that
    // connect and say nothing would hold every thread for ever; without nodelay, answers wait for
    // the delayed acknowledgement of the other side. What is set on the command line wins. No limit
    // for connections: it would be one of the whole JVM, and idle ones are closed anyway.
    setUnlessSet("sun.net.httpserver.maxReqTime", "5");
    setUnlessSet("sun.net.httpserver.maxRspTime", "30");
    setUnlessSet("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final ListenAddress address;

  private AdminServer(HttpServer server, ExecutorService threads, ListenAddress address) {
    this.server = server;
    this.threads = threads;
    this.address = address;
  }

  /**
   * Listens and answers from now on.
   *
   * @throws IOException if the address cannot be had; the message names it and says what to do
   */
  public static AdminServer start(ListenAddress listen, AdminPages pages) throws IOException {
    HttpServer server = bind(listen);
    ExecutorService threads = threads();
    server.setExecutor(threads);
    server.createContext("/", new AdminHandler(pages));
    server.start();
    return new AdminServer(
        server, threads, new ListenAddress(listen.host(), server.getAddress().getPort()));
  }

  /** Where it listens, with the port that was taken if any free one was asked for. */
  public ListenAddress address() {
    return address;
  }

  /** Stops listening at once; requests under way are cut off. A second call does nothing. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer bind(ListenAddress listen) throws IOException {
    var socket = new InetSocketAddress(listen.host(), listen.port());
    if (socket.isUnresolved()) {
      throw new IOException(
          "The admin server cannot listen on "
              + listen
              + ": no address is known for this name. Correct admin.listen in config.yml, for"
              + " example to 127.0.0.1:9464.");
    }
    try {
      return HttpServer.create(socket, BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "The admin server cannot listen on "
              + listen
              + ": "
              + e.getMessage()
              + ". Stop what uses the address (ss -ltnp shows it), or set admin.listen in"
              + " config.yml to an address of this machine and a free port above 1023; port 0 takes"
              + " any.",
          e);
    }
  }

  private static ExecutorService threads() {
    var executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("admin-", 1).factory());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
