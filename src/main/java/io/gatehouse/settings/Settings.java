package io.gatehouse.settings;

import java.util.Map;

/** The switches at one moment. All are off until an admin turns them on. */
public record Settings(Map<String, Boolean> values) {

  /** New blocks are accepted. */
  public static final String BLOCK_CONTACT = "block-contact.enabled";

  /** There is a list of customers to search in. */
  public static final String CUSTOMERS_PAGE = "customers-page.enabled";

  /** The BOT takes new tickets, on channels without a setting of their own. */
  public static final String BOT = "bot.enabled";

  /** Begins the settings that override {@link #BOT} on one channel. */
  public static final String BOT_CHANNEL_PREFIX = "bot.channels.";

  public boolean isOn(String setting) {
    return values.getOrDefault(setting, false);
  }

  public boolean botActive(String channel) {
    return values.getOrDefault(BOT_CHANNEL_PREFIX + channel, isOn(BOT));
  }
}
