package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * A client that a public generator makes from the API's document compiles, and blocks and unblocks
 * a customer.
 */
class ApiClientIT extends ApiFixture {

  private static final Path GENERATOR = Path.of("target", "tools", "openapi-generator-cli.jar");
  private static final Path WORK = Path.of("target", "api-client");

  /** What somebody would write with the client. */
  private static final String PROGRAM =
      """
      import client.ApiClient;
      import client.api.BlockingApi;
      import client.api.SettingsApi;
      import client.model.*;
      import java.util.List;
      import java.util.concurrent.Callable;

      public class RoundTrip {

        public static List<String> run(String uri, String customer, String agent, String supervisor, String admin)
            throws Exception {
          var asAdmin = new SettingsApi(client(uri, admin));
          answered(() -> asAdmin.setSetting("block-contact.enabled", new SettingValue().value(true), "on"));
          var asAgent = new BlockingApi(client(uri, agent));
          var asSupervisor = new BlockingApi(client(uri, supervisor));
          CommandOutcome blocked =
              answered(() -> asAgent.blockCustomer(customer, "once", new Block().reason("spam")));
          CommandOutcome unblocked = answered(() -> asSupervisor.unblockCustomer(customer, "then", null));
          return List.of(
              blocked.getCommand() + " " + blocked.getStatus() + " by " + blocked.getActor().getId(),
              unblocked.getCommand() + " " + unblocked.getStatus() + " by " + unblocked.getActor().getId());
        }

        // Asked again with its Idempotency-Key, a command that takes long answers with its own outcome.
        private static CommandOutcome answered(Callable<CommandOutcome> command) throws Exception {
          CommandOutcome outcome = command.call();
          for (int i = 0; i < 30 && outcome.getStatus() == CommandOutcome.StatusEnum.PENDING; i++) {
            outcome = command.call();
          }
          return outcome;
        }

        private static ApiClient client(String uri, String login) {
          ApiClient client = new ApiClient();
          client.updateBaseUri(uri);
          client.setRequestInterceptor(request -> request.header("Authorization", login));
          return client;
        }
      }
      """;

  @Test
  void a_generated_client_compiles_and_blocks_and_unblocks() throws Exception {
    FileSystemUtils.deleteRecursively(WORK); // what an earlier document had
    Path classes = compile(generate());
    customer = "a/b " + customer;

    Object said;
    try (var loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      said =
          loader
              .loadClass("RoundTrip")
              .getMethod(
                  "run", String.class, String.class, String.class, String.class, String.class)
              .invoke(
                  null,
                  "http://localhost:" + port,
                  customer,
                  basic(AGENT, PASSWORD),
                  basic(SUPERVISOR, PASSWORD),
                  basic(ADMIN, PASSWORD));
    }

    assertThat(said).isEqualTo(List.of("block done by agent-1", "unblock done by supervisor-1"));
  }

  private Path generate() throws IOException, InterruptedException {
    Path document = Files.createDirectories(WORK).resolve("openapi.json");
    Files.writeString(document, get(AGENT, "/api/openapi.json").response().body());
    Path log = WORK.resolve("generator.log");
    Process generator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                GENERATOR.toString(),
                "generate",
                "--generator-name=java",
                "--library=native",
                "--input-spec=" + document,
                "--output=" + WORK.resolve("source"),
                "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
                "--additional-properties=openApiNullable=false,useJakartaEe=true,invokerPackage=client,"
                    + "apiPackage=client.api,modelPackage=client.model")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(generator.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(generator.exitValue()).as(Files.readString(log)).isZero();
    return WORK.resolve(Path.of("source", "src", "main", "java"));
  }

  private static Path compile(Path sources) throws IOException {
    Files.writeString(sources.resolve("RoundTrip.java"), PROGRAM);
    Path classes = Files.createDirectories(WORK.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                classes.toString(),
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path")));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(errors).isZero();
    return classes;
  }
}
