package io.gatehouse.chaos;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/**
 * Runs in the worker's JVM before its {@code main}: connects to the test, takes its orders, weaves
 * in the places and what is planted, and then lets the worker start.
 */
public final class ChaosAgent {

  private ChaosAgent() {}

  /**
   * Called by the JVM.
   *
   * @param port where the test listens
   */
  public static void premain(String port, Instrumentation instrumentation) throws IOException {
    Set<Plant> planted = Gate.open(Integer.parseInt(port));
    String[] owners =
        Stream.concat(
                Stream.of(Place.values()).map(Place::owner),
                planted.stream().flatMap(plant -> plant.changes().stream()).map(Change::owner))
            .distinct()
            .toArray(String[]::new);
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(new EndOnFailure())
        .type(namedOneOf(owners))
        .transform((builder, type, loader, module, domain) -> weave(builder, type, planted))
        .installOn(instrumentation);
  }

  private static DynamicType.Builder<?> weave(
      DynamicType.Builder<?> plain, TypeDescription type, Set<Plant> planted) {
    DynamicType.Builder<?> woven = plain;
    for (Place place : Place.values()) {
      if (place.owner().equals(type.getName())) {
        Class<?> advice =
            place.moment() == Place.Moment.BEFORE
                ? PlaceAdvice.Before.class
                : PlaceAdvice.After.class;
        woven =
            woven.visit(
                Advice.withCustomMapping()
                    .bind(PlaceAdvice.Name.class, place.name())
                    .to(advice)
                    .on(the(type, place.method(), place.arguments())));
      }
    }
    for (Plant plant : planted) {
      for (Change change : plant.changes()) {
        if (change.owner().equals(type.getName())) {
          woven = woven.visit(Advice.to(change.advice()).on(the(type, change.method(), -1)));
        }
      }
    }
    return woven;
  }

  /** A place that is not there any more must not pass for one that is not reached. */
  private static ElementMatcher.Junction<MethodDescription> the(
      TypeDescription type, String method, int arguments) {
    ElementMatcher.Junction<MethodDescription> wanted =
        arguments < 0
            ? named(method).and(not(isBridge()))
            : named(method).and(takesArguments(arguments)).and(not(isBridge()));
    int found = type.getDeclaredMethods().filter(wanted).size();
    if (found != 1) {
      throw new IllegalStateException(
          "%s has %d methods %s, not one".formatted(type.getName(), found, method));
    }
    return wanted;
  }

  private static final class EndOnFailure extends AgentBuilder.Listener.Adapter {
    @Override
    public void onError(
        String type,
        @Nullable ClassLoader loader,
        @Nullable JavaModule module,
        boolean loaded,
        Throwable failure) {
      System.err.println("Cannot weave " + type + ": " + failure);
      Runtime.getRuntime().halt(2);
    }
  }
}
