package io.gatehouse.api;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For the document: an endpoint that posts a command, and so answers as all of them do. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
    responseCode = "200",
    description = "Its outcome: it is done, or there was nothing to do",
    content = @Content(schema = @Schema(implementation = CommandOutcome.class)))
@ApiResponse(
    responseCode = "202",
    description = "It is posted, and takes longer than a second: ask at Location",
    headers =
        @Header(
            name = "Location",
            description = "Where its outcome will be",
            schema = @Schema(type = "string")),
    content = @Content(schema = @Schema(implementation = CommandOutcome.class)))
@interface PostsCommand {}
