package io.gatehouse.nemesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system of its own for one service's data, in memory, that can be full. It is made full by
 * making it as small as what is on it, so that this needs no memory.
 */
final class Disk implements AutoCloseable {

  private static final String SIZE = "3g"; // an upper limit; only what is written takes memory

  private static final int TRIES = 10;

  private final Path folder;

  private Disk(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /**
   * Mounts it.
   *
   * @throws IOException when this is not Linux, or not allowed
   */
  static Disk mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + SIZE, "gatehouse", folder.toString());
    return new Disk(folder);
  }

  /** Whoever writes now, or in a moment, finds no space. */
  void fill() throws IOException {
    long spare = 64 * 1024;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        run("mount", "-o", "remount,size=" + (used() + spare), folder.toString());
        return;
      } catch (IOException e) {
        spare *= 2; // somebody wrote just now, and it cannot be smaller than what is on it
      }
    }
    throw new IOException(folder + " cannot be made smaller");
  }

  private long used() throws IOException {
    FileStore store = Files.getFileStore(folder);
    return store.getTotalSpace() - store.getUnallocatedSpace();
  }

  void free() throws IOException {
    run("mount", "-o", "remount,size=" + SIZE, folder.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(said.strip());
    }
  }

  /** Lazily: a dying service may still have a file open. */
  @Override
  public void close() {
    try {
      run("umount", "-l", folder.toString());
    } catch (IOException e) {
      // it was unmounted before
    }
  }
}
