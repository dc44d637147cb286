package dev.vcond.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts what Redis and its clients say to each other (RESP 2 and 3) into whole messages. */
final class RespReader {
  private final InputStream in;

  RespReader(InputStream in) {
    this.in = in;
  }

  /** The words of the next command, their characters being bytes. */
  List<String> command() throws IOException {
    String head = line();
    if (!head.startsWith("*")) {
      throw new IOException("a client sent something else than a command: " + head);
    }
    var words = new ArrayList<String>();
    for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
      words.add(bulk(Integer.parseInt(line().substring(1))));
    }
    return words;
  }

  /** The next answer as it came. */
  String answer() throws IOException {
    String head = line();
    String whole = head + "\r\n";
    int count = count(head);
    return switch (head.charAt(0)) {
      case '$', '!', '=' -> count < 0 ? whole : whole + bulk(count) + "\r\n";
      case '*', '~', '>' -> whole + answers(count);
      case '%' -> whole + answers(2 * count);
      case '|' -> whole + answers(2 * count) + answer();
      default -> whole;
    };
  }

  private String answers(int count) throws IOException {
    var all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append(answer());
    }
    return all.toString();
  }

  private static int count(String head) {
    return head.matches(".-?\\d{1,9}") ? Integer.parseInt(head.substring(1)) : 0;
  }

  private String bulk(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length || in.skip(2) < 2) {
      throw new EOFException();
    }
    return new String(bytes, ISO_8859_1);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.write(c);
    }
    if (in.read() != '\n') {
      throw new IOException("a line does not end with CR LF");
    }
    return line.toString(ISO_8859_1);
  }
}
