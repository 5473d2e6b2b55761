package dev.parley.dialect.rest;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import dev.parley.identity.apikey.Right;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A resource for services whose API key has one of these rights, or any if none are named. */
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface ForServices {
  Right[] value() default {};
}
