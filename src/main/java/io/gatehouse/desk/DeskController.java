package io.gatehouse.desk;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers every path of the desk with its one page, which then shows the view of that path. */
@RestController
@DeskIsEnabled
class DeskController {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final DeskPage page;

  DeskController(DeskPage page) {
    this.page = page;
  }

  @GetMapping("/")
  ResponseEntity<Void> start() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(DeskAccess.PATH)).build();
  }

  /** The browser asks each time whether the page is still the same. */
  @GetMapping({DeskAccess.PATH, DeskAccess.PATH + "/{*view}"})
  ResponseEntity<String> page() {
    return ResponseEntity.ok()
        .contentType(HTML)
        .cacheControl(CacheControl.noCache())
        .eTag(Integer.toHexString(page.html().hashCode()))
        .body(page.html());
  }
}
