package dev.vcond.vcon;

/**
 * The stored bytes are not one JSON object in UTF-8. The message says where and why and is fit for
 * operators; it becomes the reason {@code not_json} of a dead letter.
 */
public final class NotJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fault;
  private final int line;
  private final int column;
  private final long byteOffset;

  NotJsonException(VconId id, byte[] json, long byteOffset, String reason) {
    this(id, Position.of(json, byteOffset), reason);
  }

  private NotJsonException(VconId id, Position at, String reason) {
    super("The document of vCon %s is %s.".formatted(id, fault(at, reason)));
    this.fault = fault(at, reason);
    this.line = at.line;
    this.column = at.column;
    this.byteOffset = at.byteOffset;
  }

  private static String fault(Position at, String reason) {
    return "not JSON at line %d, column %d (byte %d): %s"
        .formatted(at.line, at.column, at.byteOffset, reason);
  }

  /** Where and why without the id, for whoever names the document in another way. */
  public String fault() {
    return fault;
  }

  /** The line of the fault, from 1. */
  public int line() {
    return line;
  }

  /** The column of the fault in characters, from 1. */
  public int column() {
    return column;
  }

  /** The offset of the fault in bytes, from 0. */
  public long byteOffset() {
    return byteOffset;
  }

  private record Position(int line, int column, long byteOffset) {
    static Position of(byte[] json, long offset) {
      int end = Math.clamp(offset, 0, json.length);
      int line = 1;
      int column = 1;
      for (int i = 0; i < end; i++) {
        if (json[i] == '\n') {
          line++;
          column = 1;
        } else if ((json[i] & 0xC0) != 0x80) { // a UTF-8 continuation byte is no character
          column++;
        }
      }
      return new Position(line, column, end);
    }
  }
}
