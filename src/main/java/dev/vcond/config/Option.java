package dev.vcond.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an operator may write for one component of a configuration record.
 *
 * <p>The YAML key is the component's name in snake_case unless {@link #name()} says otherwise. The
 * binder, the hints in error messages and the reference documentation are all made from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

  /** The meaning, in one sentence. */
  String value();

  /** The YAML key, when it is not the snake_case of the component (for example webhook-urls). */
  String name() default "";

  /** Older names of the key that are accepted as well. */
  String[] aliases() default {};

  /**
   * The default as it would be written in YAML; converted exactly like a written value. Nothing
   * means that there is no default; write {@code ''} (two quotes) for an empty string.
   */
  String defaultValue() default "";

  /** A value to show in the reference. */
  String example() default "";

  /**
   * Whether a list or mapping must be written: the reference says so, and the record's constructor
   * refuses the empty one. Other types without a default are required unless they may be null.
   */
  boolean required() default false;

  /** Whether the value must never be shown, in no message and no log. */
  boolean secret() default false;

  /**
   * Whether the keys of this component, which is a record, stand beside the others instead of below
   * a key of their own.
   */
  boolean inline() default false;
}
