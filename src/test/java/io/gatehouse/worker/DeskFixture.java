package io.gatehouse.worker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** The worker, and the desk in a browser. */
@NeedsBrowser
abstract class DeskFixture extends ApiFixture {

  static final int WIDE = 1280;
  static final int NARROW = 390;

  final Browser browser = Browser.start();

  @BeforeEach
  void switches() {
    browser.width(WIDE);
    browser.colours("light");
    set("bot.enabled", false);
    set("block-contact.enabled", true);
  }

  /** Logs in with the form, and goes to a view. */
  void enter(String user, String view) {
    leave();
    open(view);
    logIn(user, PASSWORD);
    browser.see("main#main h1");
  }

  /** Forgets who was logged in. */
  void leave() {
    open("/desk");
    browser.run("sessionStorage.clear(); localStorage.clear()");
    open("/desk");
  }

  void logIn(String user, String password) {
    browser.fill("Name", user);
    browser.fill("Password", password);
    browser.press("Log in");
  }

  void open(String view) {
    browser.open("http://localhost:" + port + view);
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }
}
