package dev.parley.boot.config;

import static dev.parley.boot.config.RecordShape.parameter;
import static dev.parley.boot.config.RecordShape.rawType;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds an object of the configuration to a record: the key {@code queue-bytes} to the component
 * {@code queueBytes}. Every component must have its key and every key its component; what does not
 * fit is collected as a {@link Problem}, so that all of it is told at once. For one reading, by one
 * thread.
 *
 * <p>Components may be {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String},
 * {@code Duration}, enums, records, lists of these, and {@code Optional} or {@code @Nullable} of
 * these, where null and the empty text mean none. A number whose name ends in {@code bytes} may be
 * written as a size. A record with the single component {@code value} takes the value itself. The
 * elements of a list of records take what they leave out from the component {@code defaults} beside
 * the list, where it is of their type.
 *
 * <p>A record refuses a value by an {@link IllegalArgumentException} "key must be …, was …" from
 * its constructor. Since it refuses one at a time, it is asked again with that value's fallback,
 * and thus names each.
 */
final class RecordReader {
  private static final String DEFAULTS = "defaults";

  private final List<Problem> problems = new ArrayList<>();

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /**
   * The record of the object, or nothing where there are problems.
   *
   * @param fallback an object with the same keys, whose values are known to be good
   */
  <R extends Record> Optional<R> read(
      String path, Class<R> type, ConfigObject object, ConfigObject fallback) {
    return Optional.ofNullable(type.cast(record(new Place(path, object, fallback, false), type)));
  }

  /**
   * Where a value stands.
   *
   * @param fallback what stands in its place in the configuration known to be good, if anything
   *     does
   * @param mayOmit true in a list's element, which need not tell what it has not
   */
  private record Place(
      String path, ConfigValue value, @Nullable ConfigValue fallback, boolean mayOmit) {
    Place key(String key, ConfigValue child) {
      ConfigValue other = fallback instanceof ConfigObject object ? object.get(key) : null;
      return new Place(path + "." + key, child, other, mayOmit);
    }

    boolean isEmpty() {
      return value.valueType() == ConfigValueType.NULL || "".equals(value.unwrapped());
    }
  }

  private @Nullable Object record(Place place, Class<? extends Record> type) {
    RecordShape shape = new RecordShape(type);
    if (shape.isValue()) {
      return valueRecord(place, shape);
    }
    if (!(place.value() instanceof ConfigObject object)) {
      return refuse(place, "must be an object with the keys " + String.join(", ", shape.keys()));
    }
    int before = problems.size();
    refuseUnknownKeys(place, object, shape);
    List<String> keys = shape.keys();
    @Nullable Object[] values = new @Nullable Object[keys.size()];
    boolean complete = true;
    for (String key : keys) {
      int sound = problems.size();
      values[keys.indexOf(key)] = component(place, object, shape, key);
      complete &= problems.size() == sound || fallBack(place, object, shape, key, values);
    }
    Object made = complete ? create(place, object, shape, values) : null;
    return problems.size() == before ? made : null;
  }

  private @Nullable Object valueRecord(Place place, RecordShape shape) {
    int before = problems.size();
    Object value = value(place, shape.typeOf("value"), false);
    try {
      return problems.size() == before ? shape.create(new @Nullable Object[] {value}) : null;
    } catch (IllegalArgumentException e) {
      return refuse(place, message(e));
    }
  }

  private void refuseUnknownKeys(Place place, ConfigObject object, RecordShape shape) {
    object.forEach(
        (key, value) -> {
          if (!shape.keys().contains(key)) {
            String closest = ClosestName.to(key, shape.keys()).orElse("none");
            refuse(
                place.key(key, value), "is no key, the closest is " + place.path() + "." + closest);
          }
        });
  }

  private @Nullable Object component(
      Place place, ConfigObject object, RecordShape shape, String key) {
    ConfigValue value = object.get(key);
    if (value == null) {
      Class<?> raw = rawType(shape.typeOf(key));
      if (place.mayOmit() && (raw == Optional.class || shape.mayBeNull(key))) {
        return raw == Optional.class ? Optional.empty() : null;
      }
      return refuse(place.key(key, object), "is missing");
    }
    Place child = place.key(key, value);
    if (shape.mayBeNull(key) && child.isEmpty()) {
      return null;
    }
    Type type = shape.typeOf(key);
    if (rawType(type) == List.class) {
      return list(child, parameter(type), defaultsBeside(object, shape, parameter(type)));
    }
    return value(child, type, key.endsWith("bytes"));
  }

  private static @Nullable ConfigObject defaultsBeside(
      ConfigObject object, RecordShape shape, Type element) {
    boolean fits = shape.rawTypeOf(DEFAULTS).filter(type -> type == element).isPresent();
    return fits && object.get(DEFAULTS) instanceof ConfigObject defaults ? defaults : null;
  }

  private @Nullable Object list(Place place, Type element, @Nullable ConfigObject defaults) {
    if (!(place.value() instanceof ConfigList list)) {
      return refuse(place, "must be a list, was " + SecretKeys.show(place.path(), place.value()));
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      ConfigValue value = defaults == null ? list.get(i) : list.get(i).withFallback(defaults);
      Place child = new Place(place.path() + "[" + i + "]", value, defaults, true);
      Object read = value(child, element, false);
      if (read != null) {
        elements.add(read);
      }
    }
    return List.copyOf(elements);
  }

  private @Nullable Object value(Place place, Type type, boolean size) {
    Class<?> raw = rawType(type);
    if (raw == Optional.class) {
      return place.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(value(place, parameter(type), size));
    }
    if (raw.isRecord()) {
      return record(place, raw.asSubclass(Record.class));
    }
    if (place.value().valueType() == ConfigValueType.NULL) {
      return refuse(place, "must not be null");
    }
    try {
      return ScalarReader.read(raw, size, place.value());
    } catch (IllegalArgumentException e) {
      return refuse(place, message(e));
    }
  }

  /** Asks the constructor until it refuses no more, so that each value that it refuses is told. */
  private @Nullable Object create(
      Place place, ConfigObject object, RecordShape shape, @Nullable Object[] values) {
    for (int attempt = 0; attempt <= values.length; attempt++) {
      try {
        return shape.create(values);
      } catch (IllegalArgumentException e) {
        String key = refuseNamed(place, object, shape, message(e));
        if (key == null || !fallBack(place, object, shape, key, values)) {
          return null;
        }
      }
    }
    return null;
  }

  /**
   * Tells what a constructor refused under the key that its message begins with; null where it
   * names none.
   */
  private @Nullable String refuseNamed(
      Place place, ConfigObject object, RecordShape shape, String message) {
    String key = message.split("[ .\\[]", 2)[0];
    ConfigValue offender = shape.keys().contains(key) ? object.get(key) : null;
    if (offender == null) {
      refuse(place, message);
      return null;
    }
    refuse(place.key(key, offender), message.substring(key.length()).strip());
    return key;
  }

  /**
   * Puts the value known to be good in its place, so that the rest can be looked at; false where
   * there is none.
   */
  private static boolean fallBack(
      Place place, ConfigObject object, RecordShape shape, String key, @Nullable Object[] values) {
    ConfigValue good = place.key(key, object).fallback();
    if (good == null || good.equals(object.get(key))) {
      return false;
    }
    RecordReader reader = new RecordReader();
    values[shape.keys().indexOf(key)] =
        reader.component(place, object.withValue(key, good), shape, key);
    return reader.problems.isEmpty();
  }

  private @Nullable Object refuse(Place place, String message) {
    String told =
        SecretKeys.isSecret(place.path())
            ? message.replaceFirst("(?s), was .*", ", was " + SecretKeys.HIDDEN)
            : message;
    problems.add(Problem.at(place.path(), told, place.value()));
    return null;
  }

  private static String message(IllegalArgumentException e) {
    return e.getMessage() == null ? "is refused" : e.getMessage();
  }
}
