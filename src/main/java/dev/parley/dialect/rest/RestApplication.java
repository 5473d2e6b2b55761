package dev.parley.dialect.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything with {@code @Path} or {@code @Provider} in the WAR answers below {@code api}. */
@ApplicationPath("api")
public class RestApplication extends Application {}
