package dev.vcond.app.plugin;

import dev.vcond.app.plugin.PluginModule.OfLink;
import dev.vcond.app.plugin.PluginModule.OfStorage;
import dev.vcond.app.plugin.PluginModule.Unusable;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.config.Reference;
import dev.vcond.link.LinkType;
import dev.vcond.storage.StorageType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One class of a plugin that is named as a module: loads it, asks it for its type, and checks that
 * the type can be used, so that no faulty plugin gets further than this. Stateless.
 *
 * @param jar where it was found
 */
record ModuleClass(String name, Path jar, ClassLoader loader) {
  private static final String SIGNATURE =
      "public static StorageType<?> type() or public static LinkType<?> type()";

  /** A reason that is known already. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private Refused(String reason) {
      super(reason);
    }
  }

  /** The module, or why it cannot be used. */
  PluginModule load() {
    OwnLoader own = new OwnLoader(loader, name);
    try {
      return own.within(() -> module(own));
    } catch (Refused refused) {
      return unusable(String.valueOf(refused.getMessage()));
    } catch (Throwable thrown) {
      return unusable(Mishap.told(thrown));
    }
  }

  private Unusable unusable(String reason) {
    return new Unusable("%s of %s cannot be used: %s".formatted(name, jar, reason), "");
  }

  private PluginModule module(OwnLoader own) throws Exception {
    return switch (answer()) {
      case StorageType<?> storage -> {
        check(storage.module(), storage.options(), storage.storage(), storage.opener());
        yield new OfStorage(own.around(storage));
      }
      case LinkType<?> link -> {
        check(link.module(), link.options(), link.opener());
        yield new OfLink(own.around(link));
      }
      case null -> throw new Refused("its type() returns null");
      case Object other ->
          throw new Refused(
              "its type() returns a %s; needed is %s"
                  .formatted(other.getClass().getName(), SIGNATURE));
    };
  }

  private @Nullable Object answer() throws Exception {
    Class<?> module = Class.forName(name, true, loader);
    Method type;
    try {
      type = module.getMethod("type");
    } catch (NoSuchMethodException _) {
      throw new Refused("it has no method " + SIGNATURE);
    }
    if (!Modifier.isStatic(type.getModifiers())) {
      throw new Refused("its type() is not static; needed is " + SIGNATURE);
    }
    type.setAccessible(true); // the class itself may be hidden
    return type.invoke(null);
  }

  private void check(
      @Nullable String module,
      @Nullable Class<? extends Record> options,
      @Nullable Object... others)
      throws Refused {
    if (!name.equals(module)) {
      throw new Refused(
          "its type() says module %s; the module of a plugin is the name of its class"
              .formatted(module));
    }
    if (options == null || Arrays.asList(others).contains(null)) {
      throw new Refused("its type() has null where something is needed");
    }
    check(options);
  }

  /** Looks at every component and default, which else only those would do who write options. */
  private static void check(Class<? extends Record> options) throws Refused {
    try {
      var _ = Reference.table(options);
      var _ = RecordBinder.bind(options, Mapping.empty(), "options", new Problems());
    } catch (IllegalStateException faulty) {
      Throwable cause = faulty.getCause();
      throw new Refused(
          "its options are faulty: %s%s"
              .formatted(faulty.getMessage(), cause == null ? "" : ": " + Mishap.told(cause)));
    }
  }
}
