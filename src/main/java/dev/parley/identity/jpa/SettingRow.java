package dev.parley.identity.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A value that all nodes agree upon; written once. */
@Entity
@Table(name = "setting")
class SettingRow {
  @Id
  @Column(name = "name", length = 64, nullable = false, updatable = false)
  @SuppressWarnings("unused") // the provider reads it
  private String name;

  @Column(name = "content", length = 4_000, nullable = false, updatable = false)
  private String content;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected SettingRow() {}

  SettingRow(String name, String content) {
    this.name = name;
    this.content = content;
  }

  String content() {
    return content;
  }
}
