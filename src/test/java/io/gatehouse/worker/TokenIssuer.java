package io.gatehouse.worker;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Gives tokens, and tells the keys that they are signed with. */
final class TokenIssuer implements AutoCloseable {

  private final RSAKey key = newKey("known");
  private final HttpServer server;

  TokenIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          try (var out = exchange.getResponseBody()) {
            out.write(keys);
          }
        });
    server.start();
  }

  String keysUri() {
    return "http://localhost:" + server.getAddress().getPort() + "/keys";
  }

  /** A token that holds for a minute. */
  String token(Map<String, Object> claims) {
    return token(claims, Instant.now().plusSeconds(60));
  }

  String token(Map<String, Object> claims, Instant expires) {
    return sign(claims, expires, key);
  }

  /** A token signed by somebody else, whose key is not among those told. */
  static String forged(Map<String, Object> claims, String keyId) {
    return sign(claims, Instant.now().plusSeconds(60), newKey(keyId));
  }

  private static String sign(Map<String, Object> claims, Instant expires, RSAKey with) {
    var content = new JWTClaimsSet.Builder().expirationTime(Date.from(expires));
    claims.forEach(content::claim);
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(),
            content.build());
    try {
      token.sign(new RSASSASigner(with));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
