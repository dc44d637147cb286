package com.example;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys below {@code options}. vcond's binder, the messages of {@code vcond check} and the
 * documentation are all made from this record.
 *
 * @param words in lower case whatever was written
 * @param list null: nowhere else
 */
public record KeywordOptions(
    @Option(value = "The words to look for, in any case.", example = "[refund, cancel]")
        List<String> words,
    @Option(
            value = "A list that the id of a vCon with such a word is pushed to as well.",
            example = "attention")
        @Nullable String list) {

  public KeywordOptions {
    if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
      throw new InvalidOption("words", "expected one word or more", "For example: [refund]");
    }
    words = words.stream().map(word -> word.strip().toLowerCase()).distinct().toList();
  }
}
