package dev.parley.dialect.rest;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A resource that asks nobody who they are. */
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface ForAnybody {}
