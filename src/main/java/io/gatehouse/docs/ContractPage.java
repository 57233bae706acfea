package io.gatehouse.docs;

import io.gatehouse.docs.ContractFiles.Place;
import io.gatehouse.topics.Topic;
import io.gatehouse.topics.TopicDefinition;
import io.gatehouse.topics.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page: every topic with its purpose, key, settings, headers, fields and an example. It has no
 * scripts, so that it can forbid them.
 */
final class ContractPage {

  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final ContractFiles files = new ContractFiles();
  private final Topics topics;
  private final StringBuilder html = new StringBuilder();

  private ContractPage(Topics topics) {
    this.topics = topics;
  }

  static String render(Topics topics) {
    var page = new ContractPage(topics);
    page.all();
    return page.html.toString();
  }

  private void all() {
    JsonNode info = files.file(ContractFiles.ASYNC_API).required("info");
    String title = text(info.required("title").stringValue());
    html.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s: topics and records</title>
        <link rel="stylesheet" href="docs/style.css">
        </head>
        <body>
        """
            .formatted(title));
    navigation();
    html.append(
        "<main>\n<h1>%s <small>contract %s</small></h1>\n"
            .formatted(title, info.required("version").asString()));
    info.required("description")
        .stringValue()
        .lines()
        .forEach(line -> html.append("<p>%s</p>\n".formatted(text(line))));
    html.append(
        ("<p>For programs: <a href=\"docs/topics/asyncapi.yaml\">asyncapi.yaml</a> (AsyncAPI %s), and"
                + " each topic's own file. Over HTTP: <a href=\"api/openapi.json\">openapi.json</a>, with a"
                + " login.</p>\n")
            .formatted(files.file(ContractFiles.ASYNC_API).required("asyncapi").asString()));
    overview();
    for (Topic topic : inOrder()) {
      topic(topics.definition(topic));
    }
    html.append("</main>\n</body>\n</html>\n");
  }

  /** Dead letters last: they are all alike. */
  private static List<Topic> inOrder() {
    return Arrays.stream(Topic.values())
        .sorted(Comparator.comparing(ContractPage::isDeadLetters))
        .toList();
  }

  private static boolean isDeadLetters(Topic topic) {
    return topic.contractName().endsWith("-dlt");
  }

  private void navigation() {
    html.append("<nav aria-label=\"Topics\">\n<ul>\n");
    for (Topic topic : inOrder()) {
      String name = text(topic.contractName());
      html.append("<li><a href=\"#%s\">%s</a></li>\n".formatted(name, name));
    }
    html.append("</ul>\n</nav>\n");
  }

  private void overview() {
    html.append(
        """
        <table>
        <thead><tr><th>Topic</th><th>Written by</th><th>Key</th><th>Partitions</th><th>Kept</th></tr></thead>
        <tbody>
        """);
    for (Topic topic : inOrder()) {
      TopicDefinition definition = topics.definition(topic);
      html.append(
          "<tr><td><a href=\"#%s\">%s</a></td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  text(topic.contractName()),
                  text(topic.contractName()),
                  text(definition.writtenBy()),
                  text(definition.key()),
                  definition.partitions(),
                  kept(definition)));
    }
    html.append("</tbody>\n</table>\n");
  }

  private static String kept(TopicDefinition definition) {
    String policy = definition.config().getOrDefault("cleanup.policy", "delete");
    String retention = definition.config().get("retention.ms");
    String time =
        retention == null || !policy.contains("delete")
            ? ""
            : days(Duration.ofMillis(Long.parseLong(retention)).toDays());
    return policy.contains("compact") ? (time + " compacted").strip() : time;
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private void topic(TopicDefinition definition) {
    String name = definition.topic().contractName();
    JsonNode file = files.file(ContractFiles.name(definition.topic()));
    html.append(
        "<section id=\"%s\">\n<h2>%s</h2>\n<p>%s</p>\n"
            .formatted(text(name), text(name), text(definition.description())));
    html.append(
        "<dl><dt>Written by</dt><dd>%s</dd><dt>Key</dt><dd>%s</dd>"
            .formatted(text(definition.writtenBy()), text(definition.key())));
    if (!definition.name().equals(name)) {
      html.append(
          "<dt>Its name here</dt><dd><code>%s</code></dd>".formatted(text(definition.name())));
    }
    html.append(
        "<dt>File</dt><dd><a href=\"docs/topics/%s.yaml\">%s.yaml</a></dd></dl>\n"
            .formatted(text(name), text(name)));
    example(definition.topic());
    Place value = new Place(ContractFiles.name(definition.topic()), file.required("value"));
    for (Place choice : SchemaTable.choices(files, value)) {
      fields(choice, choice.file().equals(value.file()));
    }
    headers(file.path("headers"));
    html.append(
        "<details><summary>Settings and schema</summary>\n<pre>%s</pre>\n<pre>%s</pre>\n</details>\n"
            .formatted(
                text(settings(definition)),
                text(PRETTY.writeValueAsString(file.required("value")))));
    html.append("</section>\n");
  }

  private static String settings(TopicDefinition definition) {
    var settings = new StringBuilder("partitions=" + definition.partitions());
    definition.config().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> settings.append("\n%s=%s".formatted(entry.getKey(), entry.getValue())));
    return settings.toString();
  }

  private void example(Topic topic) {
    JsonNode examples =
        files
            .file(ContractFiles.ASYNC_API)
            .at("/components/messages/" + messageName(topic) + "/examples");
    for (JsonNode example : examples) {
      html.append(
          "<figure><figcaption>%s</figcaption><pre>%s</pre></figure>\n"
              .formatted(
                  text(example.path("summary").asString("Example")),
                  text(PRETTY.writeValueAsString(example.required("payload")))));
    }
  }

  /** As the AsyncAPI document refers to it from the channel. */
  private String messageName(Topic topic) {
    JsonNode message =
        files
            .file(ContractFiles.ASYNC_API)
            .required("channels")
            .required(topic.contractName())
            .required("messages")
            .iterator()
            .next();
    String ref = message.required("$ref").stringValue();
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  private void fields(Place schema, boolean own) {
    List<SchemaTable.Row> rows = SchemaTable.of(files, schema);
    String about = schema.node().path("description").asString("");
    if (!own || rows.isEmpty()) {
      String title = schema.file().startsWith("messages.") ? "A message, as it came in" : about;
      html.append("<h3>%s</h3>\n".formatted(text(title.isEmpty() ? "Value" : title)));
      if (schema.file().equals("messages.inbound.yaml") && !own) {
        html.append("<p>See <a href=\"#messages.inbound\">messages.inbound</a>.</p>\n");
        return;
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    html.append(
        "<table>\n<thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead>\n<tbody>\n");
    for (SchemaTable.Row row : rows) {
      html.append(
          "<tr><td><code>%s</code>%s</td><td>%s</td><td>%s%s</td></tr>\n"
              .formatted(
                  text(row.path()),
                  row.required() ? " <b>required</b>" : "",
                  text(row.type()),
                  text(row.description()),
                  row.limits().isEmpty() ? "" : " <span>" + text(row.limits()) + "</span>"));
    }
    html.append("</tbody>\n</table>\n");
  }

  private void headers(JsonNode headers) {
    if (headers.isEmpty()) {
      return;
    }
    html.append("<table>\n<thead><tr><th>Header</th><th>Meaning</th></tr></thead>\n<tbody>\n");
    headers
        .properties()
        .forEach(
            header ->
                html.append(
                    "<tr><td><code>%s</code></td><td>%s</td></tr>\n"
                        .formatted(text(header.getKey()), text(header.getValue().asString("")))));
    html.append("</tbody>\n</table>\n");
  }

  private static String text(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
