package io.servelab.cli;

import io.servelab.error.InfeasibleException;
import io.servelab.error.NoDataException;
import io.servelab.error.ServeLabException;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Entry point of the command line. */
@Command(
    name = "servelab",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "How to deploy a language model on given GPUs, and what it will deliver.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Example:",
      "  servelab search --model Qwen/Qwen3-32B-FP8 --system h200_sxm --gpus 32 --backend trtllm"
          + " \\",
      "      --isl 4000 --osl 500 --prefix 500 --ttft 300 --tpot 10",
      "",
      "Exit codes: 0 done, 1 no answer (nothing fits, no data), 2 bad usage or unreadable input."
    },
    subcommands = {
      SearchCommand.class,
      ExpCommand.class,
      RecommendCommand.class,
      EstimateCommand.class,
      ConfigCommand.class,
      GenerateCommand.class,
      AdaptCommand.class,
      KvCacheCommand.class,
      SupportCommand.class,
      OpCommand.class,
      AccuracyCommand.class,
      DataCommand.class,
      DoctorCommand.class,
      ShellCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {

  private static final int NO_ANSWER = 1;
  private static final int HELP_WIDTH = 100;
  private static final int BAD_INPUT = 2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--debug",
      scope = CommandLine.ScopeType.INHERIT,
      hidden = true,
      description = "Show where an error was raised.")
  private boolean debug;

  private Main(CommandLine.Model.CommandSpec unset) {
    this.spec = unset;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command and returns its exit code. */
  static int run(String... arguments) {
    Main main = new Main(CommandLine.Model.CommandSpec.create());
    CommandLine commandLine = new CommandLine(main);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(HELP_WIDTH);
    commandLine.setParameterExceptionHandler(Main::misuse);
    commandLine.setExecutionExceptionHandler(main::failure);
    return commandLine.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  private static int misuse(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Misuse.message(misuse));
    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return BAD_INPUT;
  }

  private int failure(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (!(failure instanceof ServeLabException)) {
      throw failure;
    }
    command.getErr().println(failure.getMessage());
    if (debug) {
      failure.printStackTrace(command.getErr());
    }
    boolean unanswered =
        failure instanceof NoDataException || failure instanceof InfeasibleException;
    return unanswered ? NO_ANSWER : BAD_INPUT;
  }

  /** Reads the version from the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"servelab " + (version == null ? "(from sources)" : version)};
    }
  }
}
