package io.servelab.cli;

import io.servelab.report.Doctor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what is there, what is missing, and how to get it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Look at Java, measured tables and the Jupyter kernel: what is there, what is missing,",
      "and how to get it. Exit code 1 if something is missing that every question needs."
    })
final class DoctorCommand implements Callable<Integer> {

  private static final int UNHEALTHY = 1;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    Doctor doctor = Doctor.look(data::home);
    output.print(doctor::text, doctor::verdict, () -> JsonTable.of(doctor.table()), doctor::table);
    return doctor.healthy() ? 0 : UNHEALTHY;
  }
}
