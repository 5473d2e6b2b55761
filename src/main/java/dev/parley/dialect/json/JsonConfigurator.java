package dev.parley.dialect.json;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes endpoint instances through CDI on every server (some do not inject them by themselves), and
 * hands the filter's findings to the connection.
 */
public class JsonConfigurator extends ServerEndpointConfig.Configurator {
  @Override
  public <T> T getEndpointInstance(Class<T> type) {
    BeanManager beans = CDI.current().getBeanManager();
    return new Unmanaged<>(beans, type).newInstance().produce().inject().postConstruct().get();
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    Handshake handshake = Handshake.CURRENT.get();
    if (handshake != null) {
      config.getUserProperties().put(Handshake.PROPERTY, handshake);
    }
  }

  /** The filter has looked at the origin already, and answers with 403 on every server. */
  @Override
  public boolean checkOrigin(String origin) {
    return Handshake.CURRENT.get() != null;
  }
}
