/**
 * Where accounts are kept, by way of Jakarta Persistence, on EclipseLink and Hibernate ORM alike.
 * May import {@code identity} and {@code protocol}.
 */
@NullMarked
package dev.parley.identity.account.jpa;

import org.jspecify.annotations.NullMarked;
