package dev.vcond.chain;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.vcon.Vcon;
import java.util.List;

/** A link made of a function. */
record TestLink(Code code, boolean showsId, boolean costly) implements Link {

  /** What a link does. */
  @FunctionalInterface
  interface Code {
    LinkResult apply(Vcon vcon) throws Exception;
  }

  static TestLink that(Code code) {
    return new TestLink(code, false, false);
  }

  /** Lets everything pass. */
  static TestLink nothing() {
    return that(LinkResult::proceed);
  }

  /** Adds a tag of this name. */
  static TestLink tags(String tag) {
    return that(vcon -> LinkResult.proceed(tagged(vcon, tag)));
  }

  /** Asks for the id to be pushed to lists. */
  static TestLink routes(String... lists) {
    return that(vcon -> new LinkResult.Continue(vcon, List.of(lists)));
  }

  static Vcon tagged(Vcon vcon, String tag) {
    return vcon.edited(editor -> editor.addTag(tag + ":" + tag));
  }

  TestLink showing() {
    return new TestLink(code, true, costly);
  }

  TestLink costing() {
    return new TestLink(code, showsId, true);
  }

  /** Does something before the link's work. */
  TestLink first(Runnable before) {
    return new TestLink(
        vcon -> {
          before.run();
          return code.apply(vcon);
        },
        showsId,
        costly);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) throws Exception {
    return code.apply(vcon);
  }
}
