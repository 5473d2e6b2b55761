/**
 * History in a database, by way of Jakarta Persistence, on EclipseLink and Hibernate ORM alike. May
 * import {@code history}, {@code protocol} and {@code log}.
 */
@NullMarked
package dev.parley.history.jpa;

import org.jspecify.annotations.NullMarked;
