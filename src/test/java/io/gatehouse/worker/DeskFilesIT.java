package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * The desk's files over HTTP: for everybody, kept as long as they are the same, and nothing else.
 */
class DeskFilesIT {

  private static final Pattern ASSET =
      Pattern.compile("\"(/desk/assets/[^\"]+\\.(?:js|css|svg))\"");

  private static List<String> assets(String page) {
    return ASSET.matcher(page).results().map(found -> found.group(1)).distinct().toList();
  }

  @Nested
  class Served extends ApiFixture {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/desk",
          "/desk/",
          "/desk/inbox/t-1",
          "/desk/customers/a%2Fb%3Bc",
          "/desk/a/b/c"
        })
    void every_address_of_the_desk_is_its_page(String path) {
      Answer page = get(NOBODY, path);

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
      assertThat(page.response().body()).contains("<div id=\"desk\">");
    }

    @Test
    void the_start_leads_to_it() {
      Answer start = get(NOBODY, "/");

      assertThat(start.status()).isEqualTo(302);
      assertThat(start.header("Location")).isEqualTo("/desk");
    }

    @Test
    void the_page_may_load_its_own_files_and_nothing_else() {
      Answer page = get(NOBODY, "/desk");

      assertThat(page.header("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
          .contains("require-trusted-types-for 'script'", "trusted-types 'none'")
          .containsPattern("script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='")
          .doesNotContain("unsafe", "http", "*");
      assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void a_browser_keeps_the_files_for_ever_and_asks_for_the_page_each_time() {
      Answer page = get(NOBODY, "/desk");
      assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
      Answer again = ask(NOBODY, "GET", "/desk", null, "If-None-Match", page.header("ETag"));
      assertThat(again.status()).isEqualTo(304);

      List<String> assets = assets(page.response().body());
      assertThat(assets).hasSizeGreaterThan(20);
      for (String asset : assets) {
        Answer file = get(NOBODY, asset);
        assertThat(file.status()).as(asset).isEqualTo(200);
        assertThat(file.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(file.header("Content-Type"))
            .as(asset)
            .matches("text/(javascript|css).*|image/svg\\+xml");
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "%s/nothing.js",
          "%s/../../application.yaml",
          "%s/..%%2f..%%2fapplication.yaml",
          "%s/%%2e%%2e/application.yaml",
          "/desk/assets/0000000000000000/app.js",
        })
    void what_is_no_file_of_it_is_not_there(String path) {
      Matcher version =
          Pattern.compile("/desk/assets/[0-9a-f]{16}")
              .matcher(get(NOBODY, "/desk").response().body());
      assertThat(version.find()).isTrue();

      assertThat(get(NOBODY, path.formatted(version.group())).status()).isIn(400, 404);
    }

    @Test
    void nothing_but_reading_is_possible() {
      assertThat(post(ADMIN, "/desk", "{}").status()).isIn(401, 403);
      assertThat(get(NOBODY, "/desk").response().headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void a_screen_with_a_login_form_is_not_told_of_basic_so_that_the_browser_does_not_ask_too() {
      assertThat(get(NOBODY, "/api/me").header("WWW-Authenticate")).startsWith("Basic");
      Answer screen = ask(NOBODY, "GET", "/api/me", null, "X-Requested-With", "XMLHttpRequest");

      assertThat(screen.status()).isEqualTo(401);
      assertThat(screen.header("WWW-Authenticate")).isEmpty();
    }
  }

  @Nested
  @DirtiesContext
  @TestPropertySource(properties = "gatehouse.desk.enabled=false")
  class SwitchedOff extends ApiFixture {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/desk", "/desk/inbox", "/desk/assets/x/app.js"})
    void there_is_no_desk(String path) {
      assertThat(get(NOBODY, path).status()).isEqualTo(401);
      assertThat(get(AGENT, "/api/me").status()).isEqualTo(200);
    }
  }
}
