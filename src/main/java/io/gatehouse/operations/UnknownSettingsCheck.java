package io.gatehouse.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses settings under {@code gatehouse.} that do not exist, wherever they come from: files,
 * system properties, environment. Spring checks neither of the last two. What exists is in the
 * metadata that the build makes from the settings' classes.
 */
@Component
class UnknownSettingsCheck implements BeanFactoryPostProcessor, EnvironmentAware {

  private static final String METADATA = "classpath*:META-INF/spring-configuration-metadata.json";

  /** Set in every pod beside a Service that is called gatehouse. */
  private static final Pattern KUBERNETES =
      Pattern.compile("GATEHOUSE_(SERVICE_HOST|SERVICE_PORT.*|PORT(_.*)?)");

  private Environment environment = new org.springframework.core.env.StandardEnvironment();

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
    Set<String> known = new HashSet<>();
    Set<String> maps = new HashSet<>();
    Set<String> lists = new HashSet<>();
    readMetadata(known, maps, lists);
    Set<String> unknown = new TreeSet<>();
    for (PropertySource<?> source : ((ConfigurableEnvironment) environment).getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (String name : enumerable.getPropertyNames()) {
          String plain = plain(name);
          if (isOurs(name)
              && !known.contains(plain)
              && maps.stream().noneMatch(plain::startsWith)
              && lists.stream().noneMatch(list -> isEntry(plain, list))) {
            unknown.add("%s (in %s)".formatted(name, source.getName()));
          }
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new UnknownSettingsException("There is no such setting: " + String.join(", ", unknown));
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith("gatehouse.")
        || (name.startsWith("GATEHOUSE_") && !KUBERNETES.matcher(name).matches());
  }

  /** Environment variables lose dots and dashes, so the comparison does without them too. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** What an entry of a list may have, its class checks. */
  private static boolean isEntry(String plain, String list) {
    return plain.length() > list.length()
        && plain.startsWith(list)
        && Character.isDigit(plain.charAt(list.length()));
  }

  private static void readMetadata(Set<String> known, Set<String> maps, Set<String> lists) {
    try {
      for (var resource : new PathMatchingResourcePatternResolver().getResources(METADATA)) {
        try (InputStream in = resource.getInputStream()) {
          for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
            String name = property.path("name").asString("");
            if (isOurs(name)) {
              String type = property.path("type").asString("");
              boolean map = type.startsWith("java.util.Map");
              boolean list = type.startsWith("java.util.List");
              (map ? maps : list ? lists : known).add(plain(name));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + METADATA, e);
    }
  }
}
