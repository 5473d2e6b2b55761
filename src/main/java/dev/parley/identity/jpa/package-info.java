/**
 * What nodes share for identity, by way of Jakarta Persistence, on EclipseLink and Hibernate ORM
 * alike. May import {@code identity}.
 */
@NullMarked
package dev.parley.identity.jpa;

import org.jspecify.annotations.NullMarked;
