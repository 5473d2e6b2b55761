package dev.parley.dialect.rest;

import dev.parley.moderation.ActId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.WireTime;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the audit log as CSV (RFC 4180), with a line of names. Text that a spreadsheet would
 * take for a formula gets an apostrophe before it, as spreadsheets themselves write it. Pure.
 */
final class AuditCsv {
  static final String MEDIA_TYPE = "text/csv";
  static final MediaType IN_UTF_8 = new MediaType("text", "csv", "UTF-8");

  private static final String NAMES = "id,at,by,action,userId,address,roomId,reason,before,after";
  private static final String END = "\r\n";
  private static final String FORMULA = "=+-@\t\r";

  private AuditCsv() {}

  static String of(List<AuditResource.EntryInfo> entries) {
    return entries.stream().map(AuditCsv::line).collect(Collectors.joining("", NAMES + END, ""));
  }

  private static String line(AuditResource.EntryInfo entry) {
    UserId user = entry.userId();
    RoomName room = entry.roomId();
    @Nullable Object[] fields = {
      entry.id(),
      WireTime.format(entry.at()),
      entry.by(),
      entry.action().wire(),
      user,
      entry.address(),
      room == null ? null : room.value(),
      entry.reason(),
      entry.before(),
      entry.after()
    };
    return Arrays.stream(fields).map(AuditCsv::field).collect(Collectors.joining(",", "", END));
  }

  private static String field(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }

  /** Where the next page is (RFC 8288). */
  static Link next(UriInfo uri, ActId next) {
    return Link.fromUri(uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build())
        .rel("next")
        .build();
  }
}
