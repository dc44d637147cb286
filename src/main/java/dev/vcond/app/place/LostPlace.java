package dev.vcond.app.place;

import dev.vcond.vcon.VconId;

/**
 * A place that could not even be connected to.
 *
 * @param why for the operator
 */
public record LostPlace(String name, String why) implements Place {
  @Override
  public Answer get(VconId id) {
    return new Answer.Failed(why);
  }

  @Override
  public Answer delete(VconId id) {
    return new Answer.Failed(why);
  }
}
