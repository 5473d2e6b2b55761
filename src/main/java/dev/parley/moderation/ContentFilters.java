package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters that count, in memory, each compiled once. Where a room has none, and none is of no
 * room, a message costs two looks and no object. Safe for use by any thread; does not block.
 */
@ApplicationScoped
public class ContentFilters {
  private static final char MASK = '*';

  private volatile InForce inForce = new InForce(Map.of(), Map.of());

  /** Those that are switched on, the oldest first. */
  private record InForce(
      Map<Tenant, List<CompiledFilter>> everywhere, Map<RoomName, List<CompiledFilter>> rooms) {
    List<CompiledFilter> everywhere(RoomName room) {
      return everywhere.getOrDefault(room.tenant(), List.of());
    }

    List<CompiledFilter> in(RoomName room) {
      return rooms.getOrDefault(room, List.of());
    }
  }

  /** Puts these in place of those before. */
  void replace(Collection<CompiledFilter> all) {
    Map<Tenant, List<CompiledFilter>> everywhere = new HashMap<>();
    Map<RoomName, List<CompiledFilter>> rooms = new HashMap<>();
    all.stream()
        .filter(each -> each.filter().enabled())
        .sorted(Comparator.comparing(each -> each.filter().id()))
        .forEach(
            each -> {
              RoomName room = each.filter().room();
              List<CompiledFilter> scope =
                  room == null
                      ? everywhere.computeIfAbsent(each.filter().tenant(), of -> new ArrayList<>())
                      : rooms.computeIfAbsent(room, of -> new ArrayList<>());
              scope.add(each);
            });
    inForce = new InForce(everywhere, rooms);
  }

  /** What becomes of words that somebody wants to say in a room. */
  public Screening screen(RoomName room, String said) {
    InForce now = inForce;
    List<CompiledFilter> everywhere = now.everywhere(room);
    List<CompiledFilter> here = now.in(room);
    if (everywhere.isEmpty() && here.isEmpty()) {
      return Screening.PASSED;
    }
    CompiledFilter.Content content = new CompiledFilter.Content(said);
    List<Span> masked = new ArrayList<>();
    return gather(everywhere, content, masked) && gather(here, content, masked)
        ? result(said, masked)
        : new Screening.Blocked();
  }

  /** False where one of them blocks. */
  private static boolean gather(
      List<CompiledFilter> filters, CompiledFilter.Content content, List<Span> masked) {
    for (CompiledFilter each : filters) {
      List<Span> matches = each.matches(content);
      if (!matches.isEmpty() && each.filter().action() == FilterAction.BLOCK) {
        return false;
      }
      masked.addAll(matches);
    }
    return true;
  }

  private static Screening result(String said, List<Span> masked) {
    return masked.isEmpty() ? Screening.PASSED : new Screening.Masked(mask(said, masked));
  }

  private static String mask(String said, List<Span> spans) {
    boolean[] hidden = new boolean[said.length()];
    for (Span span : spans) {
      Arrays.fill(hidden, span.start(), span.end(), true);
    }
    StringBuilder masked = new StringBuilder(said.length());
    int at = 0;
    while (at < said.length()) {
      int codePoint = said.codePointAt(at);
      masked.appendCodePoint(hidden[at] ? MASK : codePoint);
      at += Character.charCount(codePoint);
    }
    return masked.toString();
  }

  /**
   * What would become of it, and by which filters; {@code room} null: by those alone that are of no
   * room.
   */
  Screening.Tested test(Tenant tenant, @Nullable RoomName room, String said) {
    InForce now = inForce;
    List<CompiledFilter> filters = new ArrayList<>(now.everywhere.getOrDefault(tenant, List.of()));
    filters.addAll(room == null ? List.of() : now.in(room));
    CompiledFilter.Content content = new CompiledFilter.Content(said);
    List<Screening.Match> matches = new ArrayList<>();
    List<Span> masked = new ArrayList<>();
    boolean blocked = false;
    for (CompiledFilter each : filters) {
      List<Span> found = each.matches(content);
      if (!found.isEmpty()) {
        matches.add(match(each, said, found));
        masked.addAll(found);
        blocked |= each.filter().action() == FilterAction.BLOCK;
      }
    }
    Screening result = blocked ? new Screening.Blocked() : result(said, masked);
    return new Screening.Tested(result, matches);
  }

  private static Screening.Match match(CompiledFilter filter, String said, List<Span> found) {
    return new Screening.Match(
        filter.filter(),
        found.stream()
            .sorted(Comparator.comparingInt(Span::start))
            .map(span -> said.substring(span.start(), span.end()))
            .toList());
  }
}
