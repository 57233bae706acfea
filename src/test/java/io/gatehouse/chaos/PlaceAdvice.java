package io.gatehouse.chaos;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.bytebuddy.asm.Advice;

/** What is woven in at a place. The bodies are copied there. */
final class PlaceAdvice {

  private PlaceAdvice() {}

  /** The place's name. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  @interface Name {}

  static final class Before {
    private Before() {}

    @Advice.OnMethodEnter
    static void enter(@Name String place) {
      Gate.reached(place);
    }
  }

  /** Not when the method throws: the step did not happen then. */
  static final class After {
    private After() {}

    @Advice.OnMethodExit
    static void exit(@Name String place) {
      Gate.reached(place);
    }
  }
}
