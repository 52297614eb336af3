/**
 * A Java kernel for Jupyter: JShell does the Java, JJava's base library does the protocol, and this
 * package does what a notebook needs in between.
 *
 * <p>The way of a cell: {@link io.servelab.kernel.KernelMain} builds the {@code NotebookKernel} and
 * connects it; the kernel resolves magics ({@code MagicSource}), hands the Java to {@code
 * CellEvaluator}, which feeds JShell piece by piece; {@code SnippetEngine} runs each compiled piece
 * on a thread that can be stopped and keeps the live value and the live exception; {@code
 * BlockOutput} carries what the piece prints; {@code NotebookRenderer} turns the value into what
 * the front end shows.
 *
 * <p>The package must not know ServeLab's library. The library reaches the kernel as a JJava {@code
 * Extension} service and through the resource {@code META-INF/servelab/notebook-imports}, both
 * found on the class path.
 */
package io.servelab.kernel;
