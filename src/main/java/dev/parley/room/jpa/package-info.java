/**
 * What is kept of rooms besides their logs, by way of Jakarta Persistence, on EclipseLink and
 * Hibernate ORM alike. May import {@code room} and what that may.
 */
@NullMarked
package dev.parley.room.jpa;

import org.jspecify.annotations.NullMarked;
