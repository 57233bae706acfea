package io.gatehouse.api;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Ids are any characters but control characters, so in a path every one of them may be there,
 * percent-encoded: a slash too. Tomcat and Spring Security refuse some, because where access is
 * decided by path they are a way around it; here it is decided at the endpoint ({@link
 * Doorkeeper}), and what is outside of the API is closed whatever its path.
 */
@Configuration(proxyBeanMethods = false)
class IdsInPaths {

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> slashes() {
    String keep = EncodedSolidusHandling.PASS_THROUGH.getValue();
    return tomcat ->
        tomcat.addConnectorCustomizers(
            connector -> {
              connector.setEncodedSolidusHandling(keep);
              connector.setEncodedReverseSolidusHandling(keep);
            });
  }

  @Bean
  HttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedDoubleSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowBackSlash(true);
    firewall.setAllowSemicolon(true);
    firewall.setAllowUrlEncodedLineSeparator(true);
    firewall.setAllowUrlEncodedParagraphSeparator(true);
    return firewall;
  }

  /** What it still refuses is a problem, not a page of the server. */
  @Bean
  RequestRejectedHandler rejected(ProblemWriter problems) {
    return (request, response, rejected) ->
        problems.write(
            new ProblemException(
                ProblemKind.INVALID,
                "The path is not normalized, or the request has characters that are not allowed."),
            request,
            response);
  }
}
