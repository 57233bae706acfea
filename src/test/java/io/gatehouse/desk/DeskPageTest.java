package io.gatehouse.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The page as it is sent. */
class DeskPageTest {

  private final DeskFiles files = new DeskFiles();

  @Test
  void the_policy_names_the_only_inline_script_as_the_browser_will_hash_it() {
    var page = new DeskPage(files, new DeskSettings(true, null));
    String start = "<script type=\"importmap\">";
    int from = page.html().indexOf(start) + start.length();
    String script = page.html().substring(from, page.html().indexOf("</script>", from));
    byte[] digest = DeskFiles.sha256().digest(script.getBytes(StandardCharsets.UTF_8));

    assertThat(page.contentSecurityPolicy())
        .contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    assertThat(page.html()).doesNotContain("{{").doesNotContain("<script>", "style=", "onload");
  }

  @Test
  void the_hint_of_the_login_form_is_text() {
    var page = new DeskPage(files, new DeskSettings(true, "\"><script>alert(1)</script> 你好"));

    assertThat(page.html())
        .contains("content=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; 你好\"");
  }

  @Test
  void every_module_is_loaded_ahead_under_the_version_of_all_files() {
    String html = new DeskPage(files, new DeskSettings(true, null)).html();

    assertThat(files.version()).matches("[0-9a-f]{16}");
    assertThat(files.modules()).contains("app.js", "views/queue.js");
    assertThat(files.modules())
        .allSatisfy(
            module ->
                assertThat(html)
                    .contains("/desk/assets/%s/%s\"".formatted(files.version(), module)));
  }
}
