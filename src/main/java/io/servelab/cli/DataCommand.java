package io.servelab.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measured tables: what is there, and how to get more. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "List measured tables or import more.",
    subcommands = {DataListCommand.class, DataImportCommand.class})
final class DataCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  DataCommand() {
    this.spec = CommandLine.Model.CommandSpec.create();
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
