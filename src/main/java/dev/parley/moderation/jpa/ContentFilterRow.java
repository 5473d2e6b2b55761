package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.ContentFilter;
import dev.parley.moderation.FilterAction;
import dev.parley.moderation.FilterTerms;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter as it is now. */
@Entity
@Table(name = "content_filter")
class ContentFilterRow {
  private static final String LINE = "\n"; // no entry has a control character

  @Id
  @Column(name = "id", nullable = false, updatable = false)
  private long id;

  @Column(name = "tenant", length = Tenant.MAX_LENGTH, nullable = false, updatable = false)
  private String tenant;

  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, updatable = false)
  private @Nullable String room;

  @Column(name = "name", length = ContentFilter.LONGEST_NAME, nullable = false)
  private String name;

  @Column(name = "words", length = 16_000, nullable = false)
  private String words;

  @Column(name = "pattern", length = 512, nullable = false)
  private String pattern;

  @Column(name = "allowed", length = 16_000, nullable = false)
  private String allowed;

  @Column(name = "action", length = 16, nullable = false)
  private String action;

  @Column(name = "enabled", nullable = false)
  private boolean enabled;

  @Column(name = "changed_by", length = UserId.MAX_LENGTH, nullable = false)
  private String changedBy;

  @Column(name = "changed_at", nullable = false)
  private long changedAt;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected ContentFilterRow() {}

  ContentFilterRow(ContentFilter filter) {
    this.id = filter.id().number();
    this.tenant = filter.tenant().value();
    this.room = filter.room() == null ? null : filter.room().key();
    this.name = filter.name();
    this.words = String.join(LINE, filter.terms().words());
    this.pattern = filter.terms().pattern();
    this.allowed = String.join(LINE, filter.terms().allow());
    this.action = filter.action().name();
    this.enabled = filter.enabled();
    this.changedBy = filter.by().value();
    this.changedAt = filter.at().toEpochMilli();
  }

  ContentFilter filter() {
    Tenant of = new Tenant(tenant);
    return new ContentFilter(
        new ActId(id),
        of,
        room == null ? null : RoomName.ofKey(room),
        name,
        new FilterTerms(lines(words), pattern, lines(allowed)),
        FilterAction.valueOf(action),
        enabled,
        new UserId(of, changedBy),
        Instant.ofEpochMilli(changedAt));
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(LINE));
  }
}
