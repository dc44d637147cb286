package dev.vcond.app.plugin;

import dev.vcond.link.Link;
import dev.vcond.link.LinkType;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Calls the code of a plugin with its class loader as the thread's, which JDBC, {@code
 * ServiceLoader} and most libraries ask for what they cannot name. What cannot be linked becomes a
 * {@link ServiceFault}: an operator can mend it, a retry cannot. Thread-safe.
 *
 * <p>Storages and links are called by many rooms and through several interfaces, so each stands
 * behind a proxy of all of them: nobody else has to know that there are plugins.
 */
record OwnLoader(ClassLoader loader, String module) {

  /** The same storage type, all of whose code is called here. */
  <O extends Record> StorageType<O> around(StorageType<O> type) {
    return new StorageType<>(
        type.module(),
        type.summary(),
        type.setup(),
        type.example(),
        type.options(),
        type.storage(),
        (options, setup) -> proxy(Storage.class, call(() -> type.opener().open(options, setup))));
  }

  /** The same link type, all of whose code is called here. */
  <O extends Record> LinkType<O> around(LinkType<O> type) {
    return new LinkType<>(
        type.module(),
        type.summary(),
        type.setup(),
        type.example(),
        type.options(),
        options -> proxy(Link.class, call(() -> type.opener().open(options))));
  }

  /** Runs code of the plugin; what cannot be linked is a fault of the service. */
  <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
    try {
      return within(code);
    } catch (LinkageError e) {
      throw new ServiceFault("plugin %s: %s".formatted(module, Mishap.told(e)), e);
    }
  }

  /** Runs code of the plugin. */
  <T extends @Nullable Object> T within(Callable<T> code) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return code.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private <T> T proxy(Class<T> kind, @Nullable T opened) throws ServiceFault {
    if (opened == null) {
      throw new ServiceFault("plugin %s opened null".formatted(module));
    }
    var interfaces = new LinkedHashSet<Class<?>>(Set.of(kind));
    for (Class<?> at = opened.getClass(); at != null; at = at.getSuperclass()) {
      addShown(at.getInterfaces(), interfaces);
    }
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            interfaces.toArray(Class<?>[]::new),
            (proxy, method, arguments) -> invoke(proxy, opened, method, arguments)));
  }

  private static void addShown(Class<?>[] implemented, Set<Class<?>> into) {
    for (Class<?> each : implemented) {
      if (Spi.isOwn(each.getName())) {
        into.add(each);
      }
      addShown(each.getInterfaces(), into);
    }
  }

  @SuppressWarnings("ReferenceEquality") // equals() of the proxy itself
  private @Nullable Object invoke(
      Object proxy, Object opened, Method method, @Nullable Object @Nullable [] arguments)
      throws Exception {
    if (method.getName().equals("equals") && arguments != null && arguments.length == 1) {
      return proxy == arguments[0];
    }
    return this.<@Nullable Object>call(() -> invoked(opened, method, arguments));
  }

  private static @Nullable Object invoked(
      Object opened, Method method, @Nullable Object @Nullable [] arguments) throws Exception {
    try {
      return method.invoke(opened, arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case Exception own -> throw own;
        case Error own -> throw own;
        case null, default -> throw e;
      }
    }
  }
}
