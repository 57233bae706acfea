package io.gatehouse.docs;

import io.gatehouse.topics.Topics;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The contract, for whoever is to keep it: open, because it says nothing of any customer. */
@Hidden
@RestController
class DocsController {

  private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  private final SingletonSupplier<String> page;

  DocsController(Topics topics) {
    page = SingletonSupplier.of(() -> ContractPage.render(topics));
  }

  @GetMapping(path = "/docs", produces = "text/html;charset=UTF-8")
  String page() {
    return page.obtain();
  }

  @GetMapping("/docs/style.css")
  ResponseEntity<Resource> style() {
    return ResponseEntity.ok()
        .contentType(CSS)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
        .body(new ClassPathResource("docs/style.css"));
  }

  @GetMapping("/docs/topics/{file}")
  ResponseEntity<byte[]> file(@PathVariable String file) {
    return yaml(file);
  }

  @GetMapping("/docs/topics/schemas/{file}")
  ResponseEntity<byte[]> schema(@PathVariable String file) {
    return yaml("schemas/" + file);
  }

  private static ResponseEntity<byte[]> yaml(String name) {
    return ContractFiles.exists(name)
        ? ResponseEntity.ok().contentType(YAML).body(ContractFiles.bytes(name))
        : ResponseEntity.notFound().build();
  }
}
