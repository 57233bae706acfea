package io.gatehouse.tools;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The tools of the jar: {@code java -jar gatehouse.jar <command>}. Without a command the jar is the
 * worker.
 */
@Command(
    name = "gatehouse",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    versionProvider = Tools.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Tools for those who build around Gatehouse or operate it.",
      "Without a command it is the worker itself."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n")
public final class Tools {

  private static final Set<String> WORDS = Set.of("--help", "-h", "--version", "-V");

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private Tools() {}

  /**
   * Whether these are a tool's arguments: a word that is no option of Spring's, or a call for help.
   */
  public static boolean areMeant(String... args) {
    return Arrays.stream(args).anyMatch(arg -> !arg.startsWith("-") || WORDS.contains(arg));
  }

  /** Runs a tool on the terminal and returns its exit code. */
  public static int run(String... args) {
    // what Kafka's clients have to say comes as exceptions too
    LoggingSystem.get(Tools.class.getClassLoader()).beforeInitialize();
    return run(
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        Clock.systemUTC(),
        args);
  }

  /** The same with streams and a clock of the caller. */
  public static int run(PrintWriter out, PrintWriter err, Clock clock, String... args) {
    var output = new Output(out, err);
    var tools = new Tools();
    var session = new Session(tools.connection, output);
    CommandLine line = tools.commandLine(session, clock);
    line.setOut(out).setErr(err);
    line.setParameterExceptionHandler((wrong, arguments) -> misused(wrong, output));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          output.say("gatehouse: " + Failures.line(failure, session.broker()));
          return Failures.exit(failure).code();
        });
    int code = line.execute(args);
    out.flush();
    return code;
  }

  private CommandLine commandLine(Session session, Clock clock) {
    var line = new CommandLine(this);
    line.addSubcommand(new Send(session, clock))
        .addSubcommand(new Reply(session, clock))
        .addSubcommand(new Tail(session, clock))
        .addSubcommand(new AboutCustomer.Block(session, clock))
        .addSubcommand(new AboutCustomer.Unblock(session))
        .addSubcommand(new AboutCustomer.DeleteAll(session))
        .addSubcommand(new AboutCustomer.Blacklist(session))
        .addSubcommand(new AboutCustomer.Unblacklist(session))
        .addSubcommand(new AboutCustomer.Profile(session))
        .addSubcommand(new AboutCustomer.Tag(session))
        .addSubcommand(new AboutTicket.Assign(session))
        .addSubcommand(new AboutTicket.Handover(session))
        .addSubcommand(new AboutTicket.Close(session))
        .addSubcommand(new AboutTicket.Rate(session))
        .addSubcommand(new AboutTicket.Callback(session))
        .addSubcommand(new Switch(session))
        .addSubcommand(
            new CommandLine(new DeadLetters())
                .addSubcommand(new DeadLetters.Listing(session, clock))
                .addSubcommand(new DeadLetters.Show(session))
                .addSubcommand(new Resend(session, clock)))
        .addSubcommand(new Verify(session))
        .addSubcommand(new Load(session))
        .addSubcommand(new Completion(session))
        .addSubcommand(new HelpCommand());
    line.registerConverter(Duration.class, new Times.Length());
    Map<String, String> codes = new LinkedHashMap<>();
    for (Exit exit : Exit.values()) {
      codes.put(Integer.toString(exit.code()), exit.meaning());
    }
    listExitCodes(line, codes);
    line.getCommandSpec()
        .usageMessage()
        .footer(
            "",
            "Examples:",
            "  gatehouse send --customer c-42 --channel whatsapp --text 'Where is my order?'",
            "  gatehouse block c-42 --reason spam",
            "  gatehouse tail inbox bot unassigned",
            "  gatehouse dead-letters list",
            "What a command prints on stdout is data; what it has to say goes to stderr.");
    return line;
  }

  private static void listExitCodes(CommandLine command, Map<String, String> codes) {
    command.getCommandSpec().usageMessage().exitCodeList(codes);
    command.getSubcommands().values().forEach(each -> listExitCodes(each, codes));
  }

  /** Says what is wrong and where to read more, not all that there is to read. */
  private static int misused(ParameterException wrong, Output output) {
    CommandLine command = wrong.getCommandLine();
    output.say("gatehouse: " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    output.say("Try: %s --help".formatted(command.getCommandSpec().qualifiedName()));
    return Exit.USAGE.code();
  }

  /** Of the jar; a build that was not packaged has none. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Tools.class.getPackage().getImplementationVersion();
      return new String[] {"gatehouse " + (version == null ? "(not packaged)" : version)};
    }
  }
}
