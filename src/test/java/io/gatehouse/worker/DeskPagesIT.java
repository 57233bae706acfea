package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/**
 * The lists of the desk, its settings and its operations, as agents, supervisors and admins see
 * them.
 */
class DeskPagesIT extends DeskFixture {

  private static final String[] VIEWS = {
    "/desk/customers?period=all",
    "/desk/blocked-contacts",
    "/desk/blacklisted-contacts",
    "/desk/audit",
    "/desk/settings",
    "/desk/operations"
  };

  @BeforeEach
  void customersPage() {
    set("customers-page.enabled", true);
  }

  @Test
  void customers_are_found_by_what_the_address_says() {
    sayAs("Zoë " + customer);
    enter(AGENT, "/desk/customers");
    browser.see("tbody tr", customer);

    browser.fill("Name", "zoe " + customer);
    browser.see("p[role=status]", "1 customer");
    await().untilAsserted(() -> assertThat(address()).contains("name=zoe+" + customer));
    browser.fill("Id", customer + "-x");
    browser.see(".state", "Nobody fits");
    browser.fill("Id", customer);
    browser.see("tbody tr", "Zoë " + customer);

    choose("blocked", "Yes");
    browser.see(".state", "Nobody fits");
    command(Topic.COMMANDS_BLOCK, "");
    open(address());
    browser.see("tbody tr", "Zoë " + customer);
    assertThat(browser.see("select[name=blocked]").getDomProperty("value")).isEqualTo("true");

    browser.press("Clear");
    browser.see("select[name=blocked]", "Any");
    await().untilAsserted(() -> assertThat(address()).endsWith("/desk/customers"));
    browser.click("tbody a", "Zoë " + customer);
    browser.see("h1", "Zoë " + customer);
  }

  @Test
  void days_and_sorting_are_in_the_address_too() {
    sayAs("Ann");
    enter(AGENT, "/desk/customers?period=days&from=2001-01-01&to=2001-01-31&id=" + customer);
    browser.see(".state", "Nobody was created in this time");

    browser.press("Look at any time");
    browser.see("tbody tr", customer);
    choose("sort", "By name");

    browser.see("tbody tr", customer);
    await()
        .untilAsserted(
            () ->
                assertThat(address())
                    .contains("period=all")
                    .contains("sort=name")
                    .doesNotContain("from="));
  }

  @Test
  void a_long_list_comes_page_by_page() {
    for (int i = 0; i < 60; i++) {
      kafka.sendSoon(
          Topic.MESSAGES_INBOUND,
          customer + "-" + i,
          """
          {"messageId": "m", "customerId": "%s-%d", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "x"}"""
              .formatted(customer, i));
    }
    for (int i = 0; i < 60; i++) {
      expect(Topic.TICKETS_UNASSIGNED, customer + "-" + i, 1);
    }
    enter(AGENT, "/desk/customers?id=" + customer + "-");
    browser.see("p[role=status]", "60 customers");
    assertThat(rows()).isEqualTo(50L);

    browser.press("More");

    browser.seeNo("button", "More");
    assertThat(rows()).isEqualTo(60L);
  }

  @Test
  void a_page_that_is_switched_off_says_which_switch_and_who_can_turn_it_on() {
    set("customers-page.enabled", false);
    enter(AGENT, "/desk/customers");
    browser.see(".state", "customers-page.enabled");
    browser.see(".state", "An admin can turn it on");

    enter(ADMIN, "/desk/customers");
    browser.click(".state a", "Settings");
    browser.see("h1", "Settings");
    browser.see("[role=switch][aria-labelledby='name-customers-page.enabled']", "Off").click();

    browser.seeNotice("Customers page is on.");
    browser.see(".setting", "by admin-1");
    open("/desk/customers");
    browser.see("p[role=status]", "customer");
  }

  @Test
  void a_blocked_contact_is_listed_with_who_and_why_and_unblocked_there() {
    say("You won!");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"phishing\"");
    enter(SUPERVISOR, "/desk/blocked-contacts");
    browser.see("tbody tr", customer);
    assertThat(browser.see("tbody tr", customer).getText()).contains("phishing", "supervisor-1");

    browser.see("tbody tr", customer).findElement(By.tagName("button")).click();
    browser.see("dialog button", "Brings 1 ticket back to the agents");
    browser.press("Unblock All");

    browser.seeNotice("The contact is unblocked. 1 ticket moved back.");
    browser.seeNo("tbody tr", customer);
    expect(Topic.TICKETS_UNASSIGNED, 4); // routed, left, arrived, restored
  }

  @Test
  void a_blacklisted_contact_is_listed_and_taken_off_there() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    command(Topic.COMMANDS_BLACKLIST, "\"action\": \"add\", \"reason\": \"threats\"");
    enter(SUPERVISOR, "/desk/blocked-contacts");
    browser.click(".subtabs a", "Blacklisted");
    browser.see("h1", "Blacklisted contacts");
    browser.see("tbody tr", "threats");

    browser.see("tbody tr", customer).findElement(By.tagName("button")).click();
    browser.press("Yes, take off");

    browser.seeNotice("The contact is off the blacklist.");
    browser.seeNo("tbody tr", customer);
  }

  @Test
  void the_audit_trail_says_who_did_what_about_whom_and_why() {
    say("You won!");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"spam\"");
    command(Topic.COMMANDS_UNBLOCK, "");
    enter(SUPERVISOR, "/desk/audit?customerId=" + customer);
    browser.see("tbody tr", "unblock");
    assertThat(rows()).isEqualTo(2L);

    choose("command", "Block");
    browser.seeNo("tbody tr", "unblock");
    assertThat(browser.see("tbody tr").getText())
        .contains("supervisor-1", "block", customer, "spam", "tickets moved", "1");

    browser.fill("Who", "nobody");
    browser.see(".state", "No change fits");
  }

  @Test
  void an_admin_turns_switches_and_says_yes_before_one_goes_off() {
    String channel = "ch-" + customer;
    enter(ADMIN, "/desk/settings");

    browser.see("[aria-labelledby='name-block-contact.enabled']", "On").click();
    browser.press("No");
    assertThat(settingNow("block-contact.enabled")).isEqualTo("true");
    browser.see("[aria-labelledby='name-block-contact.enabled']", "On").click();
    browser.press("Yes, turn off");
    browser.see("[aria-labelledby='name-block-contact.enabled']", "Off").click();
    browser.see("[aria-labelledby='name-block-contact.enabled']", "On");

    browser.fill("Another channel", channel);
    browser.press("Without the BOT");
    browser.see(".setting", channel);
    assertThat(settingNow("bot.channels." + channel)).isEqualTo("false");

    enter(SUPERVISOR, "/desk/settings");
    browser.see("h1", "Not for your role");
  }

  private String settingNow(String name) {
    return jdbc.sql("select value::text from setting where name = ?")
        .param(name)
        .query(String.class)
        .single();
  }

  @Test
  void operations_shows_what_the_worker_does_and_refreshes_itself() {
    enter(SUPERVISOR, "/desk/operations");
    browser.see(".chip", "Ready");
    browser.see(".parts", "all 9 work");
    browser.see(".tile svg[aria-label^=Messages]");

    say(customer, "ops", "one");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    kafka.send(Topic.MESSAGES_INBOUND, customer, "{");

    browser.see(".tile .facts", "Unassigned");
    browser.see(".tile", "each with the reason in its headers");
    choose("minutes", "the last 15 minutes");
    browser.see(".chip", "Ready");
    await().untilAsserted(() -> assertThat(address()).contains("minutes=15"));

    enter(AGENT, "/desk/operations");
    browser.see("h1", "Not for your role");
  }

  @Test
  void hostile_names_do_nothing_and_nothing_sticks_out() {
    String hostile = "<img src=x onerror=document.hacked=1>" + "W".repeat(200) + "\u202e gnp.exe";
    sayAs(hostile);
    command(
        Topic.COMMANDS_CUSTOMER,
        "\"action\": \"tag\", \"add\": [\"<b>%s\"]".formatted("W".repeat(60)));
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"%s\"".formatted(hostile));
    command(Topic.COMMANDS_BLACKLIST, "\"action\": \"add\", \"reason\": \"%s\"".formatted(hostile));
    enter(ADMIN, "/desk/customers");
    for (int width : new int[] {WIDE, NARROW}) {
      browser.width(width);
      for (String view : VIEWS) {
        open(view);
        browser.see("h1");
        browser.seeNo(".state", "Loading");
        browser.assertNothingSticksOut();
      }
      open("/desk/customers?id=" + customer);
      browser.see("tbody tr", "<img src=x");
      open("/desk/audit?customerId=" + customer);
      browser.see("tbody tr", "<img src=x");
      browser.assertNothingSticksOut();
    }
    assertThat(browser.run("return document.hacked ?? null")).isNull();
  }

  @Test
  void everybody_can_use_every_page() {
    sayAs("Ann");
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"spam\"");
    command(Topic.COMMANDS_BLACKLIST, "\"action\": \"add\", \"reason\": \"threats\"");
    enter(ADMIN, "/desk/customers");
    for (String colours : new String[] {"light", "dark"}) {
      browser.colours(colours);
      for (String view : VIEWS) {
        open(view);
        browser.see("h1");
        browser.seeNo(".state", "Loading");
        browser.assertAccessible();
      }
      open("/desk/customers?id=nobody-has-this");
      browser.see(".state", "Nobody fits");
      browser.assertAccessible();
    }
  }

  private void sayAs(String nickname) {
    kafka.send(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "hello",
         "customer": {"nickname": "%s"}}"""
            .formatted(UUID.randomUUID(), customer, nickname));
    expect(Topic.TICKETS_UNASSIGNED, 1);
  }

  private void choose(String filter, String option) {
    new Select(browser.see("select[name=" + filter + "]")).selectByVisibleText(option);
  }

  private @Nullable Object rows() {
    return browser.run("return document.querySelectorAll('tbody tr').length");
  }

  /** Path and query. */
  private String address() {
    return String.valueOf(browser.run("return location.pathname + location.search"));
  }
}
