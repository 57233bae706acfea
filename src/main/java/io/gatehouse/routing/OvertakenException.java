package io.gatehouse.routing;

import org.springframework.dao.ConcurrencyFailureException;

/** Another batch did meanwhile what this one was about to do: it has to start over. */
class OvertakenException extends ConcurrencyFailureException {

  private static final long serialVersionUID = 1L;

  OvertakenException(String message) {
    super(message);
  }
}
