package io.gatehouse.operations;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/**
 * Who may ask what over HTTP, where no other module says: API, desk and docs have chains of their
 * own. Health is for everybody; metrics only where they have a port of their own ({@code
 * management.server.port}), which is not for the outside. Everything else is refused.
 */
@Configuration(proxyBeanMethods = false)
class HttpAccess {

  @Bean
  SecurityFilterChain http(HttpSecurity http, Environment environment) {
    boolean ownPort = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
    return http.authorizeHttpRequests(
            requests -> {
              requests.requestMatchers(EndpointRequest.to("health")).permitAll();
              if (ownPort) {
                requests.requestMatchers(EndpointRequest.to("prometheus")).permitAll();
              }
              requests.anyRequest().denyAll();
            })
        // A session for each refused request would fill the memory, and the check for forged
        // requests makes sessions; there is no cookie to forge requests with.
        .csrf(CsrfConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(
            refused ->
                refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
        .build();
  }
}
