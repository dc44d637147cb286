package dev.vcond.link;

import java.util.Set;

/**
 * An options record that names the lists its link may route to, so that {@code vcond check} can
 * look at where vCons go.
 */
public interface Routing {

  /** Every list that a result of the link may name. */
  Set<String> routedLists();
}
