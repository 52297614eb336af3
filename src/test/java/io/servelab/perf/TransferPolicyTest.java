package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransferPolicyTest {

  @Test
  void blankAllowsEverything() {
    assertEquals(Set.of(TransferKind.values()), TransferPolicy.parse("").allowed());
  }

  @Test
  void presetsAndKindsMayBeMixed() {
    assertEquals(
        Set.of(TransferKind.XSHAPE, TransferKind.XOP),
        TransferPolicy.parse("conservative, xop").allowed());
    assertEquals(Set.of(), TransferPolicy.parse("off").allowed());
  }

  @Test
  void unknownWordOffersTheNearest() {
    UnknownNameException error =
        assertThrows(UnknownNameException.class, () -> TransferPolicy.parse("balancd"));
    assertTrue(error.getMessage().contains("balanced"), error.getMessage());
  }
}
