package dev.parley.blackbox;

import dev.parley.testkit.ProxyProduct;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The gateway behind a real nginx. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8")
class NginxProxyIT extends ProxyContract {
  NginxProxyIT() {
    super(ProxyProduct.NGINX, 200); // passed on without the upgrade
  }
}
