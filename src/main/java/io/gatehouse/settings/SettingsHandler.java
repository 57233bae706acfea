package io.gatehouse.settings;

import io.gatehouse.commands.Command;
import io.gatehouse.commands.CommandHandler;
import io.gatehouse.commands.Verdict;
import io.gatehouse.customers.CustomerLocks;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sets a switch. */
@Component
class SettingsHandler implements CommandHandler {

  private final SettingStore store;

  SettingsHandler(SettingStore store) {
    this.store = store;
  }

  @Override
  public String kind() {
    return "settings";
  }

  @Override
  public Topic topic() {
    return Topic.COMMANDS_SETTINGS;
  }

  @Override
  public String keyField() {
    return "setting";
  }

  /** No batch is half way between two settings. */
  @Override
  public void lock(CustomerLocks locks, List<String> keys) {
    locks.settingsExclusive();
  }

  @Override
  public Verdict handle(Command command, Instant now, RoundTrip writes) {
    boolean value = command.body().required("value").booleanValue();
    Boolean before = store.read().values().get(command.key());
    // a channel's own switch that is off is not the same as none
    boolean channel = command.key().startsWith(Settings.BOT_CHANNEL_PREFIX);
    if (before == null ? !value && !channel : before == value) {
      return new Verdict.Unchanged();
    }
    store.set(command.key(), value, now, writes);
    var detail = JsonMapper.shared().createObjectNode().put("value", value);
    return new Verdict.Done(detail, List.of());
  }
}
