package io.gatehouse.blocking;

import io.gatehouse.commands.CommandPost;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends the blocks whose time has come ({@code until}): publishes an ordinary unblock command that
 * names the block. Each worker looks; one of them gets each block. If the command was lost on its
 * way it is published again after a while, as the same command: it has no second effect.
 */
@Component
class BlockEnds {

  /** Who ends a block that has run out. */
  static final String ACTOR = "gatehouse";

  private static final Logger log = LoggerFactory.getLogger(BlockEnds.class);
  private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

  private final DueBlocks due;
  private final CommandPost post;
  private final Clock clock;

  BlockEnds(DueBlocks due, CommandPost post, Clock clock) {
    this.due = due;
    this.post = post;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void askForEnds() {
    try {
      Instant now = clock.instant();
      List<DueBlocks.Due> blocks = due.take(now, now.minus(AGAIN_AFTER));
      blocks.forEach(block -> post.post("unblock", unblock(block)));
      if (!blocks.isEmpty()) {
        log.info("{} blocks have run out and are being ended", blocks.size());
      }
    } catch (DataAccessException | KafkaException e) {
      log.debug("blocks that have run out are ended later; readiness says what is wrong");
    }
  }

  private static ObjectNode unblock(DueBlocks.Due block) {
    ObjectNode command = JsonMapper.shared().createObjectNode();
    command.put("commandId", "until-" + hash(block.commandId()));
    command.put("customerId", block.customerId());
    command.putObject("actor").put("id", ACTOR);
    command.put("endsBlock", block.commandId());
    return command;
  }

  /** Of one length, however long the block's id is. */
  private static String hash(String commandId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(commandId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
