package io.gatehouse.desk;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web application under {@code /desk}.
 *
 * @param enabled whether it is served
 * @param loginHint what its login form says, for everybody to read: whom to ask for a login, say
 */
@ConfigurationProperties("gatehouse.desk")
public record DeskSettings(@DefaultValue("true") boolean enabled, @Nullable String loginHint) {}
