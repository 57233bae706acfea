package io.gatehouse.api;

import io.gatehouse.reading.Conversation;
import io.gatehouse.reading.Conversations;
import io.gatehouse.reading.CustomerFilter;
import io.gatehouse.reading.CustomerList;
import io.gatehouse.reading.CustomerOrder;
import io.gatehouse.reading.CustomerPage;
import io.gatehouse.reading.CustomerProfile;
import io.gatehouse.reading.CustomerView;
import io.gatehouse.reading.Message;
import io.gatehouse.reading.Messages;
import io.gatehouse.reading.Page;
import io.gatehouse.settings.SettingStore;
import io.gatehouse.settings.Settings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The Customers page, and one customer with all that was said. */
@Tag(name = "Customers")
@RestController
class CustomersController {

  private final CustomerList list;
  private final CustomerView view;
  private final Conversations conversations;
  private final Messages messages;
  private final SettingStore settings;
  private final Clock clock;

  CustomersController(
      CustomerList list,
      CustomerView view,
      Conversations conversations,
      Messages messages,
      SettingStore settings,
      Clock clock) {
    this.list = list;
    this.view = view;
    this.conversations = conversations;
    this.messages = messages;
    this.settings = settings;
    this.clock = clock;
  }

  @Operation(
      operationId = "listCustomers",
      summary = "Customers, filtered and sorted, exact hits first",
      description =
          "Needs the setting customers-page.enabled. Without a period: those created this week, or,"
              + " with a name or an id, all. A page may have fewer customers than its limit and"
              + " still have a next one.")
  @GetMapping("/api/customers")
  @Allowed(Role.AGENT)
  CustomerPage list(
      @Parameter(description = "this-week, today, this-month or all") @RequestParam
          @Nullable String period,
      @Parameter(description = "where days begin, such as Europe/Berlin")
          @RequestParam(defaultValue = "UTC")
          String zone,
      @Parameter(description = "created at or after; instead of a period") @RequestParam
          @Nullable Instant from,
      @Parameter(description = "created before; instead of a period") @RequestParam
          @Nullable Instant to,
      @RequestParam @Nullable String tag,
      @Parameter(description = "nickname or real name, or a part, however it is spelt")
          @RequestParam
          @Nullable String name,
      @Parameter(description = "the id, or a part of it") @RequestParam @Nullable String id,
      @RequestParam @Nullable Boolean blocked,
      @RequestParam @Nullable Boolean blacklisted,
      @Parameter(description = "created, last-activity or name")
          @RequestParam(defaultValue = "created")
          String sort,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    if (!settings.read().isOn(Settings.CUSTOMERS_PAGE)) {
      throw ProblemException.switchedOff(Settings.CUSTOMERS_PAGE);
    }
    boolean searches = name != null || id != null;
    Period created =
        from != null || to != null
            ? new Period(Parameters.time("from", from), Parameters.time("to", to))
            : Period.of(
                period == null ? searches ? Period.ALL : Period.THIS_WEEK : period, zone, clock);
    var filter =
        new CustomerFilter(
            created.from(),
            created.to(),
            Parameters.text("tag", tag),
            Parameters.text("name", name),
            Parameters.text("id", id),
            blocked,
            blacklisted);
    return list.page(filter, order(sort), cursor, Parameters.limit(limit));
  }

  private static CustomerOrder order(String sort) {
    return switch (sort) {
      case "created" -> CustomerOrder.CREATED;
      case "last-activity" -> CustomerOrder.LAST_ACTIVITY;
      case "name" -> CustomerOrder.NAME;
      default ->
          throw ProblemException.invalid("sort", "must be one of created, last-activity, name");
    };
  }

  @Operation(
      operationId = "customer",
      summary = "One customer: profile, tags, flags with who, when and why, open conversations")
  @GetMapping("/api/customers/{customerId}")
  @Allowed(Role.AGENT)
  CustomerProfile one(@PathVariable String customerId, User user) {
    return view.find(Parameters.id(customerId), Parameters.audience(user))
        .orElseThrow(CustomersController::unknown);
  }

  @Operation(
      operationId = "customerConversations",
      summary = "The customer's conversations, the newest first",
      description = "Those of blocked tickets are for supervisors only.")
  @GetMapping("/api/customers/{customerId}/conversations")
  @Allowed(Role.AGENT)
  Page<Conversation> conversations(
      @PathVariable String customerId,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit,
      User user) {
    return conversations
        .of(Parameters.id(customerId), Parameters.audience(user), cursor, Parameters.limit(limit))
        .orElseThrow(CustomersController::unknown);
  }

  @Operation(
      operationId = "customerMessages",
      summary = "The customer's messages across all conversations, the newest first",
      description =
          "Those of blocked tickets, and those without a ticket, are for supervisors only.")
  @GetMapping("/api/customers/{customerId}/messages")
  @Allowed(Role.AGENT)
  Page<Message> messages(
      @PathVariable String customerId,
      @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit,
      User user) {
    return messages
        .ofCustomer(
            Parameters.id(customerId), Parameters.audience(user), cursor, Parameters.limit(limit))
        .orElseThrow(CustomersController::unknown);
  }

  private static ProblemException unknown() {
    return ProblemException.notFound(
        "No customer has this id. GET /api/customers finds those there are.");
  }
}
