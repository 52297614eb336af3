package sample.library;

/** A library that cells call and that refuses what they ask. */
public final class Refusing {

  private Refusing() {}

  /** Refuses whenever there is a reason to. */
  public static int refuse(String why) {
    if (!why.isEmpty()) {
      throw new RefusedName(why);
    }
    return 0;
  }

  /** An error whose message says everything, as a resource of the library tells the kernel. */
  public static final class RefusedName extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedName(String message) {
      super(message);
    }
  }
}
