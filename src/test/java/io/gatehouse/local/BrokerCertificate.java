package io.gatehouse.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for {@code localhost} that vouches for itself, made once by the JDK's keytool and
 * good for ten years.
 *
 * @param keys the broker's own, with {@link #PASSWORD}
 * @param trusted the certificate, PEM, for clients
 */
record BrokerCertificate(Path keys, Path trusted) {

  static final String PASSWORD = "gatehouse";
  static final String SUBJECT = "CN=localhost";

  static BrokerCertificate in(Path folder) {
    return new BrokerCertificate(folder.resolve("broker.p12"), folder.resolve("ca.pem"));
  }

  void makeWhenMissing() throws IOException {
    if (Files.exists(trusted)) {
      return;
    }
    Files.deleteIfExists(keys); // of a start that was killed
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        SUBJECT,
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "3650");
    keytool("-exportcert", "-rfc", "-file", trusted.toString());
  }

  private void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "broker",
            "-storetype",
            "PKCS12",
            "-keystore",
            keys.toString(),
            "-storepass"));
    command.add(PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new CannotStart("keytool failed: " + said.strip());
    }
  }
}
