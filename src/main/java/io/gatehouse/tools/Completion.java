package io.gatehouse.tools;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** For the shell. */
@Command(
    name = "completion",
    description = "Print a script that teaches bash and zsh to complete these commands.",
    footer = {
      "",
      "Example, in ~/.bashrc:",
      "  gatehouse() { java -XX:TieredStopAtLevel=1 -jar /opt/gatehouse/gatehouse.jar \"$@\"; }",
      "  source <(gatehouse completion)"
    })
final class Completion implements Callable<Integer> {

  private final Session session;

  @Spec private CommandSpec spec;

  Completion(Session session) {
    this.session = session;
    this.spec = CommandSpec.create(); // until picocli has set it
  }

  @Override
  public Integer call() {
    session
        .output()
        .data(AutoComplete.bash("gatehouse", spec.root().commandLine()).stripTrailing());
    return Exit.DONE.code();
  }
}
