package io.gatehouse.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, from the archive for this system on the class path.
 *
 * <p>{@code EmbeddedPostgres} would start them too, but with {@code fsync} off first, without a
 * word about a server that a killed run left on the same data, and not as root in a container.
 */
record PostgresPrograms(Path folder) {

  /** Unpacks them once into {@code .gatehouse}, where no cleaner of temporary files finds them. */
  static PostgresPrograms unpacked() throws IOException {
    byte[] archive;
    try (var in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
      archive = in.readAllBytes();
    }
    Path folder = DataFolder.DEFAULT.resolve("postgres-" + digest(archive)).toAbsolutePath();
    if (!Files.exists(folder)) {
      unpack(archive, folder);
    }
    return new PostgresPrograms(folder);
  }

  /**
   * Runs one of them to its end.
   *
   * @throws CannotStart with its output when it reports a failure
   */
  void run(String program, List<String> arguments) throws IOException {
    Process process = start(NotRoot.command(folder.resolve("bin").resolve(program), arguments));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new CannotStart("PostgreSQL's " + program + " failed: " + output.strip());
    }
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new CannotStart("PostgreSQL cannot be run: " + e.getMessage(), e);
    }
  }

  /**
   * Under another name first, so that a run killed meanwhile leaves nothing that looks complete.
   */
  private static void unpack(byte[] archive, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path incomplete = Files.createTempDirectory(folder.getParent(), "unpacking");
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, incomplete);
      }
    }
    boolean passable = incomplete.toFile().setExecutable(true, false);
    boolean readable = incomplete.toFile().setReadable(true, false);
    if (!passable || !readable) {
      throw new IOException("Cannot make " + incomplete + " readable");
    }
    try {
      Files.move(incomplete, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      Folders.delete(incomplete); // another process was faster
    }
  }

  private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("Not inside the archive's folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      boolean program = target.startsWith(folder.resolve("bin"));
      if (program && !target.toFile().setExecutable(true, false)) {
        throw new IOException("Cannot make " + target + " executable");
      }
    }
  }

  private static String digest(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? "Windows" : name.startsWith("mac") ? "Darwin" : "Linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "");
    return name.equals("amd64") ? "x86_64" : name;
  }
}
