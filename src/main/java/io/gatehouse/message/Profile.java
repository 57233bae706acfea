package io.gatehouse.message;

import org.jspecify.annotations.Nullable;

/** What a message tells of its customer; fills blanks and never overwrites. */
public record Profile(
    @Nullable String nickname,
    @Nullable String realName,
    @Nullable String phone,
    @Nullable String qq,
    @Nullable String email,
    @Nullable String company) {

  /** This profile, its blanks filled by a later one. */
  public Profile filledBy(Profile later) {
    return new Profile(
        nickname != null ? nickname : later.nickname,
        realName != null ? realName : later.realName,
        phone != null ? phone : later.phone,
        qq != null ? qq : later.qq,
        email != null ? email : later.email,
        company != null ? company : later.company);
  }
}
