package dev.parley.boot.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a record asks of the configuration: the keys of its components, in their order, and how it
 * is made.
 */
final class RecordShape {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final Class<? extends Record> type;
  private final Map<String, RecordComponent> components = new LinkedHashMap<>();

  RecordShape(Class<? extends Record> type) {
    this.type = type;
    for (RecordComponent component : type.getRecordComponents()) {
      String key = HUMP.matcher(component.getName()).replaceAll("-").toLowerCase(Locale.ROOT);
      components.put(key, component);
    }
  }

  /** True for a record that stands for the one value it holds. */
  boolean isValue() {
    return components.size() == 1 && components.containsKey("value");
  }

  List<String> keys() {
    return List.copyOf(components.keySet());
  }

  Type typeOf(String key) {
    return component(key).getGenericType();
  }

  boolean mayBeNull(String key) {
    return component(key).getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** The raw type of the component, where there is one under the key. */
  Optional<Class<?>> rawTypeOf(String key) {
    return Optional.ofNullable(components.get(key)).map(RecordComponent::getType);
  }

  private RecordComponent component(String key) {
    RecordComponent component = components.get(key);
    if (component == null) {
      throw new IllegalArgumentException(type + " has no component for the key " + key);
    }
    return component;
  }

  /**
   * A new record; what its constructor refuses comes out as its {@link IllegalArgumentException}.
   */
  Object create(@Nullable Object[] values) {
    try {
      Class<?>[] parameters =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(
          type + " failed on values from the configuration", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  /** The class of a type, without its parameters. */
  static Class<?> rawType(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    if (type instanceof Class<?> plain) {
      return plain;
    }
    throw new IllegalStateException(
        "a record of the configuration cannot have a component of " + type);
  }

  /** The single parameter of a type such as {@code List<String>}. */
  static Type parameter(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[0];
    }
    throw new IllegalStateException(
        "a record of the configuration cannot have a component of raw " + type);
  }
}
