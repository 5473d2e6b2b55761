package dev.parley.testkit;

import dev.parley.testkit.ReverseProxy.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A product that stands in front of the gateway, and how its file in server-config is used. */
public enum ProxyProduct {
  NGINX("nginx") {
    @Override
    String[] configured(Place place, TestAuthority authority) throws IOException {
      Files.writeString(place.file("host.pem"), authority.certificates());
      Files.writeString(place.file("host.key"), authority.privateKey());
      Path site =
          file("parley.conf")
              .with("listen 443", "listen 127.0.0.1:" + place.port(), 2)
              .with("listen 80", "listen 127.0.0.1:" + place.plainPort(), 1)
              .with("127.0.0.1:8080", "127.0.0.1:" + place.serverPort(), 1)
              .with("/etc/nginx/tls/chat.example.com", place.file("host").toString(), 2)
              .with("chat.example.com", ReverseProxy.HOST, 3)
              .with("/var/log/nginx/", place.folder() + "/", 2)
              .with(" 90s;", " " + ReverseProxy.IDLE.toSeconds() + "s;", 3)
              .with("proxy_buffering off;", "proxy_buffering off;" + asking(), 2)
              .writtenTo(place.file("parley.conf"));
      Path main =
          file("nginx.conf")
              .with("user www-data;", "daemon off;", 1)
              .with("worker_processes auto;", "worker_processes 1;", 1)
              .with("worker_rlimit_nofile 65536;", "", 1)
              .with("worker_connections 32768;", "worker_connections 1000;", 1)
              .with("/run/nginx.pid", place.file("nginx.pid").toString(), 1)
              .with("/var/log/nginx/", place.folder() + "/", 1)
              .with("include /etc/nginx/conf.d/*.conf;", temporary(place) + site(site), 1)
              .writtenTo(place.file("nginx.conf"));
      return new String[] {"-e", place.file("start.log").toString(), "-c", main.toString()};
    }

    private String asking() {
      return " proxy_bind " + ReverseProxy.ADDRESS + ";";
    }

    /** Where the one that Debian built would write into folders of the system. */
    private String temporary(Place place) {
      StringBuilder all = new StringBuilder();
      for (String what : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        all.append("%s_temp_path %s;\n".formatted(what, place.file(what)));
      }
      return all.toString();
    }

    private String site(Path site) {
      return "include " + site + ";";
    }
  },

  HAPROXY("haproxy") {
    @Override
    String[] configured(Place place, TestAuthority authority) throws IOException {
      Path host = place.file("host.pem");
      Files.writeString(host, authority.certificates() + authority.privateKey());
      Path file =
          file("haproxy.cfg")
              .with("log /dev/log local0", "log stdout format raw local0", 1)
              .with("    user haproxy\n", "", 1)
              .with("    group haproxy\n", "", 1)
              .with("maxconn 30000", "maxconn 1000", 1)
              .with("bind :443", "bind 127.0.0.1:" + place.port(), 1)
              .with("bind :80", "bind 127.0.0.1:" + place.plainPort(), 1)
              .with("127.0.0.1:8080", "127.0.0.1:" + place.serverPort(), 1)
              .with("/etc/haproxy/tls/chat.example.com.pem", host.toString(), 1)
              .with("chat.example.com", ReverseProxy.HOST, 2)
              .with(
                  "timeout tunnel 90s", "timeout tunnel " + ReverseProxy.IDLE.toSeconds() + "s", 1)
              .with(
                  "    balance source",
                  "    source " + ReverseProxy.ADDRESS + "\n    balance source",
                  1)
              .writtenTo(place.file("haproxy.cfg"));
      return new String[] {"-db", "-f", file.toString()};
    }
  };

  private final String program;

  ProxyProduct(String program) {
    this.program = program;
  }

  String program() {
    return program;
  }

  /** Writes its files, and returns the arguments with which it runs in the foreground by them. */
  abstract String[] configured(Place place, TestAuthority authority) throws IOException;

  ShippedFile file(String name) throws IOException {
    return ShippedFile.read(BuildFiles.serverConfig(program).resolve(name));
  }
}
