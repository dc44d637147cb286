package dev.vcond.app.demo.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
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
import java.util.Optional;

/**
 * A Redis on loopback over its wire protocol (RESP 2), as any producer and any reader may speak it.
 * Used by one thread.
 */
public final class RedisWire implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** Connects. */
  public RedisWire(int port) throws IOException {
    socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = new BufferedOutputStream(socket.getOutputStream());
  }

  /** Stores strings, all on their way together. */
  public void set(Map<String, byte[]> values) throws IOException {
    for (Map.Entry<String, byte[]> value : values.entrySet()) {
      write(List.of(bytes("SET"), bytes(value.getKey()), value.getValue()));
    }
    out.flush();
    for (int i = 0; i < values.size(); i++) {
      var _ = answer('+');
    }
  }

  /** Appends to a list. */
  public void push(String list, List<String> ids) throws IOException {
    List<String> command = new ArrayList<>(List.of("RPUSH", list));
    command.addAll(ids);
    send(command);
    var _ = number(':');
  }

  /** The strings under these keys, in their order. */
  public List<Optional<byte[]>> get(List<String> keys) throws IOException {
    List<String> command = new ArrayList<>(List.of("MGET"));
    command.addAll(keys);
    send(command);
    return array();
  }

  /** The number of entries of a list. */
  public long listLength(String key) throws IOException {
    send(List.of("LLEN", key));
    return number(':');
  }

  /** The number of fields of a hash. */
  public long hashLength(String key) throws IOException {
    send(List.of("HLEN", key));
    return number(':');
  }

  /** All entries of a list. */
  public List<String> list(String key) throws IOException {
    send(List.of("LRANGE", key, "0", "-1"));
    return texts();
  }

  /** All fields of a hash. */
  public Map<String, String> hash(String key) throws IOException {
    send(List.of("HGETALL", key));
    List<String> texts = texts();
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < texts.size(); i += 2) {
      fields.put(texts.get(i), texts.get(i + 1));
    }
    return fields;
  }

  private void send(List<String> command) throws IOException {
    write(command.stream().map(RedisWire::bytes).toList());
    out.flush();
  }

  private void write(List<byte[]> command) throws IOException {
    out.write(bytes("*" + command.size() + "\r\n"));
    for (byte[] part : command) {
      out.write(bytes("$" + part.length + "\r\n"));
      out.write(part);
      out.write(bytes("\r\n"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private List<String> texts() throws IOException {
    return array().stream().map(text -> new String(text.orElseThrow(), UTF_8)).toList();
  }

  private List<Optional<byte[]>> array() throws IOException {
    long count = number('*');
    List<Optional<byte[]>> values = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      values.add(bulk());
    }
    return values;
  }

  private Optional<byte[]> bulk() throws IOException {
    long length = number('$');
    if (length < 0) {
      return Optional.empty();
    }
    byte[] bytes = in.readNBytes((int) length);
    in.skipNBytes(2);
    return Optional.of(bytes);
  }

  private long number(char kind) throws IOException {
    return Long.parseLong(answer(kind));
  }

  private String answer(char kind) throws IOException {
    String line = line();
    if (line.charAt(0) != kind) {
      throw new IOException("Redis answered: " + line);
    }
    return line.substring(1);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
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
  public void close() throws IOException {
    socket.close();
  }
}
