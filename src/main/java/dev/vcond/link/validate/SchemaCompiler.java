package dev.vcond.link.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.vcond.process.SafeText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Makes schemas of JSON, and finds out what is wrong with them at the start and not later. */
final class SchemaCompiler {
  private static final int LONGEST = 300;
  private static final int SHOWN = 3;

  /** Those in the library. */
  private static final Pattern META_SCHEMA =
      Pattern.compile(
          "https?://json-schema\\.org/"
              + "(draft-0[467]/schema|draft/(2019-09|2020-12)/(schema|meta/[a-z-]+))#?");

  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .regularExpressionFactory(StoppablePattern::new)
          .errorMessageKeyword("errorMessage")
          .preloadSchema(true)
          .build();

  private SchemaCompiler() {}

  /**
   * Compiles a schema with everything that it refers to.
   *
   * @param name what errors and reasons call it
   */
  static CompiledSchema compile(String name, JsonNode json) throws UnusableSchema {
    if (!json.isObject() && !json.isBoolean()) {
      throw new UnusableSchema(name + " is no JSON schema: expected an object");
    }
    SpecificationVersion version = version(name, json);
    SchemaRegistry registry = registry(version);
    checkForm(name, json, version, registry);
    try {
      Schema schema = registry.getSchema(json);
      schema.initializeValidators();
      return new CompiledSchema(name, schema);
    } catch (SchemaException | IllegalArgumentException e) {
      throw new UnusableSchema(
          "%s cannot be used: %s".formatted(name, SafeText.line(reason(e), LONGEST)));
    } catch (StackOverflowError _) {
      throw new UnusableSchema(name + " cannot be used: it refers to itself without end");
    }
  }

  private static String reason(Throwable e) {
    if (e instanceof PatternSyntaxException wrong) {
      return "the pattern %s is wrong: %s".formatted(wrong.getPattern(), wrong.getDescription());
    }
    return e.getCause() == null ? String.valueOf(e.getMessage()) : reason(e.getCause());
  }

  private static SpecificationVersion version(String name, JsonNode json) throws UnusableSchema {
    String dialect = json.path("$schema").asText(SpecificationVersion.DRAFT_2020_12.getDialectId());
    Optional<SpecificationVersion> version = SpecificationVersion.fromDialectId(dialect);
    return version.orElseThrow(() ->
        new UnusableSchema(
            "%s has the $schema %s; expected one of %s"
                .formatted(
                    name,
                    SafeText.line(dialect, LONGEST),
                    Arrays.stream(SpecificationVersion.values())
                        .map(SpecificationVersion::getDialectId)
                        .collect(Collectors.joining(", ")))));
  }

  /**
   * Nothing is fetched: neither from the net nor from files; the meta-schemas are in the library.
   */
  private static SchemaRegistry registry(SpecificationVersion version) {
    return SchemaRegistry.withDefaultDialect(
        version,
        builder ->
            builder
                .schemaRegistryConfig(CONFIG)
                .schemaLoader(loader -> loader.allow(SchemaCompiler::isHere)));
  }

  private static boolean isHere(AbsoluteIri iri) {
    if (!META_SCHEMA.matcher(iri.toString()).matches()) {
      throw new IllegalArgumentException(
          "it refers to %s, which is not in the file; nothing is fetched".formatted(iri));
    }
    return true;
  }

  /** A misspelt type would otherwise fail every vCon, or none. */
  private static void checkForm(
      String name, JsonNode json, SpecificationVersion version, SchemaRegistry registry)
      throws UnusableSchema {
    List<Violation> wrong =
        new CompiledSchema(name, registry.getSchema(SchemaLocation.of(version.getDialectId())))
            .violations(json);
    if (!wrong.isEmpty()) {
      throw new UnusableSchema(
          "%s is no JSON schema: %s".formatted(name, Violation.listed(wrong, SHOWN)));
    }
  }
}
