package io.gatehouse.live;

import io.gatehouse.tickets.Queue;

/**
 * A ticket or a message came, went or changed on a queue.
 *
 * @param partition the place of its partition among those of all queues, see {@link LivePosition}
 * @param name what happened: {@code ce_type} without {@code gatehouse.}
 * @param data JSON, without content of messages
 */
public record LiveEvent(int partition, long offset, Queue queue, String name, String data) {}
