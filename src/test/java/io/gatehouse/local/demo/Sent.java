package io.gatehouse.local.demo;

import io.gatehouse.topics.Topic;
import tools.jackson.databind.node.ObjectNode;

/** A record that somebody puts on a topic. */
record Sent(Login login, Topic topic, String key, ObjectNode value) {}
