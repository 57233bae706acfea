package io.gatehouse.local;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Opens the metrics in the local run, on its only port. No {@code @Configuration}: workers started
 * by tests scan these packages too, and they are to be as closed as in production.
 */
public final class OpenMetrics {

  @Bean
  @Order(1)
  SecurityFilterChain metrics(HttpSecurity http) {
    return http.securityMatcher(EndpointRequest.to("prometheus"))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }
}
