package io.gatehouse.local;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root, and in containers and on build machines everything does.
 *
 * <p>A user namespace of its own is enough where the system allows it: the files then still belong
 * to root. Containers mostly forbid it; there the programs run as {@code nobody}, who owns the data
 * and may pass through root's folders to get there.
 */
enum NotRoot {
  /** We are not root. */
  NOT_NEEDED(""),
  NAMESPACE("unshare -U"),
  /** {@code no_setuid_fixup}, or access(2) would not know of the capability. */
  NOBODY(
      "setpriv --reuid=65534 --regid=65534 --clear-groups --securebits=+no_setuid_fixup"
          + " --inh-caps=+dac_override --ambient-caps=+dac_override");

  private static final NotRoot HERE = detect();

  private final String prefix;

  NotRoot(String prefix) {
    this.prefix = prefix;
  }

  private static NotRoot detect() {
    if (LinuxUtils.isUnshareAvailable()) {
      return NAMESPACE;
    }
    boolean root =
        System.getProperty("os.name", "").equals("Linux")
            && System.getProperty("user.name", "").equals("root");
    return root ? NOBODY : NOT_NEEDED;
  }

  static List<String> command(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (!HERE.prefix.isEmpty()) {
      command.addAll(List.of(HERE.prefix.split(" ", -1)));
    }
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  /** Gives a new folder to the user that the programs run as. */
  static void own(Path folder) throws IOException {
    if (HERE == NOBODY) {
      Files.setAttribute(folder, "unix:uid", 65534);
    }
  }
}
