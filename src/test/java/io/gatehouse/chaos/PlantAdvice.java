package io.gatehouse.chaos;

import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The code of the plants. The bodies are copied into the program, so they call public ones. */
final class PlantAdvice {

  private PlantAdvice() {}

  static final class DoNothing {
    private DoNothing() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip() {
      return true;
    }
  }

  static final class FindNothing {
    private FindNothing() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip() {
      return true;
    }

    @Advice.OnMethodExit
    @SuppressWarnings("UnusedVariable") // where it is copied to, it is returned
    static void exit(
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC)
            @Nullable Object returned) {
      returned = Planted.nothingFound();
    }
  }

  static final class CommitFirst {
    private CommitFirst() {}

    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(0) List<ConsumerRecord<byte[], byte[]>> polled,
        @Advice.Argument(1) Consumer<?, ?> consumer) {
      Planted.commit(polled, consumer);
    }
  }

  static final class DeadLettersAtOnce {
    private DeadLettersAtOnce() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip(@Advice.Argument(0) Object outputRecord) {
      return Planted.sentOutside(outputRecord);
    }
  }

  static final class MessagesLate {
    private MessagesLate() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip(@Advice.Argument(0) Object outputRecord) {
      return Planted.keptByInbound(outputRecord);
    }
  }

  static final class KeepForLater {
    private KeepForLater() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) Object outputRecord,
        @Advice.Thrown(readOnly = false) @Nullable Throwable failure) {
      if (failure != null) {
        Planted.keep(outputRecord);
        failure = null;
      }
    }
  }

  static final class SendKept {
    private SendKept() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.This Object producer) {
      Planted.sendKept(producer);
    }
  }

  static final class OppositeOrder {
    private OppositeOrder() {}

    @Advice.OnMethodExit
    static void exit(
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
      returned = Planted.inOppositeOrder(returned);
    }
  }
}
