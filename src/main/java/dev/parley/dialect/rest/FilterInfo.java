package dev.parley.dialect.rest;

import dev.parley.moderation.ActId;
import dev.parley.moderation.ContentFilter;
import dev.parley.moderation.FilterAction;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter as moderators see it: with words, or else with a pattern.
 *
 * @param roomId left out where it counts in every room
 * @param by who has last changed it
 */
public record FilterInfo(
    ActId id,
    String name,
    @Nullable List<String> words,
    @Nullable String pattern,
    List<String> allow,
    @Nullable RoomName roomId,
    FilterAction action,
    boolean enabled,
    UserId by,
    Instant at) {
  static FilterInfo of(ContentFilter filter) {
    boolean hasPattern = !filter.terms().pattern().isEmpty();
    return new FilterInfo(
        filter.id(),
        filter.name(),
        hasPattern ? null : filter.terms().words(),
        hasPattern ? filter.terms().pattern() : null,
        filter.terms().allow(),
        filter.room(),
        filter.action(),
        filter.enabled(),
        filter.by(),
        filter.at());
  }
}
