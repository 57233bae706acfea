package io.gatehouse.desk;

import io.gatehouse.pages.PublicPages;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Lets everybody have the desk's files: there is nothing secret in them, and what they show comes
 * from the API, which wants a login.
 */
@Configuration(proxyBeanMethods = false)
@DeskIsEnabled
class DeskAccess implements WebMvcConfigurer {

  static final String PATH = "/desk";
  static final String ASSETS = PATH + "/assets";

  private final DeskFiles files = new DeskFiles();

  @Bean
  DeskPage page(DeskSettings settings) {
    return new DeskPage(files, settings);
  }

  @Bean
  @Order(2)
  SecurityFilterChain desk(HttpSecurity http, DeskPage page) {
    return PublicPages.at(http, page.contentSecurityPolicy(), "/", PATH, PATH + "/**")
        // the files and the page say themselves how long they are kept
        .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
        .build();
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.setOrder(Ordered.HIGHEST_PRECEDENCE); // before the page, which answers all other paths
    registry
        .addResourceHandler(ASSETS + "/**")
        .addResourceLocations("classpath:/" + DeskFiles.FOLDER, "classpath:/" + DeskFiles.WEBJARS)
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .resourceChain(true)
        .addResolver(new VersionResourceResolver().addFixedVersionStrategy(files.version(), "/**"));
  }
}
