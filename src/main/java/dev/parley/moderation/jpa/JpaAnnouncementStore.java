package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.Announcement;
import dev.parley.moderation.AnnouncementFilter;
import dev.parley.moderation.AnnouncementStore;
import dev.parley.moderation.AuditEntry;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Announcements in the tables {@code announcement} and {@code announcement_room}; every call is a
 * transaction of its own.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaAnnouncementStore implements AnnouncementStore {
  private static final String STANDS = "r.endedAt IS NULL AND r.standsTill > :now";
  private static final String OVER =
      "(r.endedAt IS NOT NULL OR r.standsTill IS NULL OR r.standsTill <= :now)";
  private static final String IN_ROOM =
      "EXISTS (SELECT p FROM AnnouncementRoomRow p WHERE p.announcementId = r.id AND p.room = :room)";

  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaAnnouncementStore() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaAnnouncementStore(EntityManager em) {
    this.em = em;
  }

  @Override
  public List<Announcement> standing(Instant now) {
    return announcements(
        em.createQuery(
                "SELECT r FROM AnnouncementRow r WHERE " + STANDS + " ORDER BY r.id",
                AnnouncementRow.class)
            .setParameter("now", now.toEpochMilli())
            .getResultList());
  }

  @Override
  public void make(Announcement announcement, List<AuditEntry> entries) {
    em.persist(new AnnouncementRow(announcement));
    for (RoomName room : announcement.rooms()) {
      em.persist(new AnnouncementRoomRow(room, announcement.id().number()));
    }
    add(entries);
  }

  @Override
  public void end(Announcement ended, List<AuditEntry> entries) {
    AnnouncementRow row =
        em.find(AnnouncementRow.class, ended.id().number(), LockModeType.PESSIMISTIC_WRITE);
    if (row != null && ended.end() != null) {
      row.end(ended.end());
    }
    add(entries);
  }

  private void add(List<AuditEntry> entries) {
    entries.forEach(entry -> em.persist(new AuditRow(entry)));
    em.flush();
  }

  @Override
  public @Nullable Announcement find(Tenant tenant, ActId id) {
    AnnouncementRow row = em.find(AnnouncementRow.class, id.number());
    return row == null || !row.isOf(tenant) ? null : announcements(List.of(row)).get(0);
  }

  @Override
  public List<Announcement> list(AnnouncementFilter filter, Instant now) {
    boolean over = Boolean.FALSE.equals(filter.standing());
    return announcements(
        new Conditions()
            .and("r.tenant = :tenant", "tenant", filter.tenant().value())
            .and(IN_ROOM, "room", filter.room() == null ? null : filter.room().key())
            .and(over ? OVER : STANDS, "now", filter.standing() == null ? null : now.toEpochMilli())
            .and("r.id < :mark", "mark", filter.before() == null ? null : filter.before().number())
            .newest(em, AnnouncementRow.class, filter.limit() + 1));
  }

  private List<Announcement> announcements(List<AnnouncementRow> rows) {
    List<Long> inRooms =
        rows.stream().filter(row -> !row.isEverywhere()).map(AnnouncementRow::id).toList();
    Map<Long, List<RoomName>> rooms = new HashMap<>();
    if (!inRooms.isEmpty()) {
      em.createQuery(
              "SELECT p FROM AnnouncementRoomRow p WHERE p.announcementId IN :ids ORDER BY p.room",
              AnnouncementRoomRow.class)
          .setParameter("ids", inRooms)
          .getResultList()
          .forEach(
              place ->
                  rooms
                      .computeIfAbsent(place.announcementId(), id -> new ArrayList<>())
                      .add(place.room()));
    }
    return rows.stream()
        .map(row -> row.announcement(rooms.getOrDefault(row.id(), List.of())))
        .toList();
  }
}
