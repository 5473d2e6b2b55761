package dev.parley.blackbox;

import dev.parley.testkit.ProxyProduct;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The gateway behind a real HAProxy. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8")
class HaproxyProxyIT extends ProxyContract {
  HaproxyProxyIT() {
    super(ProxyProduct.HAPROXY, 400);
  }
}
