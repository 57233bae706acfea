package io.gatehouse.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A query of the dashboard or of a rule.
 *
 * @param place where it stands, for messages
 * @param text PromQL, without variables of the dashboard
 */
record Expression(String place, String text) {

  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\"(\\d+)\"");
  private static final Pattern LABEL_LIST =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w:.$])([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*})?(?!\\s*\\(|[\\w:])");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

  /** With a value for each variable. */
  static Expression of(String place, String text) {
    return new Expression(place, text.replace("$__rate_interval", "1m").replace("$instance", ".*"));
  }

  /** What the panels show. */
  static List<Expression> ofPanels() {
    return MonitoringFiles.dashboard()
        .required("panels")
        .valueStream()
        .flatMap(
            panel ->
                panel.path("targets").valueStream().map(target -> of(place(panel), expr(target))))
        .toList();
  }

  static List<Expression> ofRecordings() {
    return MonitoringFiles.rules(MonitoringFiles.RULES)
        .map(rule -> of(rule.required("record").stringValue(), expr(rule)))
        .toList();
  }

  /** What is empty as long as all is well. */
  static List<Expression> ofAlertsAndAnnotations() {
    Stream<Expression> annotations =
        MonitoringFiles.dashboard()
            .required("annotations")
            .required("list")
            .valueStream()
            .map(annotation -> of(annotation.required("name").stringValue(), expr(annotation)));
    Stream<Expression> alerts =
        MonitoringFiles.alerts().stream()
            .map(alert -> of(alert.required("alert").stringValue(), expr(alert)));
    return Stream.concat(annotations, alerts).toList();
  }

  private static String place(JsonNode panel) {
    return "panel " + panel.required("title").stringValue();
  }

  private static String expr(JsonNode node) {
    return node.required("expr").stringValue().strip();
  }

  /** What it reads: metrics, each with the labels that it wants. */
  List<Expression> selectors() {
    List<String> strings = new ArrayList<>();
    Matcher found = STRING.matcher(text);
    String masked =
        found.replaceAll(
            string -> {
              strings.add(string.group());
              return "\"" + (strings.size() - 1) + "\"";
            });
    return SELECTOR
        .matcher(LABEL_LIST.matcher(masked).replaceAll(" "))
        .results()
        .filter(selector -> !WORDS.contains(selector.group(1)))
        .map(MatchResult::group)
        .map(String::strip)
        .map(selector -> new Expression(place, restored(selector, strings)))
        .toList();
  }

  private static String restored(String selector, List<String> strings) {
    return PLACEHOLDER
        .matcher(selector)
        .replaceAll(
            number -> Matcher.quoteReplacement(strings.get(Integer.parseInt(number.group(1)))));
  }

  /** Of all of them, what they read. */
  static Set<String> metrics(List<Expression> expressions) {
    return expressions.stream()
        .flatMap(expression -> expression.selectors().stream())
        .map(selector -> selector.text.replaceAll("\\s*\\{.*", ""))
        .collect(Collectors.toSet());
  }
}
