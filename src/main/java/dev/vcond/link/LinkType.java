package dev.vcond.link;

/**
 * The registration of a link: everything the daemon and its reference documentation need to know
 * about a module.
 *
 * @param <O> the record that holds the options; its components bear {@link dev.vcond.config.Option}
 * @param module the name in {@code config.yml}, such as {@code links.tag}
 * @param summary one sentence: what it does
 * @param setup what has to be prepared outside vcond, in Markdown; may be empty
 * @param options the class of the options record
 * @param opener makes the link; comes once per step and configuration
 */
public record LinkType<O extends Record>(
    String module, String summary, String setup, Class<O> options, Opener<O> opener) {

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
