package io.gatehouse.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
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
    Set<Pattern> lists = new HashSet<>();
    readMetadata(known, maps, lists);
    Set<String> unknown = new TreeSet<>();
    for (PropertySource<?> source : ((ConfigurableEnvironment) environment).getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (String name : enumerable.getPropertyNames()) {
          String plain = plain(name);
          if (isOurs(name)
              && !known.contains(plain)
              && maps.stream().noneMatch(plain::startsWith)
              && lists.stream().noneMatch(list -> list.matcher(plain).matches())) {
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

  /** The metadata says what a list has, but not what that has: the fields of a record. */
  private static Pattern entries(String name, String type) {
    String entry = type.substring(type.indexOf('<') + 1, type.lastIndexOf('>'));
    try {
      RecordComponent[] fields =
          ClassUtils.forName(entry, UnknownSettingsCheck.class.getClassLoader())
              .getRecordComponents();
      String field =
          fields == null
              ? ""
              : Arrays.stream(fields)
                  .map(component -> plain(component.getName()))
                  .collect(Collectors.joining("|", "(", ")\\d*"));
      return Pattern.compile(plain(name) + "\\d+" + field);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no class " + entry + " of the setting " + name, e);
    }
  }

  private static void readMetadata(Set<String> known, Set<String> maps, Set<Pattern> lists) {
    try {
      for (var resource : new PathMatchingResourcePatternResolver().getResources(METADATA)) {
        try (InputStream in = resource.getInputStream()) {
          for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
            String name = property.path("name").asString("");
            if (isOurs(name)) {
              String type = property.path("type").asString("");
              if (type.startsWith("java.util.List<")) {
                lists.add(entries(name, type));
              } else {
                (type.startsWith("java.util.Map") ? maps : known).add(plain(name));
              }
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + METADATA, e);
    }
  }
}
