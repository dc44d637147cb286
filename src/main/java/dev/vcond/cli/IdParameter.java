package dev.vcond.cli;

import dev.vcond.vcon.VconId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/**
 * The id that a command is about, used as a {@code Mixin}: a uuid, so that nothing else ever
 * reaches a key, a path or SQL.
 */
final class IdParameter {
  @Parameters(
      paramLabel = "ID",
      arity = "1",
      converter = Converter.class,
      description = "The vCon's uuid.")
  private @Nullable VconId id;

  VconId id() {
    return Objects.requireNonNull(id, "picocli fills a required parameter");
  }

  private static final class Converter implements ITypeConverter<VconId> {
    @Override
    public VconId convert(String text) {
      return VconId.parse(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "expected a uuid such as 0196fd5c-2f3a-7c4e-9b1d-3a5e7c9b1d3f"));
    }
  }
}
