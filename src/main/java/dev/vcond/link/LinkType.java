package dev.vcond.link;

/**
 * The registration of a link: everything the daemon and its reference documentation need to know
 * about a module.
 *
 * @param <O> the record that holds the options; its components bear {@link dev.vcond.config.Option}
 * @param module the name in {@code config.yml}, such as {@code links.tag}
 * @param summary one sentence: what it does
 * @param setup what an operator has to prepare outside vcond, in Markdown: paragraphs, lists that
 *     begin with {@code -}, commands indented by four; may be empty
 * @param example a {@code links:} section with one entry, in YAML; empty: made of the examples of
 *     the options that are required
 * @param options the class of the options record
 * @param opener makes the link; comes once per step and configuration
 */
public record LinkType<O extends Record>(
    String module,
    String summary,
    String setup,
    String example,
    Class<O> options,
    Opener<O> opener) {

  /** A registration without an example of its own. */
  public LinkType(String module, String summary, String setup, Class<O> options, Opener<O> opener) {
    this(module, summary, setup, "", options, opener);
  }

  /** Makes a link from its validated options. */
  @FunctionalInterface
  public interface Opener<O> {

    /**
     * Opens what the link needs for all its calls.
     *
     * @throws Exception when the options cannot work; the message is shown to the operator beside
     *     the step's name
     */
    Link open(O options) throws Exception;
  }
}
