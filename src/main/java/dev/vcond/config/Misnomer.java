package dev.vcond.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key that people write though no version of a module ever read it, mostly because documentation
 * shows it. It is refused like any unknown key, and the answer says what to write.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Misnomer.All.class)
public @interface Misnomer {

  /** What is said of most of them. */
  String DOCUMENTED = "Documentation of vcon-server has it, but nothing ever read it.";

  /** The key, or several. */
  String[] value();

  /**
   * The key that it was meant for, which is then not said to be missing; empty if there is none.
   */
  String means() default "";

  /** Why it is wrong, as a sentence. */
  String why() default DOCUMENTED;

  /** What to write, as a sentence: {@code Write webhook-urls: [https://example.com/hook].} */
  String instead();

  /** Several of them on one record. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    Misnomer[] value();
  }
}
