/**
 * How acts of moderation are kept, by way of Jakarta Persistence, on EclipseLink and Hibernate ORM
 * alike. May import {@code moderation} and what that may.
 */
@NullMarked
package dev.parley.moderation.jpa;

import org.jspecify.annotations.NullMarked;
