package io.gatehouse.desk;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * The one page of the desk, and what it may load: its own files and nothing else. Its only inline
 * script, which says where the libraries are, is named by its hash.
 */
final class DeskPage {

  private static final Pattern INLINE =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private final String html;
  private final String contentSecurityPolicy;

  DeskPage(DeskFiles files, DeskSettings settings) {
    String assets = DeskAccess.ASSETS + "/" + files.version();
    String hint = settings.loginHint() == null ? "" : settings.loginHint();
    html =
        files
            .text("index.html")
            .replace("{{modules}}", preloads(files, assets))
            .replace("{{assets}}", assets)
            .replace("{{login-hint}}", HtmlUtils.htmlEscape(hint, StandardCharsets.UTF_8.name()));
    contentSecurityPolicy =
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self' '" + hash(html) + "'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            // text never becomes markup, whatever a view does with it
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");
  }

  String html() {
    return html;
  }

  String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }

  /** So that the browser need not find them one behind the other. */
  private static String preloads(DeskFiles files, String assets) {
    return files.modules().stream()
        .map("  <link rel=\"modulepreload\" href=\"%s/%%s\">".formatted(assets)::formatted)
        .collect(Collectors.joining("\n"));
  }

  private static String hash(String html) {
    Matcher inline = INLINE.matcher(html);
    if (!inline.find()) {
      throw new IllegalStateException("the desk's page has no import map");
    }
    byte[] digest = DeskFiles.sha256().digest(inline.group(1).getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
