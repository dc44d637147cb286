package dev.vcond.link.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vcond.link.LinkContext;
import dev.vcond.vcon.Vcon;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

/**
 * What a process that stays is asked: one line of JSON.
 *
 * @param number tells its answer from others
 * @param options for the program, as JSON
 */
record Request(long number, Vcon vcon, LinkContext context, String options) {

  /** The line; the document is read from its shared bytes. */
  InputStream line() {
    String before = "{\"id\":" + number + ",\"vcon\":";
    String after =
        ",\"uuid\":%s,\"chain\":%s,\"step\":%s,\"list\":%s,\"options\":%s}\n"
            .formatted(
                text(vcon.id().canonical()),
                text(context.chain()),
                text(context.step()),
                text(context.ingressList()),
                options);
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(stream(before), new OneLine(vcon.newStream()), stream(after))));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static String text(String value) {
    return JsonNodeFactory.instance.textNode(value).toString();
  }

  /** JSON without line ends: they stand between tokens only, for in a text they are escaped. */
  private static final class OneLine extends FilterInputStream {
    OneLine(InputStream json) {
      super(json);
    }

    @Override
    public int read() throws IOException {
      int character = super.read();
      return character == '\n' || character == '\r' ? ' ' : character;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      for (int i = offset; i < offset + count; i++) {
        if (buffer[i] == '\n' || buffer[i] == '\r') {
          buffer[i] = ' ';
        }
      }
      return count;
    }
  }
}
