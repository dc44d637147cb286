package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ServerOnlyKeys.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration: flag over file over environment over default.
 *
 * <p>Nothing is asked over a network and nothing is created, so it can be read as often as one
 * likes. Stateless.
 */
public final class ConfigLoader {

  /** Sections of vcon-server that would silently do nothing here. */
  private static final List<String> UNSUPPORTED = List.of("tracers", "followers");

  /** Begins keys that hold nothing but anchors for the rest of the file. */
  static final String FOR_ANCHORS = "x-";

  private final Path file;
  private final Overrides flags;
  private final Problems problems = new Problems();
  private final Problems unset = new Problems();
  private final ServerOnlyKeys serverOnly = new ServerOnlyKeys();
  private final ServerEnvironment environment;
  private final Interpolator interpolator;

  private ConfigLoader(Path file, Map<String, String> environment, Overrides flags) {
    this.file = file;
    this.flags = flags;
    this.environment = new ServerEnvironment(environment, problems);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    this.interpolator = new Interpolator(environment, folder, problems, unset);
  }

  /**
   * Which file counts: {@code --config}, else CONSERVER_CONFIG_FILE, else config.yml in the current
   * folder, else the one in {@code home}.
   *
   * @param flag what {@code --config} names, null when it is not given
   * @param home the folder of the installation (VCOND_HOME), null when it is not known
   * @throws ConfigException if no file is named and none is found
   */
  public static Path locate(
      @Nullable Path flag, Map<String, String> environment, @Nullable Path home) {
    if (flag != null) {
      return flag;
    }
    return new ServerEnvironment(environment, new Problems())
        .value(ServerEnvironment.CONFIG_FILE)
        .map(Path::of)
        .orElseGet(() -> ConfigText.first(home));
  }

  /**
   * Reads a file.
   *
   * @param flags by dotted key, such as {@code redis.url}
   * @throws ConfigException with everything that is wrong, if anything is
   */
  public static Loaded load(Path file, Map<String, String> environment, Overrides flags) {
    return read(file, environment, flags).sound();
  }

  /**
   * Reads a file as far as that goes: what is wrong stands in the draft's problems, so that what
   * modules find wrong with their options can be said together with it.
   *
   * @param flags by dotted key, such as {@code redis.url}
   */
  public static Draft read(Path file, Map<String, String> environment, Overrides flags) {
    return new ConfigLoader(file, environment, flags).draft();
  }

  private Draft draft() {
    try {
      return draft(written());
    } catch (ConfigException unreadable) {
      problems.addAll(unreadable.problems());
      return new Draft(null, problems, Mapping.empty(), Origins.NONE);
    }
  }

  private Draft draft(Mapping written) {
    Precedence precedence = new Precedence(written, environment, flags, interpolator, problems);
    precedence.warnOfOtherFile(file);
    environment.warn();
    Mapping effective = precedence.effective();
    Config config = config(effective);
    serverOnly.warn(problems);
    Mapping set = precedence.withOwnName(environment.withoutKeys(), file);
    Origins origins = new Origins(effective, set, interpolator.spelled());
    return new Draft(config, problems, written, origins);
  }

  private Mapping written() {
    String text = ConfigText.read(file);
    ConfigValue root = new YamlReader(file.toString(), problems, interpolator).read(text);
    if (root instanceof Mapping mapping) {
      return mapping;
    }
    if (root != null && !root.isNull()) {
      problems.error(
          root.position(), "", "expected sections such as redis:, storages: and chains:", "");
    }
    if (problems.hasErrors()) {
      // Without its sections, everything else that could be said would be wrong.
      problems.throwIfErrors();
    }
    return new Mapping(Map.of(), new Position(file.toString(), 1, 1));
  }

  private @Nullable Config config(Mapping all) {
    Mapping own = serverOnly.strip(all, "", Kind.IMPORTS);
    own = serverOnly.strip(own, "", Kind.INGRESS_AUTH);
    for (String section : all.entries().keySet()) {
      if (UNSUPPORTED.contains(section) || section.startsWith(FOR_ANCHORS)) {
        own = own.without(section);
      }
    }
    FileSections sections = RecordBinder.bindSound(FileSections.class, own, "", problems);
    CompatConfig compat = environment.compat();
    ModuleReader modules = new ModuleReader(serverOnly, environment.egressFormat(), problems);
    var links = modules.links(own);
    var storages = modules.storages(own);
    var chains = new ChainReader(own, serverOnly, problems).chains();
    new Names(own, problems).check();
    new ChainChecks(own, compat, problems).check(chains);
    var unused = UnusedEntries.of(chains.values());
    problems.change(unused::unlessSwitchedOff);
    new UnsetValues(unset.list(), unused).report(problems);
    if (sections == null || compat == null) {
      return null;
    }
    answerUnsupported(all, sections.unsupported());
    return new Config(
        sections.redis(),
        sections.worker(),
        sections.admin(),
        sections.plugins(),
        sections.unsupported(),
        links,
        storages,
        chains,
        compat);
  }

  private void answerUnsupported(Mapping all, Unsupported answer) {
    for (String section : UNSUPPORTED) {
      Entry entry = all.entries().get(section);
      if (entry == null) {
        continue;
      }
      if (!ServerOnlyKeys.saysSomething(entry.value())) {
        problems.warning(
            entry.keyPosition(), section, "is empty, and cannot run in vcond yet", "Remove it.");
        continue;
      }
      String message = "cannot run in vcond yet";
      switch (answer) {
        case ERROR ->
            problems.error(
                entry.keyPosition(),
                section,
                message + " and would silently do nothing",
                "Remove them, or set unsupported: warn to start without them.");
        case WARN ->
            problems.warning(
                entry.keyPosition(),
                section,
                message + "; left out, as unsupported: warn accepts",
                "");
      }
    }
  }
}
