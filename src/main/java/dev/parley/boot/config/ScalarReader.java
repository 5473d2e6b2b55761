package dev.parley.boot.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one value as one type, strictly: no yes for true, no 1.5 for 1, no duration without its
 * unit. Numbers and truth values may be texts, since variables and properties are. Throws {@link
 * IllegalArgumentException} whose message goes on where the key ends: "must be …".
 */
final class ScalarReader {
  private static final Pattern SIZE = Pattern.compile("\\d+|\\d+(\\.\\d+)?\\s*[A-Za-z]+");
  private static final String SIZE_EXPECTED =
      "a number of bytes, or a size with its unit, such as 64KiB";
  private static final Pattern DURATION = Pattern.compile("-?\\d+(\\.\\d+)?\\s*[A-Za-z]+");
  private static final String DURATION_EXPECTED =
      "a duration with its unit, such as 500ms, 30s, 10m, 1h or 30d";

  private ScalarReader() {}

  /**
   * @param size true where a number counts bytes and may be written with a unit
   */
  static Object read(Class<?> boxed, boolean size, ConfigValue value) {
    Class<?> type = MethodType.methodType(boxed).unwrap().returnType();
    if (type == int.class) {
      return asInt(size ? asBytes(value) : asLong(value), value);
    } else if (type == long.class) {
      return size ? asBytes(value) : asLong(value);
    } else if (type == double.class) {
      return asDouble(value);
    } else if (type == boolean.class) {
      return asBoolean(value);
    } else if (type == Duration.class) {
      return asDuration(value);
    } else if (type.isEnum()) {
      return asConstant(type, value);
    } else if (type == String.class) {
      return asText(value);
    }
    throw new IllegalStateException(
        "a record of the configuration cannot have a component of " + type);
  }

  private static int asInt(long number, ConfigValue value) {
    if (number != (int) number) {
      throw expected("from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE, value);
    }
    return (int) number;
  }

  private static long asLong(ConfigValue value) {
    try {
      return Long.parseLong(asText(value));
    } catch (NumberFormatException e) {
      throw expected("a whole number", value);
    }
  }

  private static double asDouble(ConfigValue value) {
    try {
      double number = Double.parseDouble(asText(value));
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, as for a number that is not finite
    }
    throw expected("a number", value);
  }

  private static boolean asBoolean(ConfigValue value) {
    return switch (asText(value)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw expected("true or false", value);
    };
  }

  private static long asBytes(ConfigValue value) {
    if (SIZE.matcher(asText(value)).matches()) {
      try {
        return value.atKey("v").getBytes("v");
      } catch (ConfigException e) {
        throw expected(SIZE_EXPECTED, value);
      }
    }
    throw expected(SIZE_EXPECTED, value);
  }

  private static Duration asDuration(ConfigValue value) {
    if (DURATION.matcher(asText(value)).matches()) {
      try {
        return value.atKey("v").getDuration("v");
      } catch (ConfigException | ArithmeticException e) {
        throw expected(DURATION_EXPECTED, value);
      }
    }
    throw expected(DURATION_EXPECTED, value);
  }

  private static Object asConstant(Class<?> type, ConfigValue value) {
    String text = asText(value);
    Object[] constants = type.getEnumConstants();
    for (Object constant : constants) {
      if (spelling(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    String known =
        Arrays.stream(constants).map(ScalarReader::spelling).collect(Collectors.joining(", "));
    throw expected("one of " + known, value);
  }

  private static String spelling(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String asText(ConfigValue value) {
    ConfigValueType type = value.valueType();
    if (type == ConfigValueType.STRING
        || type == ConfigValueType.NUMBER
        || type == ConfigValueType.BOOLEAN) {
      return String.valueOf(value.unwrapped());
    }
    throw expected("a single value", value);
  }

  private static IllegalArgumentException expected(String expected, ConfigValue value) {
    return new IllegalArgumentException(
        "must be " + expected + ", was " + SecretKeys.show("", value));
  }
}
