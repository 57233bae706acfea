package io.gatehouse.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.proof.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker finds each bug by name when it is planted, and nothing when it is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedBugIT {

  private final Stage stage = new Stage();

  @AfterAll
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BLOCK_WITHOUT_LOCK", "BLOCK_WITHOUT_A_WORD", "TOMBSTONE_BEFORE_LATE_RECORD"})
  void a_planted_bug_is_found(Plant plant) {
    assertFound(plant);
  }

  @Tag("chaos")
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "BLOCK_WITHOUT_LOCK",
        "BLOCK_WITHOUT_A_WORD",
        "TOMBSTONE_BEFORE_LATE_RECORD",
        "PARTITIONS_IN_OPPOSITE_ORDER"
      })
  void a_planted_bug_is_found_too(Plant plant) {
    assertFound(plant);
  }

  @Tag("chaos")
  @Test
  void without_the_bugs_the_same_moments_do_no_harm() {
    try (var worker = new ChaosWorker(stage.services())) {
      stage.begin(worker);
      for (Plant plant : Plant.BUGS) {
        new Provocation(stage, worker, false).provoke(plant);
        assertThat(stage.check()).as(plant.name()).hasToString("clean");
      }
    }
  }

  private void assertFound(Plant plant) {
    try (var worker = new ChaosWorker(stage.services(), plant)) {
      stage.begin(worker);
      Property broken = new Provocation(stage, worker, true).provoke(plant);
      Stage.Findings found = stage.check();
      System.out.printf("%s: %s%n", plant, found);
      assertThat(found.violations())
          .extracting(violation -> violation.property())
          .as(found.toString())
          .contains(broken);
    }
  }
}
