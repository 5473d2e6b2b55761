package dev.parley.identity.account.jpa;

import static java.util.stream.Collectors.joining;

import dev.parley.identity.account.Account;
import dev.parley.identity.account.AccountName;
import dev.parley.identity.account.StoredAccount;
import dev.parley.protocol.Tenant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;

/** An account; its password alone changes. Roles are a text with commas. */
@Entity
@Table(name = "console_account")
class AccountRow {
  private static final String COMMA = ",";

  @Id
  @Column(name = "name", length = 64, nullable = false, updatable = false)
  private String name;

  @Column(name = "tenant", length = 64, nullable = false, updatable = false)
  private String tenant;

  @Column(name = "roles", length = 64, nullable = false, updatable = false)
  private String roles;

  @Column(name = "password_hash", length = 200, nullable = false)
  private String passwordHash;

  @Column(name = "one_time", nullable = false)
  private boolean oneTime;

  @Column(name = "created_at", nullable = false, updatable = false)
  private long createdAt;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected AccountRow() {}

  AccountRow(StoredAccount stored) {
    Account account = stored.account();
    this.name = account.name().value();
    this.tenant = account.tenant().value();
    this.roles = account.roles().stream().sorted().collect(joining(COMMA));
    this.passwordHash = stored.passwordHash();
    this.oneTime = account.oneTime();
    this.createdAt = account.createdAt().toEpochMilli();
  }

  StoredAccount stored() {
    return new StoredAccount(
        new Account(
            new AccountName(name),
            new Tenant(tenant),
            Set.of(roles.split(COMMA)),
            Instant.ofEpochMilli(createdAt),
            oneTime),
        passwordHash);
  }
}
