package io.servelab.kernel;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Redirects calls of {@code System.exit} in a compiled snippet to {@link RefusedExit}, so that a
 * cell cannot end the kernel by accident.
 *
 * <p>Only the constant pool changes: the method reference is pointed to another class, and that
 * class is appended to the pool. This needs no bytecode library and works for direct calls and
 * method handles alike. See chapter 4.4 of the Java Virtual Machine Specification for the format.
 */
final class ExitCalls {

  private static final int POOL_COUNT_OFFSET = 8;
  private static final int POOL_OFFSET = 10;

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;

  private final ByteBuffer pool;
  private final int[] offsets;
  private final int end;

  private ExitCalls(byte[] classFile) {
    pool = ByteBuffer.wrap(classFile);
    offsets = new int[unsignedShort(POOL_COUNT_OFFSET)];
    int offset = POOL_OFFSET;
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = offset;
      int tag = pool.get(offset);
      offset += entrySize(tag, offset);
      if (tag == LONG || tag == DOUBLE) {
        i++;
      }
    }
    end = offset;
  }

  /** The class file with its calls redirected, or the same array if it has none. */
  static byte[] redirectedIn(byte[] classFile) {
    return new ExitCalls(classFile.clone()).redirect(classFile);
  }

  private byte[] redirect(byte[] original) {
    int appendedClass = offsets.length + 1;
    boolean found = false;
    for (int i = 1; i < offsets.length; i++) {
      if (offsets[i] > 0 && isExit(offsets[i])) {
        pool.putShort(offsets[i] + 1, (short) appendedClass);
        found = true;
      }
    }
    if (!found || appendedClass > 0xFFFF) {
      return original;
    }
    pool.putShort(POOL_COUNT_OFFSET, (short) (offsets.length + 2));
    byte[] patched = pool.array();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(patched.length + 64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(patched, 0, end);
      out.writeByte(UTF8);
      out.writeUTF(RefusedExit.class.getName().replace('.', '/'));
      out.writeByte(CLASS);
      out.writeShort(offsets.length);
      out.write(patched, end, patched.length - end);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private boolean isExit(int offset) {
    if (pool.get(offset) != METHOD) {
      return false;
    }
    int owner = offsets[unsignedShort(offset + 1)];
    int nameAndType = offsets[unsignedShort(offset + 3)];
    return pool.get(nameAndType) == NAME_AND_TYPE
        && text(unsignedShort(owner + 1)).equals("java/lang/System")
        && text(unsignedShort(nameAndType + 1)).equals("exit")
        && text(unsignedShort(nameAndType + 3)).equals("(I)V");
  }

  private String text(int index) {
    int offset = offsets[index];
    int length = unsignedShort(offset + 1);
    return new String(pool.array(), offset + 3, length, StandardCharsets.UTF_8);
  }

  private int entrySize(int tag, int offset) {
    return switch (tag) {
      case UTF8 -> 3 + unsignedShort(offset + 1);
      case CLASS, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      case LONG, DOUBLE -> 9;
      default -> 5;
    };
  }

  private int unsignedShort(int offset) {
    return Short.toUnsignedInt(pool.getShort(offset));
  }
}
