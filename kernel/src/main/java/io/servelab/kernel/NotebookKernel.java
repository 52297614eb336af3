package io.servelab.kernel;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CountDownLatch;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.request.CommInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;

/**
 * Answers the requests of the Jupyter protocol with a {@link JavaSession}.
 *
 * <p>Requests may arrive while {@link #onStartup()} still runs on another thread: those that need
 * Java wait for its end, the others are answered at once, so that the client's greeting overlaps
 * with the start of the compiler.
 */
final class NotebookKernel extends BaseKernel {

  private final KernelSettings settings;
  private final KernelIo cellIo;
  private final JavaSession session;
  private final SessionSetup setup;
  private final SessionHistory history = new SessionHistory();
  private final CountDownLatch started = new CountDownLatch(1);
  private JupyterConnection connection;
  private volatile RunningCell runningCell;

  /** A cell whose reply is still owed. */
  private record RunningCell(ShellReplyEnvironment environment, int count) {}

  NotebookKernel(KernelSettings settings, KernelIo cellIo) {
    this(settings, cellIo, new MagicSource());
  }

  private NotebookKernel(KernelSettings settings, KernelIo cellIo, MagicSource magics) {
    super(
        "servelab-kernel",
        Optional.ofNullable(NotebookKernel.class.getPackage().getImplementationVersion())
            .orElse("0.0.0"),
        new LanguageInfo.Builder("java")
            .version(Runtime.version().toString())
            .mimetype("text/x-java-source")
            .fileExtension(".jshell")
            .pygments("java")
            .codemirror("java")
            .build(),
        List.of(new HelpLink("Java API", "https://docs.oracle.com/en/java/javase/17/docs/api/")),
        null,
        cellIo,
        new CommManager(),
        new NotebookRenderer(),
        magics,
        magicsRegistry(),
        settings.extensions(),
        new StringStyler.Builder().build());
    this.settings = settings;
    this.cellIo = cellIo;
    this.session = new JavaSession(magics, settings.compilerOptions(), settings.timeLimit());
    this.setup = new SessionSetup(session);
  }

  private static MagicsRegistry magicsRegistry() {
    MagicsRegistry registry = new MagicsRegistry();
    TimeMagic time = new TimeMagic();
    MavenMagic maven = new MavenMagic();
    ClasspathMagic classpath = new ClasspathMagic();
    registry
        .registerLineMagic("classpath", classpath)
        .registerLineMagic("jars", classpath)
        .registerLineMagic("load", new LoadMagic())
        .registerLineMagic("time", time)
        .registerCellMagic("time", time)
        .registerCellMagic("loadFromPOM", maven);
    MavenMagic.NAMES.forEach(name -> registry.registerLineMagic(name, maven));
    return registry;
  }

  JavaSession session() {
    return session;
  }

  @Override
  public void onStartup() {
    try {
      installNotebookKernel();
      setup.importDefaults();
      settings.problems().forEach(setup::note);
      addToClassPath(setup.resolved(settings.classPath()));
      setup.runStartupCode(settings);
    } finally {
      started.countDown();
    }
  }

  /** Waits until a client asks for the shutdown. */
  void awaitShutdown() {
    connection.waitUntilClose();
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    runningCell = null;
    session.stop(StopRequest.Reason.INTERRUPT);
    super.onShutdown(isRestarting);
  }

  /**
   * Answers the running cell's client before the process ends under it.
   *
   * @return whether there was one
   */
  boolean farewell() {
    RunningCell cell = runningCell;
    if (cell == null) {
      return false;
    }
    ErrorReport report =
        ErrorReport.of(
            "KernelExit",
            "a library ended the Java process, perhaps with System.exit; all variables are lost");
    cell.environment().publish(report.toPublish());
    cell.environment().replyError(MessageType.EXECUTE_REPLY.error(), report.toReply(cell.count()));
    cell.environment().setStatusIdle();
    return true;
  }

  /** Makes jars and class folders usable in cells, with the extensions and imports they bring. */
  void addToClassPath(List<Path> entries) {
    entries.forEach(session::addToClassPath);
    if (extensionsEnabled) {
      installDefaultExtensions();
    }
    setup.importForLibraries();
  }

  @Override
  protected ClassLoader getClassLoader() {
    return session.loader();
  }

  @Override
  protected void installExtensions(ClassLoader classLoader) {
    try {
      super.installExtensions(classLoader);
    } catch (ServiceConfigurationError e) {
      setup.note("A notebook extension could not be loaded: " + e.getMessage());
    }
  }

  /** Installs an extension; one that fails must not take the kernel with it. */
  @Override
  protected void installExtension(Extension extension) {
    try {
      super.installExtension(extension);
    } catch (RuntimeException | LinkageError e) {
      setup.note("The notebook extension " + extension.getClass().getName() + " failed: " + e);
    }
  }

  @Override
  public Object evalRaw(String source) {
    return session.evaluate(new CellSource("eval", source));
  }

  @Override
  public void interrupt() {
    session.stop(StopRequest.Reason.INTERRUPT);
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    awaitStart();
    return new Inspection(session.analysis()).at(code, at, extraDetail).orElse(null);
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    awaitStart();
    return new Completion(session.analysis(), magicsRegistry, new LibraryWords(session.loader()))
        .at(code, at);
  }

  @Override
  public String isComplete(String code) {
    awaitStart();
    return new InputCheck(session.analysis()).verdict(code);
  }

  @Override
  public void becomeHandlerForConnection(JupyterConnection connection) {
    super.becomeHandlerForConnection(connection);
    connection.setHandler(MessageType.COMM_INFO_REQUEST, this::handleCommInfoRequest);
    this.connection = connection;
  }

  @Override
  protected synchronized void handleExecuteRequest(
      ShellReplyEnvironment env, Message<ExecuteRequest> message) {
    awaitStart();
    ExecuteRequest request = message.getContent();
    boolean counted = !request.isSilent() && request.shouldStoreHistory();
    int count = counted ? executionCount.getAndIncrement() : executionCount.get();
    commManager.setMessageContext(message);
    env.setBusyDeferIdle();
    if (counted) {
      history.add(count, request.getCode());
    }
    if (!request.isSilent()) {
      env.publish(new PublishExecuteInput(request.getCode(), count));
    }
    cellIo.attach(env, request.isStdinEnabled());
    setup.takeProblems().forEach(System.err::println);
    runningCell = new RunningCell(env, count);
    CellSource cell = CellSource.ofCell(count, request.getCode());
    boolean succeeded = session.inCell(cell, () -> run(env, request, cell, count));
    runningCell = null;
    // Looked at before the reply leaves: what comes after it is not queued but a new cell.
    List<Message<?>> queued =
        succeeded || !request.shouldStopOnError()
            ? List.of()
            : AbortedCells.waitingIn(env.getShell());
    env.resolveDeferrals();
    new AbortedCells(connection).answer((ShellChannel) env.getShell(), queued);
  }

  /** Runs the cell, sends what it yields, defers its reply, and says whether it succeeded. */
  private boolean run(
      ShellReplyEnvironment env, ExecuteRequest request, CellSource cell, int count) {
    try {
      DisplayData result = rendered(session.evaluate(cell));
      Map<String, Object> expressions = userExpressions(request.getUserExpr());
      cellIo.output().flush();
      if (result != null && !request.isSilent()) {
        env.publish(new PublishExecuteResult(count, result));
      }
      env.defer()
          .reply(
              Replies.message(
                  env.getContext(),
                  MessageType.EXECUTE_REPLY,
                  Replies.executed(count, expressions)));
      return true;
    } catch (Throwable e) {
      // Whatever it is, an error of the compiler included: the client must get its reply.
      ErrorReport report = session.report(e);
      cellIo.output().flush();
      if (!request.isSilent()) {
        env.publish(report.toPublish());
      }
      env.defer().replyError(MessageType.EXECUTE_REPLY.error(), report.toReply(count));
      return false;
    }
  }

  private DisplayData rendered(Object value) {
    if (value == null || value instanceof DisplayData) {
      return (DisplayData) value;
    }
    return (DisplayData) session.onSnippetThread(() -> renderer.render(value));
  }

  private Map<String, Object> userExpressions(Map<String, String> expressions) {
    Map<String, Object> results = new LinkedHashMap<>();
    if (expressions != null) {
      expressions.forEach((name, expression) -> results.put(name, userExpression(expression)));
    }
    return results;
  }

  private Object userExpression(String expression) {
    try {
      DisplayData data = rendered(session.evaluate(new CellSource("user expression", expression)));
      return Replies.expression(DisplayData.emptyIfNull(data));
    } catch (CellException e) {
      return e.report().toReply();
    }
  }

  @Override
  protected void handleHistoryRequest(ShellReplyEnvironment env, Message<HistoryRequest> message) {
    env.setBusyDeferIdle();
    reply(env, MessageType.HISTORY_REPLY, Replies.history(history.matching(message.getContent())));
  }

  @Override
  protected void handleKernelInfoRequest(
      ShellReplyEnvironment env, Message<KernelInfoRequest> message) {
    env.setBusyDeferIdle();
    reply(env, MessageType.KERNEL_INFO_REPLY, Replies.kernelInfo(this, Header.PROTOCOL_VERISON));
  }

  @Override
  protected void handleInterruptRequest(
      ShellReplyEnvironment env, Message<InterruptRequest> message) {
    env.setBusyDeferIdle();
    interrupt();
    reply(env, MessageType.INTERRUPT_REPLY, Replies.ok());
  }

  @Override
  protected void handleShutdownRequest(
      ShellReplyEnvironment env, Message<ShutdownRequest> message) {
    env.setBusyDeferIdle();
    boolean restart = message.getContent().isRestart();
    onShutdown(restart);
    reply(env, MessageType.SHUTDOWN_REPLY, Replies.shutdown(restart));
    env.resolveDeferrals();
    env.markForShutdown();
  }

  private void handleCommInfoRequest(ShellReplyEnvironment env, Message<CommInfoRequest> message) {
    env.setBusyDeferIdle();
    String target = message.getContent().getTargetName();
    Map<String, String> targets = new LinkedHashMap<>();
    for (Comm comm : commManager) {
      if (target == null || target.isEmpty() || target.equals(comm.getTargetName())) {
        targets.put(comm.getID(), comm.getTargetName());
      }
    }
    reply(env, MessageType.COMM_INFO_REPLY, Replies.comms(targets));
  }

  private static void reply(
      ShellReplyEnvironment env, MessageType<?> type, Map<String, Object> fields) {
    env.reply(Replies.message(env.getContext(), type, fields));
  }

  private void awaitStart() {
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
