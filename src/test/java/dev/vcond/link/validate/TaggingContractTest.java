package dev.vcond.link.validate;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.testkit.LinkContract;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.UnusablePartsException;
import dev.vcond.vcon.UnusableTagsException;
import dev.vcond.vcon.Vcon;
import org.junit.jupiter.api.Test;

/** The contract with documents that are not valid and get a tag. */
final class TaggingContractTest extends LinkContract {
  private static final LinkContext CONTEXT = new LinkContext("chain", "check", "in");

  @Override
  protected Link open() throws Exception {
    return ValidateLinkTest.open(null, Reaction.TAG);
  }

  @Override
  protected SampleVcon sample() {
    return document().with("parties", "[7]");
  }

  @Test
  void an_invalid_vcon_gets_the_tag_once_and_goes_on() throws Exception {
    Vcon once = open().apply(sample().vcon(), CONTEXT).vcon();
    Vcon twice = open().apply(once, CONTEXT).vcon();

    assertThat(once.tags()).containsExactly("invalid:schema");
    assertThat(twice).isSameAs(once);
  }

  @Test
  void a_name_alone_is_its_own_value() {
    assertThat(new ValidateOptions(null, Reaction.TAG, " poor ", 5).tag()).isEqualTo("poor:poor");
  }

  @Test
  void where_no_tag_can_be_added_the_vcon_is_dead_lettered() throws Exception {
    Vcon vcon = document().with("attachments", "7").vcon();

    assertThatThrownBy(() -> open().apply(vcon, CONTEXT))
        .isInstanceOfAny(UnusableTagsException.class, UnusablePartsException.class);
  }
}
