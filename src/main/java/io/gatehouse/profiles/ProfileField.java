package io.gatehouse.profiles;

/** What can be edited of a customer. The id is not among them. */
enum ProfileField {
  NICKNAME("nickname", "nickname"),
  REAL_NAME("realName", "real_name"),
  PHONE("phone", "phone"),
  QQ("qq", "qq"),
  EMAIL("email", "email"),
  COMPANY("company", "company"),
  NOTE("note", "note");

  private final String label;
  private final String column;

  ProfileField(String label, String column) {
    this.label = label;
    this.column = column;
  }

  /** Its name in commands. */
  String label() {
    return label;
  }

  /** Its column in the table {@code customer}. */
  String column() {
    return column;
  }
}
