package dev.parley.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds reference.conf and the records of the features to one another. */
class ReferenceConfTest {
  private final Config reference = ConfigurationLoader.reference();
  private final Map<String, ConfigValue> keys =
      Keys.leaves("parley", reference.getObject("parley"));

  @Test
  void everyKeyHasItsComponentAndEveryComponentItsKey() {
    RecordReader reader = new RecordReader();
    Config values = new ValueFiles().resolve(reference, keys);
    ConfigObject root = values.getObject("parley");

    assertThat(reader.read("parley", Settings.class, root, root)).isPresent();
    assertThat(reader.problems()).isEmpty();
  }

  @Test
  void noTwoKeysShareAVariable() {
    Set<String> variables = keys.keySet().stream().map(Keys::variable).collect(Collectors.toSet());

    assertThat(variables).hasSameSizeAs(keys.keySet());
  }

  @Test
  void everyKeyIsExplainedByACommentBeforeIt() {
    List<String> bare = new ArrayList<>();
    explained("parley", reference.getObject("parley"), bare);

    assertThat(bare).isEmpty();
  }

  private static void explained(String path, ConfigObject object, List<String> bare) {
    object.forEach(
        (key, value) -> {
          boolean isFileKey =
              key.endsWith("-file") && object.containsKey(key.replaceFirst("-file$", ""));
          if (value.origin().comments().isEmpty() && !isFileKey) {
            bare.add(path + "." + key);
          }
          if (value instanceof ConfigObject child) {
            explained(path + "." + key, child, bare);
          }
        });
  }
}
