package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What agents and supervisors do on the desk, as they do it. */
class DeskIT extends DeskFixture {

  @Test
  void an_agent_logs_in_sees_what_agents_see_and_logs_out() {
    leave();
    open("/");
    browser.see("h1", "Gatehouse");
    logIn(AGENT, "wrong");
    browser.see("[role=alert]", "The name or the password is wrong.");

    logIn(AGENT, PASSWORD);

    browser.see("h1", "Inbox");
    assertThat(browser.path()).isEqualTo("/desk/inbox");
    browser.see(".tab", "Unassigned");
    assertThat(browser.see(".bar nav").getText()).doesNotContain("Blocked");
    open("/desk/blocked");
    browser.see("h1", "Not for your role");

    browser.press("Log out");
    browser.see("form h1", "Gatehouse");
    assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
  }

  @Test
  void a_message_arrives_live_and_a_block_of_two_clicks_keeps_the_next_one_out() {
    enter(SUPERVISOR, "/desk/unassigned");
    browser.see(".light.live");
    say("You won!");

    browser.click(".ticket", customer);
    browser.see(".message.theirs", "You won!");
    browser.press("Block");
    browser.press("Yes, block");

    browser.seeNotice("The contact is blocked. 1 ticket moved to Blocked.");
    browser.seeNo(".ticket", customer);
    browser.click(".tab", "Blocked");
    browser.click(".ticket", customer);
    say("You won again!");
    browser.see(".message.theirs", "You won again!");
    browser.see(".reply", "This contact is blocked");

    browser.press("Unblock");
    browser.see("dialog button", "Brings 1 ticket back to the agents");
    browser.press("Unblock All");

    browser.seeNotice("The contact is unblocked. 1 ticket moved back.");
    browser.see(".conversation .chip", "Unassigned");
    browser.see(".message.theirs", "You won again!");
  }

  @Test
  void delete_all_says_what_it_deletes_and_deletes_it() {
    say("whatsapp spam");
    say(customer, "web", "web spam");
    expect(Topic.TICKETS_UNASSIGNED, 2);
    command(Topic.COMMANDS_BLOCK, "");
    enter(SUPERVISOR, "/desk/customers/" + customer);
    browser.see(".mark", "Blocked");

    browser.press("Unblock");
    browser.see("dialog button", "Deletes 2 tickets with all messages and replies");
    browser.press("Delete All");

    browser.seeNotice("The contact is unblocked. 2 tickets with 2 messages deleted.");
    browser.see(".card", "No conversation yet");
    browser.seeNo(".chip", "Blocked");
  }

  @Test
  void a_refused_action_says_why() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    set("block-contact.enabled", false);
    enter(AGENT, "/desk/customers/" + customer);

    browser.press("Block");
    browser.press("Yes, block");

    browser.see(".notice.refused", "An admin can turn it on");
    browser.seeNo(".chip", "Blocked");
  }

  @Test
  void the_blacklist_closes_what_is_open_and_lets_go_again() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    enter(AGENT, "/desk/customers/" + customer);

    browser.press("Blacklist");
    browser.fill("Reason", "keeps calling");
    browser.press("Yes, blacklist");

    browser.seeNotice("The contact is on the blacklist. 1 ticket closed.");
    browser.see(".mark", "keeps calling");
    browser.press("Off the blacklist");
    browser.press("Yes, take off");
    browser.seeNotice("The contact is off the blacklist.");
    browser.seeNo(".mark", "Blacklisted");
  }

  @Test
  void a_dialog_is_open_before_the_next_click() {
    say("hello");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
    enter(AGENT, "/desk/unassigned/" + ticket);
    browser.see(".actions button", "Hand over");

    Object open =
        browser.run(
            """
            const buttons = [...document.querySelectorAll('.actions button')];
            buttons.find((button) => button.textContent === 'Hand over').click();
            return Promise.resolve().then(() => document.querySelectorAll('dialog[open]').length);
            """);

    assertThat(open).isEqualTo(1L);
  }

  @Test
  void an_agent_takes_a_conversation_replies_hands_it_over_closes_and_rates_it() {
    say("Where is my order?");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
    enter(AGENT, "/desk/unassigned/" + ticket);

    browser.press("Assign to me");
    browser.seeNotice("The conversation is yours");
    browser.see(".conversation .chip", "Inbox");

    browser.fill("Reply", "On its way");
    browser.controlEnter();
    browser.see(".message.ours:not(.sending)", "Sent on");
    assertThat(expect(Topic.MESSAGES_DELIVER, 1).getFirst().text()).contains("On its way");

    browser.press("Hand over");
    browser.fill("Agent", "agent-2");
    browser.press("Hand over");
    browser.seeNotice("It is in the inbox of agent-2.");
    browser.see(".conversation > header", "with agent-2");
    browser.press("Hand over");
    browser.press("Hand over");
    browser.seeNotice("It waits in Unassigned.");

    browser.press("Close");
    browser.press("Close it");
    browser.see(".conversation .chip", "Closed");
    browser.see(".reply", "This conversation is closed.");
    browser.press("Rate");
    browser.click("dialog label", "4");
    browser.fill("Comment", "quick");
    browser.press("Rate");
    browser.see(".stars");
    open("/desk/customers/" + customer);
    browser.see("table td", "quick");
  }

  @Test
  void a_callback_opens_a_conversation_in_the_agents_inbox() {
    say("Call me");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    enter(AGENT, "/desk/customers/" + customer);

    browser.press("Call back");
    browser.fill("Channel", "sms");
    browser.press("Call back");

    browser.seeNotice("A new conversation is in your inbox.");
    browser.see(".conversation .chip", "sms");
    assertThat(browser.path()).startsWith("/desk/inbox/t-");
    browser.see(".ticket[aria-current]", customer);
  }

  @Test
  void profile_and_tags_are_edited_and_the_id_is_not() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    enter(AGENT, "/desk/customers/" + customer);

    browser.press("Edit");
    assertThat(browser.see("dialog input[name=customerId]").getDomAttribute("readonly"))
        .isNotNull();
    browser.fill("Real name", "Ann Lee");
    browser.fill("Note", "prefers mornings");
    browser.press("Save");
    browser.see("h1", "Ann Lee");
    browser.see(".facts", "prefers mornings");

    browser.see("#new-tag").sendKeys("vip", Keys.ENTER);
    browser.see(".tags", "vip");
    browser.click(".tags button", "×");
    browser.seeNo(".tags", "vip");
  }

  @Test
  void a_message_says_why_it_is_where_it_is() {
    say("hello");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
    enter(AGENT, "/desk/conversations/" + ticket);

    browser.press("Why here?");

    browser.see("dialog .answer", "no conversation was open, and the BOT was off");
    browser.keys(Keys.ESCAPE);
    browser.seeNo("dialog", "Why is");
    assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Why here?");
  }

  @Test
  void more_history_goes_back_and_what_is_read_stays_in_place() {
    for (int i = 1; i <= 120; i++) {
      kafka.sendSoon(
          Topic.MESSAGES_INBOUND,
          customer,
          """
          {"messageId": "m-%d", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "number %d."}"""
              .formatted(i, customer, i));
    }
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 120));
    enter(AGENT, "/desk/conversations/" + ticket);
    browser.see(".message", "number 120.");

    browser.run("document.querySelector('.stream').scrollTop = 0");
    browser.press("More history");
    browser.see(".message", "number 71.");
    browser.run("document.querySelector('.stream').scrollTop = 0");
    browser.press("More history");
    browser.run("document.querySelector('.stream').scrollTop = 0");

    browser.see(".begin", "It begins here");
    browser.see(".message", "number 1.");
    assertThat(browser.run("return document.querySelectorAll('.message').length")).isEqualTo(120L);
  }

  @Test
  void a_long_list_is_loaded_to_its_end_page_by_page() {
    say("the oldest of these");
    String oldest = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
    for (int i = 0; i < 150; i++) {
      String next = newCustomerId();
      kafka.sendSoon(
          Topic.MESSAGES_INBOUND,
          next,
          """
          {"messageId": "m-1", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "hello"}"""
              .formatted(next));
      customer = next;
    }
    expect(Topic.TICKETS_UNASSIGNED, 1);
    enter(SUPERVISOR, "/desk/unassigned");
    browser.see(".ticket");

    // slowly, since the list may have tickets of other tests behind it
    browser.run("setInterval(() => document.querySelector('.scroller').scrollTop += 250, 100)");

    browser.see(".ticket[href='/desk/unassigned/%s']".formatted(oldest));
    assertThat(browser.run("return document.querySelectorAll('.ticket').length < 40"))
        .isEqualTo(true);
  }

  @Test
  void hostile_texts_are_shown_and_do_nothing() {
    String script = "<img src=x onerror=document.hacked=1><script>document.hacked=1</script>";
    String wide = "W".repeat(300);
    String turned = "\u202e gnp.exe \u2067";
    hostile("1", script, wide, turned);
    hostile("2", wide, turned, script);
    hostile("3", turned, script, wide);
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 3));
    command(
        Topic.COMMANDS_CUSTOMER,
        "\"action\": \"tag\", \"add\": [\"<b>%s\"]".formatted("W".repeat(60)));
    command(Topic.COMMANDS_BLOCK, "\"reason\": \"%s%s\"".formatted(script, wide));

    enter(SUPERVISOR, "/desk/blocked/" + ticket);
    for (int width : new int[] {WIDE, NARROW}) {
      browser.width(width);
      for (String view :
          new String[] {
            "/desk/blocked",
            "/desk/blocked/" + ticket,
            "/desk/conversations/" + ticket,
            "/desk/customers/" + customer,
            "/desk/customers/" + customer + "?show=messages"
          }) {
        open(view);
        browser.see(view.equals("/desk/blocked") ? ".ticket" : "h1", "<img src=x");
        browser.assertNothingSticksOut();
      }
      browser.see(".message", "onerror=document.hacked=1");
      assertThat(
              browser.run(
                  "return document.querySelectorAll('.message script, .message img').length"))
          .isEqualTo(0L);
    }
    assertThat(browser.run("return document.hacked ?? null")).isNull();
  }

  /** A message with these in every field that a customer fills. */
  private void hostile(String number, String text, String name, String other) {
    kafka.send(
        Topic.MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s%s", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "%s",
         "attachments": [{"url": "javascript:document.hacked=1", "contentType": "text/html", "name": "%s"}],
         "customer": {"nickname": "<img src=x onerror=document.hacked=1>%s", "realName": "%s", "company": "%s", "qq": "%s"},
         "web": {"ip": "%s", "region": "%s", "userAgent": "%s", "source": "javascript:document.hacked=1"}}"""
            .formatted(
                number,
                UUID.randomUUID(),
                customer,
                text,
                other,
                name,
                name,
                other,
                text,
                name,
                other,
                text));
  }

  @Test
  void everybody_can_use_every_view() {
    say("hello");
    String ticket = ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));
    command(
        Topic.COMMANDS_TICKET,
        "\"action\": \"rate\", \"ticketId\": \"%s\", \"score\": 3".formatted(ticket));
    leave();
    browser.see("form h1", "Gatehouse");
    browser.assertAccessible();
    enter(SUPERVISOR, "/desk/unassigned");
    for (String colours : new String[] {"light", "dark"}) {
      browser.colours(colours);
      for (String view :
          new String[] {
            "/desk/unassigned",
            "/desk/unassigned/" + ticket,
            "/desk/conversations/" + ticket,
            "/desk/customers/" + customer,
            "/desk/customers/" + customer + "?show=messages",
            "/desk/customers/nobody",
            "/desk/elsewhere"
          }) {
        open(view);
        browser.see("h1");
        browser.seeNo(".state", "Loading");
        browser.assertAccessible();
      }
      open("/desk/customers/" + customer);
      for (String action : new String[] {"Block", "Blacklist", "Call back", "Edit"}) {
        browser.press(action);
        browser.see("dialog h2");
        browser.assertAccessible();
        browser.keys(Keys.ESCAPE);
      }
    }
  }

  @Test
  void the_keyboard_is_enough() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    enter(AGENT, "/desk/unassigned");
    browser.see(".ticket", customer);

    browser.run("document.querySelector('.ticket').focus()");
    browser.keys(Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.HOME, Keys.ENTER);

    browser.see(".conversation h1:focus", customer);
    assertThat(browser.run("return document.title")).isEqualTo(customer + " · Gatehouse");
  }
}
