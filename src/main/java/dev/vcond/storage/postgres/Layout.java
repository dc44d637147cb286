package dev.vcond.storage.postgres;

import java.util.Locale;

/** Which columns the table has. */
public enum Layout {
  /** Whatever the table has; a new one is made like {@link #GUIDE}. */
  AUTO,
  /** {@code uuid, data, created_at, stored_at, storage_version}. */
  GUIDE,
  /** {@code id, vcon, uuid, created_at, updated_at, subject, vcon_json}, as vcon-server has it. */
  VCON_SERVER;

  /** As it is written in the configuration. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
