package dev.vcond.storage.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Indents JSON on its way to a file. It works on the bytes: numbers, escapes, member order and
 * duplicate members stay as they are, and a document of any size passes without a tree. The
 * document was validated when it was read.
 */
final class Indentation {
  private final OutputStream out;
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean opened;

  private Indentation(OutputStream out) {
    this.out = out;
  }

  /** Writes the JSON text indented, with a line feed at its end. */
  static void write(ByteBuffer json, OutputStream out) throws IOException {
    Indentation indentation = new Indentation(out);
    while (json.hasRemaining()) {
      indentation.next(json.get());
    }
    out.write('\n');
  }

  private void next(byte b) throws IOException {
    if (inText) {
      out.write(b);
      inText = escaped || b != '"';
      escaped = !escaped && b == '\\';
      return;
    }
    switch (b) {
      case ' ', '\t', '\r', '\n' -> {}
      case '{', '[' -> open(b);
      case '}', ']' -> end(b);
      case ',' -> {
        out.write(b);
        newLine();
      }
      case ':' -> {
        out.write(b);
        out.write(' ');
      }
      default -> {
        beginItem();
        inText = b == '"';
        out.write(b);
      }
    }
  }

  private void open(byte b) throws IOException {
    beginItem();
    out.write(b);
    depth++;
    opened = true;
  }

  /** The line of the first item comes late, so that an empty object or list stays on its own. */
  private void beginItem() throws IOException {
    if (opened) {
      opened = false;
      newLine();
    }
  }

  private void end(byte b) throws IOException {
    depth--;
    if (opened) {
      opened = false;
    } else {
      newLine();
    }
    out.write(b);
  }

  private void newLine() throws IOException {
    out.write('\n');
    for (int i = 0; i < depth; i++) {
      out.write(' ');
      out.write(' ');
    }
  }
}
