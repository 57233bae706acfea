package io.gatehouse.nemesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of its own for one service's data, in memory, that can be full. It is made full by
 * making it as small as what is on it, so that this needs no memory.
 */
final class Disk implements AutoCloseable {

  private static final String SIZE = "3g"; // an upper limit; only what is written takes memory

  private final Path folder;
  private final Thread unmount = new Thread(this::close);

  private Disk(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(unmount);
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

  /** Whoever writes now finds no space. */
  void fill() throws IOException {
    FileStore store = Files.getFileStore(folder);
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    run("mount", "-o", "remount,size=" + Math.max(used, 4096), folder.toString());
  }

  void free() throws IOException {
    run("mount", "-o", "remount,size=" + SIZE, folder.toString());
  }

  private static void run(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
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
