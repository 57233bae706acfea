package io.gatehouse.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** Users who log in with a token (JWT): who they are, and which roles it gives them. */
@Component
class TokenLogins implements Converter<Jwt, AbstractAuthenticationToken> {

  private final ApiSettings settings;
  private final @Nullable JwtDecoder decoder;

  /**
   * Takes the decoder that Boot makes.
   *
   * @param decoder there if the issuer, or its keys, are configured
   */
  TokenLogins(ApiSettings settings, ObjectProvider<JwtDecoder> decoder) {
    this.settings = settings;
    this.decoder = decoder.getIfAvailable();
  }

  Optional<JwtDecoder> decoder() {
    return Optional.ofNullable(decoder);
  }

  @Override
  public AbstractAuthenticationToken convert(Jwt token) {
    Object id = claim(token, settings.userClaim());
    if (!(id instanceof String name) || !UserId.isValid(name)) {
      throw new InvalidBearerTokenException("The token does not say who the user is.");
    }
    List<SimpleGrantedAuthority> roles =
        texts(claim(token, settings.rolesClaim())).stream()
            .flatMap(label -> Role.of(label).stream())
            .map(role -> new SimpleGrantedAuthority(role.authority()))
            .toList();
    return new JwtAuthenticationToken(token, roles, name);
  }

  /** By its whole name, or else step by step. */
  private static @Nullable Object claim(Jwt token, String path) {
    if (token.hasClaim(path)) {
      return token.getClaim(path);
    }
    Object found = token.getClaims();
    for (String step : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> inside ? inside.get(step) : null;
    }
    return found;
  }

  private static List<String> texts(@Nullable Object claim) {
    if (claim instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return claim instanceof String words ? List.of(words.split("[ ,]+", -1)) : List.of();
  }
}
