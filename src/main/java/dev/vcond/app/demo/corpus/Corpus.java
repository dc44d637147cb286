package dev.vcond.app.demo.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the demo submits: good vCons, and among them one with each flaw. Deterministic: the same
 * seed gives the same ids and the same bytes.
 */
public final class Corpus {
  /** The ingress list of the chain that tags. */
  public static final String LIST = "demo";

  /** The ingress list of the chain without links, for what is signed or encrypted. */
  public static final String SEALED_LIST = "demo-sealed";

  private final Generator generator;
  private final int count;

  /**
   * @param tags what the chain adds, each as {@code name:value}
   * @param count how many good vCons
   */
  public Corpus(long seed, List<String> tags, int count) {
    this.generator = new Generator(seed, tags);
    this.count = count;
  }

  /** Everything in the order in which it is pushed; the broken ones are spread among the good. */
  public List<Sample> samples() {
    Flaw[] flaws = Flaw.values();
    List<Sample> all = new ArrayList<>(count + flaws.length);
    int made = 0;
    for (int i = 0; i < count; i++) {
      all.add(good(i));
      if (made < flaws.length && (long) (i + 1) * flaws.length >= (long) (made + 1) * count) {
        all.add(flawed(flaws[made], made));
        made++;
      }
    }
    for (; made < flaws.length; made++) {
      all.add(flawed(flaws[made], made));
    }
    return all;
  }

  private Sample good(int number) {
    boolean sealed = generator.kind(number).sealed();
    return new Sample(
        generator.id(number),
        sealed ? SEALED_LIST : LIST,
        "",
        () -> Optional.of(generator.document(number)),
        new Fate.Stored(!sealed));
  }

  /** Each from two numbers of its own: the second is the stranger whose uuid one of them bears. */
  private Sample flawed(Flaw flaw, int number) {
    return flaw.of(generator, count + 2 * number, LIST);
  }
}
