package io.gatehouse.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Local services of their own for a test, whose broker lets in only the users of {@code
 * access/kafka.yaml}, each with the rights there.
 */
public final class SecureTestServices implements AutoCloseable {

  private final LocalTestServices services;
  private final SecureListeners listeners;

  private SecureTestServices(LocalTestServices services, SecureListeners listeners) {
    this.services = services;
    this.listeners = listeners;
  }

  /** Starts them; the rights are granted. */
  public static SecureTestServices start() {
    KafkaRights rights = KafkaRights.load();
    Path folder = LocalTestServices.newFolder();
    var listeners = new SecureListeners(folder, rights.users());
    var services =
        LocalTestServices.start(folder, new LocalKafka(folder.resolve("kafka"), 0, listeners));
    try (Admin admin = services.kafka().administrator()) {
      rights.grant(admin);
    }
    return new SecureTestServices(services, listeners);
  }

  public LocalTestServices services() {
    return services;
  }

  public Admin administrator() {
    return services.kafka().administrator();
  }

  /** Everything that the user's clients need. */
  public Map<String, Object> client(String user) {
    return client(user, SecureListeners.password(user));
  }

  public Map<String, Object> client(String user, String password) {
    Map<String, Object> properties = new HashMap<>(listeners.client(user, password));
    properties.put("bootstrap.servers", services.bootstrapServers());
    return properties;
  }

  /** The certificate that clients trust, PEM. */
  public Path trusted() {
    return listeners.trusted();
  }

  @Override
  public void close() {
    services.close();
  }
}
