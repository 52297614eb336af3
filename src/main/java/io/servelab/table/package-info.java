/**
 * Tablesaw tables: built from records one line a column, and shown as HTML, Markdown and text.
 *
 * <p>Entry points: {@link io.servelab.table.TableBuilder} makes a table from a list of values,
 * {@link io.servelab.table.TableView} shows one, {@link io.servelab.table.CsvText} writes one. A
 * column name ends with its unit ({@code ttft_ms}), and {@link io.servelab.table.ColumnTitle} reads
 * it back for display. Knows nothing of models, searches or any other thing in the tables.
 */
@NullMarked
package io.servelab.table;

import org.jspecify.annotations.NullMarked;
