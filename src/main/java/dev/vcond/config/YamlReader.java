package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML down to its nodes and no further, so that no tag can ever name a class to be made.
 * Everything that is wrong goes to the problems, with its place.
 */
final class YamlReader {

  /** Settles what a scalar says, for example by putting variables in. */
  interface Scalars {
    Scalar settle(Scalar scalar, String keyPath);
  }

  /** Far beyond any configuration, and still read in a moment. */
  static final int MOST_CHARACTERS = 1_000_000;

  /** An alias is met once per use: files with many chains share options by hundreds of them. */
  private static final int MOST_ALIASES = 1_000;

  /** What aliases may unfold to: a bomb of nine lines would reach billions. */
  private static final int MOST_VALUES = 200_000;

  private static final int DEEPEST = 50;

  private static final Set<Tag> PLAIN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.SEQ,
          Tag.MAP,
          Tag.MERGE);

  private final String file;
  private final Problems problems;
  private final Scalars scalars;
  private final Deque<Node> open = new ArrayDeque<>();
  private int values;

  /** A reader that leaves every scalar as it is written. */
  YamlReader(String file, Problems problems) {
    this(file, problems, (scalar, _) -> scalar);
  }

  YamlReader(String file, Problems problems, Scalars scalars) {
    this.file = file;
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The value of the only document; null when it is empty or cannot be read at all. */
  @Nullable ConfigValue read(String text) {
    try {
      Node root = new Yaml(limits()).compose(new StringReader(text));
      return root == null ? null : value(root, "");
    } catch (YAMLException wrong) {
      problems.add(YamlFault.describe(wrong, file, text));
    } catch (TooLarge wrong) {
      problems.error(
          wrong.position,
          wrong.path,
          "the aliases of this file unfold to more than " + MOST_VALUES + " values",
          "Use fewer nested aliases.");
    }
    return null;
  }

  private static LoaderOptions limits() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST);
    options.setAllowRecursiveKeys(false);
    return options;
  }

  private ConfigValue value(Node node, String path) {
    Position position = position(node);
    if (++values > MOST_VALUES) {
      throw new TooLarge(position, path);
    }
    if (open.contains(node)) {
      problems.error(position, path, "this anchor contains itself", "Remove the inner alias.");
      return new Scalar("", false, position);
    }
    refuseTag(node, path);
    open.push(node);
    try {
      return switch (node) {
        case ScalarNode scalar -> scalar(scalar, path, position);
        case SequenceNode list -> sequence(list, path, position);
        case MappingNode mapping -> new Mapping(entries(mapping, path), position);
        default -> throw new IllegalStateException("Unknown kind of node: " + node.getNodeId());
      };
    } finally {
      open.pop();
    }
  }

  private Scalar scalar(ScalarNode node, String path, Position position) {
    boolean saysString = node.getTag().equals(Tag.STR);
    boolean quoted = node.getScalarStyle() != ScalarStyle.PLAIN;
    // `!!str null` is a text of four letters: only then does a plain null carry the tag of strings.
    Scalar scalar = new Scalar(node.getValue(), quoted, position);
    Scalar settled =
        saysString && scalar.isNull() ? new Scalar(node.getValue(), true, position) : scalar;
    return scalars.settle(settled, path);
  }

  private Sequence sequence(SequenceNode node, String path, Position position) {
    List<ConfigValue> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(value(item, path + "[" + items.size() + "]"));
    }
    return new Sequence(items, position);
  }

  private Map<String, Entry> entries(MappingNode node, String path) {
    Map<String, Entry> own = new LinkedHashMap<>();
    Map<String, Entry> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(tuple.getValueNode(), path, merged);
      } else {
        add(tuple, path, own);
      }
    }
    merged.forEach(own::putIfAbsent);
    return own;
  }

  private void add(NodeTuple tuple, String path, Map<String, Entry> entries) {
    Position place = position(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
      problems.error(place, path, "a key must be a single word, not a list or mapping", "");
      return;
    }
    String key = name.getValue();
    String below = RecordBinder.join(path, key);
    refuseTag(name, below);
    Entry first = entries.get(key);
    if (first != null) {
      problems.error(
          place,
          below,
          "the key stands twice, first on line " + first.keyPosition().line(),
          "Keep one of them: YAML would silently take the last.");
      return;
    }
    entries.put(key, new Entry(place, value(tuple.getValueNode(), below)));
  }

  /** {@code <<}: the keys of one mapping or of several, of which the earlier wins. */
  private void merge(Node from, String path, Map<String, Entry> merged) {
    ConfigValue value = value(from, path);
    List<ConfigValue> sources =
        value instanceof Sequence sequence ? sequence.items() : List.of(value);
    for (ConfigValue source : sources) {
      if (source instanceof Mapping mapping) {
        mapping.entries().forEach(merged::putIfAbsent);
      } else {
        problems.error(
            source.position(), path, "<< takes a mapping or a list of mappings", "Name an alias.");
      }
    }
  }

  private void refuseTag(Node node, String path) {
    if (!PLAIN_TAGS.contains(node.getTag())) {
      problems.error(position(node), path, YamlFault.TAG, YamlFault.TAG_HINT);
    }
  }

  private Position position(Node node) {
    Mark mark = node.getStartMark();
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Ends the reading when aliases unfold without end. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Position position;
    private final transient String path;

    TooLarge(Position position, String path) {
      super("too many values", null, false, false);
      this.position = position;
      this.path = path;
    }
  }
}
