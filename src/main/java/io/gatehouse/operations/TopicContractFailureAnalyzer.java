package io.gatehouse.operations;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the topics, and what to do, instead of a stack trace. */
final class TopicContractFailureAnalyzer extends AbstractFailureAnalyzer<TopicContractException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, TopicContractException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
  }
}
