package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

class BrowserIT {
  @Test
  void twoWindowsKeepTheirStoragesApart() {
    String page = SharedGateway.get().baseUri().resolve("health/live").toString();
    try (Browser browser = Browser.open()) {
      Page one = browser.newWindow().newPage();
      Page other = browser.newWindow().newPage();
      one.navigate(page);
      other.navigate(page);

      one.evaluate("localStorage.setItem('name', 'one')");

      assertThat(one.evaluate("localStorage.getItem('name')")).isEqualTo("one");
      assertThat(other.evaluate("localStorage.getItem('name')")).isNull();
    }
  }
}
