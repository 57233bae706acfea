package io.gatehouse.operations;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the wrong key instead of a stack trace. */
final class UnknownSettingsFailureAnalyzer
    extends AbstractFailureAnalyzer<UnknownSettingsException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettingsException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Correct or remove it. docs/configuration.md lists all settings.",
        cause);
  }
}
