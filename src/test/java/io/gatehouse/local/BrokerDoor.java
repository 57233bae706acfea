package io.gatehouse.local;

/**
 * A further listener of a broker, whose clients are told another port: that of a proxy before it.
 *
 * @param name of the listener, capital letters
 */
public record BrokerDoor(String name, int port, int advertisedPort) {}
