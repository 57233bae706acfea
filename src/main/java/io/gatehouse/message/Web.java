package io.gatehouse.message;

import org.jspecify.annotations.Nullable;

/** Where a web customer wrote from, as the connector sent it. */
public record Web(
    @Nullable String ip,
    @Nullable String region,
    @Nullable String userAgent,
    @Nullable String source) {}
