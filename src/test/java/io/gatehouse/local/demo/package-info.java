/**
 * Life for the local run: made-up customers who write, a BOT and agents who answer, a supervisor
 * who looks after spammers. They know Gatehouse by its topics only, each with the rights that
 * {@code access/kafka.yaml} gives to a connector or a screen. Who and what depends on a seed; the
 * topics themselves say how far it went, so a restart goes on.
 */
@NullMarked
package io.gatehouse.local.demo;

import org.jspecify.annotations.NullMarked;
