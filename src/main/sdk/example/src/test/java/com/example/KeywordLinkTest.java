package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vcond.config.InvalidOption;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract, and what this link is for. */
class KeywordLinkTest extends LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("main", "keywords", "default");

  @Override
  protected Link open() throws Exception {
    return KeywordLink.type()
        .opener()
        .open(new KeywordOptions(List.of("Morning", "invoice"), "attention"));
  }

  @Test
  void a_word_of_a_dialog_becomes_a_tag_and_a_route() throws Exception {
    LinkResult result = open().apply(SampleVcon.document().vcon(), CONTEXT);

    assertEquals(List.of("keyword:morning"), result.vcon().tags());
    assertEquals(List.of("attention"), result.routes());
  }

  @Test
  void a_word_of_a_transcript_counts_as_well() throws Exception {
    Vcon vcon =
        SampleVcon.document()
            .without("dialog")
            .with(
                "analysis",
                "[{\"type\": \"transcript\", \"vendor\": \"v\", \"body\": [{\"said\": \"The"
                    + " invoice!\"}]}]")
            .vcon();

    assertEquals(List.of("keyword:invoice"), open().apply(vcon, CONTEXT).vcon().tags());
  }

  @Test
  void a_document_without_the_words_passes_as_it_is() throws Exception {
    Vcon vcon = SampleVcon.document().without("dialog").vcon();
    LinkResult result = open().apply(vcon, CONTEXT);

    assertSame(vcon, result.vcon());
    assertEquals(List.of(), result.routes());
  }

  @Test
  void no_words_are_a_mistake() {
    assertThrows(InvalidOption.class, () -> new KeywordOptions(List.of(), null));
  }
}
