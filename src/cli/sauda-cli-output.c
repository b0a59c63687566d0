#include "sauda-cli.h"

#include "sauda-day-error.h"
#include "sauda-outbox-error.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

/**
 * sauda_cli_on_ready:
 * @source: (nullable): whose call ended
 * @result: its result
 * @slot: (type GAsyncResult): where sauda_cli_wait() looks
 *
 * The callback of every asynchronous call of saudactl.
 */
void
sauda_cli_on_ready (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

/**
 * sauda_cli_wait:
 * @slot: (inout): where sauda_cli_on_ready() puts the result
 *
 * Runs the main loop until the call ends.
 *
 * Returns: (transfer none): the result
 */
GAsyncResult *
sauda_cli_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

/* GLib's own words for a stop, and not those of a room that knows what became of its work. */
static gboolean
is_plain_stop (const GError *error)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) plain = NULL;

  g_cancellable_cancel (cancelled);
  g_cancellable_set_error_if_cancelled (cancelled, &plain);
  return g_error_matches (error, plain->domain, plain->code) && g_str_equal (error->message, plain->message);
}

/**
 * sauda_cli_fail:
 * @cli: the call
 * @error: what went wrong
 *
 * Says what went wrong on the terminal.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_fail (SaudaCli *cli, const GError *error)
{
  g_printerr ("saudactl: %s\n",
              is_plain_stop (error) ? _ ("Stopped. What was done so far is kept.") : error->message);
  g_info ("%s", error->message);
  if (g_error_matches (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED) ||
      g_error_matches (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOT_EARNED) ||
      g_error_matches (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOT_APPROVED) ||
      g_error_matches (error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_EXPIRED) ||
      g_error_matches (error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_ALREADY_APPROVED))
    return SAUDA_EXIT_STOPPED;
  return SAUDA_EXIT_FAILED;
}

/**
 * sauda_cli_usage:
 * @sentence: what is wrong with the call
 *
 * Returns: %SAUDA_EXIT_USAGE
 */
SaudaExit
sauda_cli_usage (const char *sentence)
{
  g_printerr ("saudactl: %s\n", sentence);
  return SAUDA_EXIT_USAGE;
}

/**
 * sauda_cli_say:
 * @format: a format
 * @...: its values
 *
 * Tells the person something, beside the result.
 */
void
sauda_cli_say (const char *format, ...)
{
  va_list values;

  va_start (values, format);
  vfprintf (stderr, format, values);
  va_end (values);
  fputc ('\n', stderr);
}

/**
 * sauda_cli_print:
 * @format: a format
 * @...: its values
 *
 * Prints a line of the result.
 */
void
sauda_cli_print (const char *format, ...)
{
  va_list values;

  va_start (values, format);
  vfprintf (stdout, format, values);
  va_end (values);
  fputc ('\n', stdout);
}

/**
 * sauda_cli_print_cells:
 * @cells: (array length=n_cells): cells of one row
 * @n_cells: how many
 *
 * Prints a row of a table. Widths count letters, so columns stand straight in every language.
 */
void
sauda_cli_print_cells (const SaudaCliCell *cells, gsize n_cells)
{
  g_autoptr (GString) row = g_string_new (NULL);

  for (gsize i = 0; i < n_cells; i++) {
    const char *text = cells[i].text != NULL ? cells[i].text : "–";
    glong gap = MAX (0, ABS (cells[i].width) - g_utf8_strlen (text, -1));

    if (i > 0)
      g_string_append (row, "  ");
    if (cells[i].width < 0)
      g_string_append_printf (row, "%*s", (int) gap, "");
    g_string_append (row, text);
    if (cells[i].width > 0 && i + 1 < n_cells)
      g_string_append_printf (row, "%*s", (int) gap, "");
  }
  puts (row->str);
}

/**
 * sauda_cli_print_json:
 * @json: (transfer none): a finished document
 *
 * Prints the one JSON document of a call.
 */
void
sauda_cli_print_json (JsonBuilder *json)
{
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  g_autofree char *text = json_to_string (root, FALSE);

  fputs (text, stdout);
  fputc ('\n', stdout);
}

/**
 * sauda_cli_add_string:
 * @json: a document inside an object
 * @key: a key
 * @value: (nullable): a text; %NULL becomes null
 */
void
sauda_cli_add_string (JsonBuilder *json, const char *key, const char *value)
{
  json_builder_set_member_name (json, key);
  if (value != NULL)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

/**
 * sauda_cli_add_int:
 * @json: a document inside an object
 * @key: a key
 * @value: a number
 */
void
sauda_cli_add_int (JsonBuilder *json, const char *key, gint64 value)
{
  json_builder_set_member_name (json, key);
  json_builder_add_int_value (json, value);
}

/**
 * sauda_cli_add_double:
 * @json: a document inside an object
 * @key: a key
 * @value: a number
 */
void
sauda_cli_add_double (JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name (json, key);
  json_builder_add_double_value (json, value);
}

/**
 * sauda_cli_add_amount:
 * @json: a document inside an object
 * @key: a key
 * @value: a number; less than 0 is not known and becomes null
 */
void
sauda_cli_add_amount (JsonBuilder *json, const char *key, gint64 value)
{
  json_builder_set_member_name (json, key);
  if (value >= 0)
    json_builder_add_int_value (json, value);
  else
    json_builder_add_null_value (json);
}

/**
 * sauda_cli_add_problem:
 * @json: a document inside an object
 * @row: as a spreadsheet numbers it
 * @column: (nullable): header text
 * @value: (nullable): what stands there
 * @reason: a sentence
 *
 * Adds what every problem with a cell says.
 */
void
sauda_cli_add_problem (JsonBuilder *json,
                       guint row,
                       const char *column,
                       const char *value,
                       const char *reason)
{
  sauda_cli_add_int (json, "row", row);
  sauda_cli_add_string (json, "column", column);
  sauda_cli_add_string (json, "value", value);
  sauda_cli_add_string (json, "reason", reason);
}

/**
 * sauda_cli_begin_array:
 * @json: a document inside an object
 * @key: a key
 */
void
sauda_cli_begin_array (JsonBuilder *json, const char *key)
{
  json_builder_set_member_name (json, key);
  json_builder_begin_array (json);
}

/**
 * sauda_cli_end_list:
 * @cli: the call
 * @json: a document of one object, inside its last array
 *
 * Ends the array and the document, and prints it when the call asked for JSON.
 *
 * Returns: whether it was printed; else the words are still to be said
 */
gboolean
sauda_cli_end_list (SaudaCli *cli, JsonBuilder *json)
{
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  return cli->json;
}

/**
 * sauda_cli_add_time:
 * @json: a document inside an object
 * @key: a key
 * @utc_ms: UTC ms, 0 for none
 */
void
sauda_cli_add_time (JsonBuilder *json, const char *key, gint64 utc_ms)
{
  g_autofree char *text = utc_ms > 0 ? sauda_time_format_iso (utc_ms) : NULL;

  sauda_cli_add_string (json, key, text);
}

/**
 * sauda_cli_progress:
 * @done: units finished
 * @total: units in all
 * @what: (type utf8): what is being done
 *
 * Draws a progress bar where a person looks.
 */
void
sauda_cli_progress (guint done, guint total, gpointer what)
{
  static gint64 drawn_us;
  gint64 now_us = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || total == 0 || (now_us - drawn_us < 100000 && done < total))
    return;
  drawn_us = now_us;
  fprintf (stderr, "\r\033[K%s %u/%u%s", (const char *) what, done, total, done >= total ? "\n" : "");
}
