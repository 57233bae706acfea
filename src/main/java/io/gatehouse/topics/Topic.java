package io.gatehouse.topics;

/**
 * The topics of the contract, by their name there. The actual name on the broker is configurable
 * and comes from {@link Topics}.
 */
public enum Topic {
  MESSAGES_INBOUND("messages.inbound"),
  MESSAGES_INBOUND_DLT("messages.inbound-dlt"),
  MESSAGES_OUTBOUND("messages.outbound"),
  MESSAGES_OUTBOUND_DLT("messages.outbound-dlt"),
  MESSAGES_DELIVER("messages.deliver"),
  MESSAGES_SUPPRESSED("messages.suppressed"),
  COMMANDS_BLOCK("commands.block"),
  COMMANDS_BLOCK_DLT("commands.block-dlt"),
  COMMANDS_UNBLOCK("commands.unblock"),
  COMMANDS_UNBLOCK_DLT("commands.unblock-dlt"),
  COMMANDS_DELETE_ALL("commands.delete-all"),
  COMMANDS_DELETE_ALL_DLT("commands.delete-all-dlt"),
  COMMANDS_BLACKLIST("commands.blacklist"),
  COMMANDS_BLACKLIST_DLT("commands.blacklist-dlt"),
  COMMANDS_TICKET("commands.ticket"),
  COMMANDS_TICKET_DLT("commands.ticket-dlt"),
  COMMANDS_CUSTOMER("commands.customer"),
  COMMANDS_CUSTOMER_DLT("commands.customer-dlt"),
  COMMANDS_SETTINGS("commands.settings"),
  COMMANDS_SETTINGS_DLT("commands.settings-dlt"),
  COMMANDS_OUTCOME("commands.outcome"),
  TICKETS_INBOX("tickets.inbox"),
  TICKETS_BOT("tickets.bot"),
  TICKETS_UNASSIGNED("tickets.unassigned"),
  TICKETS_BLOCKED("tickets.blocked"),
  CUSTOMERS_STATE("customers.state");

  private final String contractName;

  Topic(String contractName) {
    this.contractName = contractName;
  }

  /** The name in the contract, which is also the name of its file in {@code topics/}. */
  public String contractName() {
    return contractName;
  }

  /** Where records of this input topic go that cannot be accepted. */
  public Topic deadLetters() {
    return valueOf(name() + "_DLT");
  }
}
