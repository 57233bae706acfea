package io.gatehouse.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The desk's files, with a version that changes whenever one of them does. It is in the path of
 * each file, so that a browser keeps them for ever and never mixes two versions.
 */
final class DeskFiles {

  static final String FOLDER = "desk/";
  static final String WEBJARS = "META-INF/resources/webjars/";

  private static final int VERSION_LENGTH = 16;

  private record DeskFile(String path, byte[] content) {}

  private final List<DeskFile> files;
  private final String version;

  DeskFiles() {
    files = read();
    version = version(files);
  }

  String version() {
    return version;
  }

  /** The desk's own modules, in the order of their paths. */
  List<String> modules() {
    return files.stream()
        .map(DeskFile::path)
        .filter(path -> path.endsWith(".js") && !path.startsWith("lib/"))
        .toList();
  }

  String text(String path) {
    return files.stream()
        .filter(file -> file.path.equals(path))
        .map(file -> new String(file.content, StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the desk has no " + path));
  }

  private static List<DeskFile> read() {
    try {
      var resources = new PathMatchingResourcePatternResolver();
      return Arrays.stream(resources.getResources("classpath:" + FOLDER + "**"))
          .filter(Resource::isReadable)
          .map(DeskFiles::read)
          .sorted(Comparator.comparing(DeskFile::path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DeskFile read(Resource resource) {
    try (InputStream content = resource.getInputStream()) {
      String url = resource.getURL().toString();
      return new DeskFile(
          url.substring(url.lastIndexOf("/" + FOLDER) + FOLDER.length() + 1),
          content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(List<DeskFile> files) {
    MessageDigest digest = sha256();
    for (DeskFile file : files) {
      digest.update(file.path.getBytes(StandardCharsets.UTF_8));
      digest.update(file.content);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
