package io.servelab.notebook;

import io.servelab.error.ServeLabException;

/** Shows one of our exceptions that is a value, such as a refused row, as a box. */
public final class ExceptionAdapter implements DisplayAdapter<ServeLabException> {

  @Override
  public Class<ServeLabException> type() {
    return ServeLabException.class;
  }

  @Override
  public Displayable display(ServeLabException value) {
    return ErrorBox.of(value);
  }
}
