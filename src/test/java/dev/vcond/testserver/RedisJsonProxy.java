package dev.vcond.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;

/**
 * Stands in front of a Redis without the module and lets its clients see RedisJSON documents: a
 * hash with the field {@code json} is one. It answers {@code ReJSON-RL} to TYPE, knows JSON.GET,
 * and rewrites both commands inside scripts. As the module does, it makes a new key of every
 * document that is set, so its time to live is gone, and spells it its own way: with a blank at the
 * end.
 *
 * <p>A script is never known by its name, so a client sends it whole at every call.
 */
public final class RedisJsonProxy implements AutoCloseable {
  private static final String SET =
      "local function json_set(key, path, text) "
          + "redis.call('DEL', key) "
          + "redis.call('HSET', key, 'json', string.gsub(text, '%s+$', '') .. ' ') end\n";

  private final int port;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param port of the real server on loopback
   */
  public RedisJsonProxy(int port) throws IOException {
    this.port = port;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The address as {@code redis.url} has it. */
  public String url() {
    return "redis://127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(client);
        open.add(server);
        Queue<Boolean> asksForType = new ConcurrentLinkedQueue<>();
        Thread.ofVirtual().start(() -> ask(client, server, asksForType));
        Thread.ofVirtual().start(() -> answer(server, client, asksForType));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private static void ask(Socket client, Socket server, Queue<Boolean> asksForType) {
    try (client;
        server) {
      var in = new RespReader(new BufferedInputStream(client.getInputStream()));
      OutputStream out = server.getOutputStream();
      while (true) {
        List<String> command = translated(in.command());
        asksForType.add(command.getFirst().equalsIgnoreCase("TYPE"));
        out.write(encoded(command));
      }
    } catch (IOException _) {
      // One side closed, and both are closed by now.
    }
  }

  private static void answer(Socket server, Socket client, Queue<Boolean> asksForType) {
    try (client;
        server) {
      var in = new RespReader(new BufferedInputStream(server.getInputStream()));
      OutputStream out = client.getOutputStream();
      while (true) {
        String answer = in.answer();
        boolean type = Boolean.TRUE.equals(asksForType.poll());
        out.write(
            (type && answer.equals("+hash\r\n") ? "+ReJSON-RL\r\n" : answer).getBytes(ISO_8859_1));
      }
    } catch (IOException _) {
      // One side closed, and both are closed by now.
    }
  }

  private static List<String> translated(List<String> command) {
    return switch (command.getFirst()) {
      case "JSON.GET" -> List.of("HGET", command.get(1), "json");
      case "EVALSHA" -> {
        var unknown = new ArrayList<>(command);
        unknown.set(1, "0".repeat(40));
        yield unknown;
      }
      case "EVAL" -> {
        var rewritten = new ArrayList<>(command);
        rewritten.set(1, rewritten(command.get(1)));
        yield rewritten;
      }
      default -> command;
    };
  }

  private static String rewritten(String script) {
    String calls =
        script
            .replaceAll("'JSON\\.GET', (KEYS\\[\\d])", "'HGET', $1, 'json'")
            .replace("redis.call('JSON.SET', ", "json_set(");
    return calls.equals(script)
        ? script
        : calls.replaceFirst("\n", "\n" + Matcher.quoteReplacement(SET));
  }

  private static byte[] encoded(List<String> words) {
    var all = new StringBuilder("*" + words.size() + "\r\n");
    words.forEach(
        word -> all.append('$').append(word.length()).append("\r\n").append(word).append("\r\n"));
    return all.toString().getBytes(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
