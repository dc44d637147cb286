package dev.vcond.app.plugin;

/** The parent of the class loaders of all plugins: the JDK and the SPI. Thread-safe. */
final class SpiView extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final SpiView THE_ONE = new SpiView();

  private SpiView() {
    super("vcond-spi", ClassLoader.getPlatformClassLoader());
  }

  static SpiView get() {
    return THE_ONE;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (Spi.shows(name)) {
      return SpiView.class.getClassLoader().loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }
}
