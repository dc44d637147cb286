package dev.vcond.vcon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** How documents become trees and trees become bytes: the one place that sets Jackson up. */
final class VconCodec {
  /** Trees are read, copied, compared and written by recursion; this is what the stack bears. */
  static final int DEEPEST_INPUT = 1_000;

  /** Room for what links and formats wrap around a document of the deepest kind. */
  private static final int DEEPEST_OUTPUT = 2 * DEEPEST_INPUT;

  /** From here on the size is counted first: a growing buffer would hold three copies. */
  private static final int COUNT_FIRST = 1 << 20;

  private static final JsonFactory STRANGERS = factory(DEEPEST_INPUT);
  private static final JsonFactory FACTORY = factory(DEEPEST_OUTPUT);
  private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  private VconCodec() {}

  private static JsonFactory factory(int deepest) {
    return new JsonFactoryBuilder()
        // A recording of hundreds of MB is one string; worker.memory bounds documents, not this.
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(deepest)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE) // kept as text, never computed
                .maxNameLength(Integer.MAX_VALUE)
                .build())
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(deepest).build())
        // Names come from strangers: interning them would fill a table of the JVM that never
        // shrinks, and collisions made on purpose must cost time, not refuse the document.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        // The default keeps buffers per thread, and every vCon has a virtual thread of its own.
        .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .build();
  }

  /** For what came from outside and was not read before. */
  static JsonParser strangersParser(byte[] json) throws IOException {
    return STRANGERS.createParser(json, 0, json.length);
  }

  /** For what is known to be valid, or was made here. */
  static JsonParser parser(byte[] json, int offset, int length) throws IOException {
    return FACTORY.createParser(json, offset, length);
  }

  /** The JSON text of a tree; {@code sizeHint} is the expected size in bytes. */
  static byte[] write(JsonNode node, int sizeHint) {
    if (sizeHint >= COUNT_FIRST) {
      return writeExactly(node);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(sizeHint);
    write(node, out);
    return out.toByteArray();
  }

  private static byte[] writeExactly(JsonNode node) {
    CountingOutput count = new CountingOutput();
    write(node, count);
    ArrayOutput out = new ArrayOutput(new byte[Math.toIntExact(count.bytes)]);
    write(node, out);
    return out.array;
  }

  private static void write(JsonNode node, OutputStream out) {
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      new TreeWriter(generator, MAPPER.getSerializerProviderInstance()).write(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no output but memory
    }
  }

  private static final class CountingOutput extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      bytes += length;
    }
  }

  private static final class ArrayOutput extends OutputStream {
    private final byte[] array;
    private int position;

    ArrayOutput(byte[] array) {
      this.array = array;
    }

    @Override
    public void write(int b) {
      array[position++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      System.arraycopy(source, offset, array, position, length);
      position += length;
    }
  }
}
