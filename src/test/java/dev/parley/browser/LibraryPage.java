package dev.parley.browser;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;

/**
 * The client library alone, on a page of the gateway. Scripts are bodies of async functions that
 * find there: {@code connect} and {@code ParleyError} of the library, {@code url} of the gateway,
 * their {@code args}, and {@code until(condition)}. What they return comes back as maps, lists and
 * values.
 */
final class LibraryPage {
  private static final String FUNCTION =
      """
      async args => {
        const base = location.href.split('#')[0];
        const { connect, ParleyError } = await import(new URL('client/parley.js', base));
        const url = new URL('ws', base);
        const until = async condition => {
          const deadline = Date.now() + 20_000;
          while (!condition()) {
            if (Date.now() > deadline) throw new Error(`waited in vain until ${condition}`);
            await new Promise(requestAnimationFrame);
          }
        };
        %s
      }
      """;

  private final Page page;

  /** The library on a page that is open already. */
  LibraryPage(Page page) {
    this.page = page;
  }

  /** Opens the chat page's first screen, which does not connect by itself. */
  LibraryPage(Page page, URI base) {
    this(page);
    page.navigate(base.toString());
  }

  Object run(String script, Object... args) {
    return page.evaluate(FUNCTION.formatted(script), List.of(args));
  }

  /** Sends messages, each the prefix and its number, from a guest of their own. */
  void send(String room, String prefix, int count) {
    run(
        """
        const [room, prefix, count] = args;
        const parley = connect(url, { name: 'Writer' });
        await parley.join(room);
        await Promise.all(Array.from({ length: count }, (_, i) => parley.send(room, prefix + i)));
        await parley.leave(room);
        parley.close();
        """,
        room,
        prefix,
        count);
  }
}
