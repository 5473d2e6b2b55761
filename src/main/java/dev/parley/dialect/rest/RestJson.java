package dev.parley.dialect.rest;

import dev.parley.dialect.JsonRefusal;
import dev.parley.dialect.WireJson;
import dev.parley.identity.account.AccountName;
import dev.parley.identity.apikey.KeyId;
import dev.parley.identity.apikey.Right;
import dev.parley.identity.apikey.RoomPattern;
import dev.parley.identity.apikey.ServiceName;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Action;
import dev.parley.moderation.AnnouncementText;
import dev.parley.moderation.FilterAction;
import dev.parley.moderation.Importance;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.moderation.SanctionKind;
import dev.parley.protocol.WireTime;
import dev.parley.session.AddressRange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The protocol's JSON as this dialect takes it: as strict as elsewhere, and without fields that
 * nobody knows, since a service that sends one expects something of it. Safe for use by any thread.
 */
final class RestJson {
  static final JsonMapper MAPPER =
      WireJson.mapper()
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(words())
          .build();

  private RestJson() {}

  private static SimpleModule words() {
    SimpleModule module = new SimpleModule("parley-rest");
    WireJson.text(module, AccountName.class, AccountName::new, AccountName::value);
    WireJson.text(module, KeyId.class, KeyId::new, KeyId::value);
    WireJson.text(module, ServiceName.class, ServiceName::new, ServiceName::value);
    WireJson.text(module, RoomPattern.class, RoomPattern::new, RoomPattern::value);
    WireJson.text(module, Right.class, Right::ofWire, Right::wire);
    WireJson.text(module, ActId.class, ActId::parse, ActId::toString);
    WireJson.text(module, Reason.class, Reason::new, Reason::value);
    WireJson.text(module, AnnouncementText.class, AnnouncementText::new, AnnouncementText::value);
    WireJson.text(module, Importance.class, Importance::ofWire, Importance::wire);
    WireJson.text(module, FilterAction.class, FilterAction::ofWire, FilterAction::wire);
    WireJson.text(module, Report.State.class, Report.State::ofWire, Report.State::wire);
    WireJson.text(module, SanctionKind.class, SanctionKind::ofWire, SanctionKind::wire);
    WireJson.text(module, Action.class, Action::ofWire, Action::wire);
    WireJson.text(module, AddressRange.class, AddressRange::new, AddressRange::value);
    WireJson.text(module, Instant.class, RestJson::instant, WireTime::format);
    return module;
  }

  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException refused) {
      throw new IllegalArgumentException(
          "must be a time as 2026-03-14T09:26:53.589Z, was " + JsonRefusal.shown(text), refused);
    }
  }
}
