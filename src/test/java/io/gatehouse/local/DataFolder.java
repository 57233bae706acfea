package io.gatehouse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the local run, used by one run at a time. */
final class DataFolder {

  /** In the working directory, which for Maven is the project's. */
  static final Path DEFAULT = Path.of(".gatehouse");

  /** Beyond the text in the file, which on Windows could not be read if it was locked. */
  private static final long LOCKED_BYTE = 1024;

  private final Path path;

  /** Kept open: closing it, or the end of the process, gives the folder to the next run. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * @throws CannotStart when another run uses it
   */
  static DataFolder lock(Path folder) throws IOException {
    Path path = Files.createDirectories(folder).toRealPath();
    FileChannel channel = FileChannel.open(path.resolve("lock"), CREATE, READ, WRITE);
    if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
      String owner = Files.readString(path.resolve("lock"));
      channel.close();
      throw new CannotStart(
          "Another local run (process %s) is using %s. Stop it first.".formatted(owner, path));
    }
    channel.truncate(0);
    channel.write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
    return new DataFolder(path, channel);
  }

  Path path() {
    return path;
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path postgres() {
    return path.resolve("postgres");
  }
}
