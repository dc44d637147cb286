package dev.vcond.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Redis over its wire protocol, any command. Used by one thread. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** Redis answered, and said no: the command was not done. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  Wire(int port) throws IOException {
    socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
      out = socket.getOutputStream();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends a command and waits for its answer: a text, a number as text, a list, or null.
   *
   * @throws Refused if it was not done
   * @throws IOException if it may have been done
   */
  @Nullable Object call(String... words) throws IOException {
    var command = new ByteArrayOutputStream();
    command.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
    for (String word : words) {
      byte[] bytes = word.getBytes(UTF_8);
      command.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
      command.writeBytes(bytes);
      command.writeBytes("\r\n".getBytes(UTF_8));
    }
    out.write(command.toByteArray());
    return answer();
  }

  /** A number. */
  long number(String... words) throws IOException {
    return Long.parseLong(String.valueOf(call(words)));
  }

  /** A list of texts; a null in it becomes empty. */
  List<String> texts(String... words) throws IOException {
    List<String> texts = new ArrayList<>();
    if (call(words) instanceof List<?> list) {
      list.forEach(text -> texts.add(text == null ? "" : text.toString()));
    }
    return texts;
  }

  /** A hash. */
  Map<String, String> hash(String key) throws IOException {
    List<String> flat = texts("HGETALL", key);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      fields.put(flat.get(i), flat.get(i + 1));
    }
    return fields;
  }

  private @Nullable Object answer() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> rest;
      case '-' -> throw new Refused(rest);
      case '$' -> bulk(Integer.parseInt(rest));
      case '*' -> list(Integer.parseInt(rest));
      default -> throw new IOException("Redis said: " + line);
    };
  }

  private @Nullable Object bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    in.skipNBytes(2);
    return new String(bytes, UTF_8);
  }

  private List<@Nullable Object> list(int count) throws IOException {
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(answer());
    }
    return all;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("Redis closed the connection.");
      }
      line.write(c);
    }
    in.skipNBytes(1);
    return line.toString(UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
