package dev.vcond.cli;

import dev.vcond.config.ListNames;
import dev.vcond.deadletter.DeadLetterQueue;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The ingress list that the first argument of a {@code dlq} command names, with or without {@code
 * DLQ:}.
 */
record DeadLetterTarget(String list) {

  /** Reads the argument. */
  static final class Converter implements ITypeConverter<DeadLetterTarget> {
    @Override
    public DeadLetterTarget convert(String name) {
      String list = DeadLetterQueue.ingressListOf(name);
      DeadLetterQueue.storageOwedBy(list)
          .ifPresent(storage -> {
            throw new TypeConversionException(
                "DLQ:storage:%s holds no dead letters, but ids whose write to storage %s is owed;"
                        .formatted(storage, storage)
                    + " vcond queues counts them");
          });
      if (list.isBlank() || ListNames.reservedBeginning(list).isPresent()) {
        throw new TypeConversionException("'" + name + "' is no ingress list");
      }
      return new DeadLetterTarget(list);
    }
  }

  /** The list as people see it, in messages. */
  String shown() {
    return SafeText.line(list);
  }
}
