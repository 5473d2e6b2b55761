package dev.parley.dialect.rest;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A resource for whom a token proves to be somebody, with one of these roles if any are named. */
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface ForUsers {
  String[] roles() default {};

  /** Whether the server's own login proves it as well, where no token is given. */
  boolean byLogin() default false;
}
