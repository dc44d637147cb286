package dev.vcond.cli;

import dev.vcond.config.ListNames;
import dev.vcond.deadletter.DeadLetterQueue;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The ingress list that the first argument of a {@code dlq} command names, with or without {@code
 * DLQ:}; {@code storage:NAME} for the writes that are owed to a storage.
 */
record DeadLetterTarget(String list) {

  /** Reads the argument of a command that is about dead letters alone. */
  static final class Converter implements ITypeConverter<DeadLetterTarget> {
    @Override
    public DeadLetterTarget convert(String name) {
      DeadLetterTarget target = read(name);
      target
          .owedTo()
          .ifPresent(storage -> {
            throw new TypeConversionException(
                ("DLQ:storage:%s holds no dead letters, but ids whose write to storage %s is owed;"
                        + " vcond itself writes them when the storage is well")
                    .formatted(storage, storage));
          });
      return target;
    }
  }

  /** Reads the argument of a command that looks at owed writes, too, or gives them up. */
  static final class OrOwed implements ITypeConverter<DeadLetterTarget> {
    @Override
    public DeadLetterTarget convert(String name) {
      return read(name);
    }
  }

  private static DeadLetterTarget read(String name) {
    String list = DeadLetterQueue.ingressListOf(name);
    Optional<String> storage = DeadLetterQueue.storageOwedBy(list);
    if (storage.map(String::isBlank).orElseGet(() -> isNoList(list))) {
      throw new TypeConversionException("'" + name + "' is no ingress list");
    }
    return new DeadLetterTarget(list);
  }

  private static boolean isNoList(String list) {
    return list.isBlank() || ListNames.reservedBeginning(list).isPresent();
  }

  /** The storage that the entries are owed to; empty if they are dead letters. */
  Optional<String> owedTo() {
    return DeadLetterQueue.storageOwedBy(list);
  }

  /** The list as people see it, in messages. */
  String shown() {
    return SafeText.line(list);
  }
}
