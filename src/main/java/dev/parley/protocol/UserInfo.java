package dev.parley.protocol;

import java.util.List;

/** Who the server holds a client to be; roles in alphabetical order. */
public record UserInfo(UserId id, UserName name, List<String> roles) {
  public UserInfo {
    roles = List.copyOf(roles);
  }
}
