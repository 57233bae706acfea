package io.gatehouse;

import io.gatehouse.tools.Tools;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The worker, or with a command one of the {@link Tools}. */
// without the user that Boot would make, and whose password it would print
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class Gatehouse {

  public static void main(String[] args) {
    if (Tools.areMeant(args)) {
      System.exit(Tools.run(args));
    }
    SpringApplication.run(Gatehouse.class, args);
  }
}
