package io.gatehouse;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** What may depend on what. */
class ModuleBoundariesTest {

  private static final String[] FEATURES = {
    "io.gatehouse.routing..",
    "io.gatehouse.outbound..",
    "io.gatehouse.commands..",
    "io.gatehouse.blocking..",
    "io.gatehouse.settings..",
    "io.gatehouse.customers..",
    "io.gatehouse.tickets..",
    "io.gatehouse.history.."
  };
  private static final String[] KAFKA = {"org.apache.kafka..", "org.springframework.kafka.."};
  private static final String[] SQL = {"org.springframework.jdbc..", "java.sql..", "javax.sql.."};

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gatehouse");

  @Test
  void theModulesKeepToTheirBoundaries() {
    ApplicationModules.of(Gatehouse.class).verify();
  }

  @Test
  void listenersHaveNoSql() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Listener")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SQL)
        .check(MAIN);
  }

  @Test
  void whatDecidesAndWhatStoresKnowsNoKafka() {
    noClasses()
        .that()
        .resideInAnyPackage(FEATURES)
        .and()
        .haveNameMatching(".*(Store|Handler|Rules|Router|State|Moves|Tickets|Customers|Gate)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(KAFKA)
        .check(MAIN);
  }

  @Test
  void customersSettingsAndBlockingKnowNoKafkaAtAll() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.gatehouse.customers..", "io.gatehouse.settings..", "io.gatehouse.blocking..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(KAFKA)
        .check(MAIN);
  }

  @Test
  void nothingSleeps() {
    noClasses()
        .should()
        .callMethodWhere(target(name("sleep")).or(target(owner(equivalentTo(LockSupport.class)))))
        .because("tests own the clock, and a stop must not wait")
        .check(MAIN);
  }
}
