package io.gatehouse.docs;

import io.gatehouse.pages.PublicPages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Everybody may read the docs; a browser may run nothing there and ask nobody else. */
@Configuration(proxyBeanMethods = false)
class DocsAccess {

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Bean
  @Order(1)
  SecurityFilterChain docs(HttpSecurity http) {
    return PublicPages.at(http, POLICY, "/docs", "/docs/**").build();
  }
}
