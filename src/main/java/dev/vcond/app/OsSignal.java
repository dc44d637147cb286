package dev.vcond.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A signal of the operating system. The JDK lets nobody hear one but through {@code
 * sun.misc.Signal}, a name that javac warns of without a way to say that it is meant: hence the
 * reflection, in this one place.
 *
 * @param name without the SIG, such as {@code TERM}
 */
public record OsSignal(String name) {

  /**
   * Hears the signal from now on, instead of what the JVM does about it.
   *
   * @param then runs on a new thread for each signal
   * @throws UnsupportedOperationException if this JVM leaves the signal alone, as with {@code -Xrs}
   */
  public void hear(Runnable then) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object hearing =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  then.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), hearing);
    } catch (InvocationTargetException e) {
      throw new UnsupportedOperationException(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException(e.toString(), e);
    }
  }
}
