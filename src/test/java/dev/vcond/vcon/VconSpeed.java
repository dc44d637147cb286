package dev.vcond.vcon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;

/**
 * How many documents a second one core does; run by hand, with the file of a document as its
 * argument. Later rounds count, the first ones warm up.
 */
final class VconSpeed {
  private static final int ROUNDS = 5;
  private static final int DOCUMENTS = 50_000;

  private VconSpeed() {}

  public static void main(String[] args) throws Exception {
    byte[] json =
        args.length > 0
            ? Files.readAllBytes(Path.of(args[0]))
            : Samples.resource("older-producer.json");
    System.out.printf("a document of %d bytes%n", json.length);
    for (int round = 0; round < ROUNDS; round++) {
      measure("read", json, vcon -> vcon.size());
      measure("read, tree", json, vcon -> vcon.tree().size());
      measure("read, tag, write", json, vcon -> vcon.edited(e -> e.addTag("a:b")).size());
      measure("read, normalize, write", json, vcon -> vcon.normalized().size());
      measure("read, egress 0.0.1", json, vcon -> EgressFormat0_0_1.convert(vcon).length);
    }
  }

  private static void measure(String what, byte[] json, ToIntFunction<Vcon> work) {
    long bytes = 0;
    long begun = System.nanoTime();
    for (int i = 0; i < DOCUMENTS; i++) {
      bytes += work.applyAsInt(Samples.read(json));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("%-24s %,9.0f/s  (%d)%n", what, DOCUMENTS / seconds, bytes);
  }
}
