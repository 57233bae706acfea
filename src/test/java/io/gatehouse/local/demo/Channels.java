package io.gatehouse.local.demo;

import java.util.List;

/** Where customers come from. */
final class Channels {

  static final String WEB = "web";

  /** With more weight where there is more to see. */
  static final List<String> ELSEWHERE = List.of("whatsapp", WEB, WEB, "email", "sms");

  static final List<String> IN_CHINA = List.of("wechat", WEB);

  /** Where nobody wants to talk to a BOT. */
  static final List<String> WITHOUT_BOT = List.of("email", "sms");

  static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

  static final List<String> PAGES =
      List.of("", "cart", "orders", "returns", "help/delivery", "products/headphones?color=black");

  private Channels() {}
}
