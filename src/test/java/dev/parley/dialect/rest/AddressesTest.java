package dev.parley.dialect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionKind;
import dev.parley.moderation.Subject;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.session.AddressRange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where somebody comes from is for administrators alone. */
class AddressesTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final UserId ROOT = new UserId("root");
  private static final AddressRange RANGE = new AddressRange("203.0.113.0/24");
  private static final Identity ADMIN = asker("admin");
  private static final Identity MODERATOR = asker("moderator");

  private static Identity asker(String role) {
    return new Identity(new UserId("asker"), new UserName("Asker"), Set.of(role), null);
  }

  @Test
  void ofASanction() {
    Sanction ban =
        new Sanction(
            new ActId(1),
            SanctionKind.BAN,
            new Subject.From(Tenant.NONE, RANGE),
            null,
            null,
            new Reason("a flood"),
            ROOT,
            Authority.ADMIN,
            NOON,
            null);
    assertThat(SanctionInfo.of(ban, ADMIN, NOON).address()).isEqualTo(RANGE);
    assertThat(SanctionInfo.of(ban, MODERATOR, NOON).address()).isNull();
  }

  @Test
  void ofAnEntryOfTheAuditLogAndOfItsCsv() {
    AuditEntry entry =
        new AuditEntry(
            new ActId(1),
            NOON,
            Tenant.NONE,
            ROOT,
            Action.BAN,
            null,
            RANGE,
            null,
            new Reason("a flood"),
            null,
            "ban until lifted");
    AuditResource.EntryInfo whole = AuditResource.EntryInfo.of(entry, ADMIN);
    AuditResource.EntryInfo without = AuditResource.EntryInfo.of(entry, MODERATOR);
    assertThat(whole.address()).isEqualTo(RANGE);
    assertThat(without.address()).isNull();
    assertThat(AuditCsv.of(List.of(whole))).contains("\"203.0.113.0/24\"");
    assertThat(AuditCsv.of(List.of(without))).contains("\"a flood\"").doesNotContain("203.0.113");
  }
}
