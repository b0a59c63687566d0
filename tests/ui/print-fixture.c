#include "print-fixture.h"

#include "sauda-ui-resource.h"
#include "sauda-workspace-async.h"

#include <cairo-pdf.h>
#include <string.h>

/**
 * print_fixture_get_printer_folder:
 * Returns: (transfer none): the folder of the printer, with what it got in `out` and files that break it
 */
const char *
print_fixture_get_printer_folder (void)
{
  return g_getenv ("SAUDA_TEST_PRINTER");
}

/**
 * print_fixture_count_received:
 * Returns: how many jobs the printer got so far
 */
guint
print_fixture_count_received (void)
{
  g_autofree char *folder = g_build_filename (print_fixture_get_printer_folder (), "out", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_suffix (name, ".bin");
  return count;
}

/**
 * print_fixture_read_received:
 * @number: a job, from 1
 * @option: how pdftotext writes it
 *
 * Returns: (transfer full): what the printer got as its @number-th job, as text; waited for
 */
char *
print_fixture_read_received (guint number, const char *option)
{
  g_autofree char *name = g_strdup_printf ("%u.bin", number);
  g_autofree char *path = g_build_filename (print_fixture_get_printer_folder (), "out", name, NULL);
  const char *arguments[] = { "pdftotext", option, path, "-", NULL };
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  sauda_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/**
 * print_fixture_make_item:
 * @fixture: the merchant's folder
 * @title: of the group
 * @first_order: number of its first order
 * @count: labels of 100 x 150 mm that print their order's number
 * @from: the first one that is to be printed, from 0
 *
 * Returns: (transfer full): a group to be printed
 */
SaudaPrintItem *
print_fixture_make_item (WorkspaceFixture *fixture,
                         const char *title,
                         guint first_order,
                         guint count,
                         guint from)
{
  g_autofree char *name = g_strdup_printf ("%s.pdf", title);
  g_autofree char *path = g_build_filename (fixture->folder.path, name, NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 100 * MM, 150 * MM);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

  for (guint i = 0; i < count; i++) {
    g_autofree char *code = g_strdup_printf ("9%08u", first_order + i);

    cairo_set_font_size (cairo, 24);
    cairo_move_to (cairo, 20 * MM, 50 * MM);
    cairo_show_text (cairo, code);
    cairo_show_page (cairo);
    g_ptr_array_add (labels, sauda_print_label_new (i + 1, "ONLYFIT", code, 1));
    if (i >= from)
      g_array_append_val (pages, i);
  }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return sauda_print_item_new (title, path, pages, labels);
}

/**
 * print_fixture_make_run:
 * @fixture: the merchant's folder
 * @first: (transfer full): a group
 * @second: (transfer full) (nullable): another
 * @options: how; to the printer of the tests where no profile is named
 *
 * Returns: (transfer full): a run that was not started
 */
SaudaPrintRun *
print_fixture_make_run (WorkspaceFixture *fixture,
                        SaudaPrintItem *first,
                        SaudaPrintItem *second,
                        SaudaPrintOptions options)
{
  g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new ("Labels");
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_item_free);

  g_free (profile->queue);
  profile->queue = g_strdup ("label");
  g_ptr_array_add (items, first);
  if (second != NULL)
    g_ptr_array_add (items, second);
  if (options.profile == NULL)
    options.profile = profile;
  return sauda_print_run_new (fixture->workspace, NULL, items, &options);
}

/**
 * print_fixture_wait_for:
 * @run: a run
 * @state: how it ends
 *
 * Waits until it did.
 */
void
print_fixture_wait_for (SaudaPrintRun *run, SaudaPrintRunState state)
{
  sauda_test_wait_until (sauda_print_run_get_state (run) == state ||
                         sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_FAILED);
  if (state != SAUDA_PRINT_RUN_FAILED)
    g_assert_no_error (sauda_print_run_get_error (run));
  g_assert_cmpint (sauda_print_run_get_state (run), ==, state);
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_print_queue_list (connection, 0, error);
}

/**
 * print_fixture_list_jobs:
 * @fixture: the merchant's folder
 *
 * Returns: (transfer full) (element-type SaudaPrintRecord): what was written down, the newest first
 */
GPtrArray *
print_fixture_list_jobs (WorkspaceFixture *fixture)
{
  return sauda_workspace_read (fixture->workspace, list_work, NULL, NULL);
}

/**
 * print_fixture_is_newest:
 * @fixture: the merchant's folder
 * @state: a state
 * @confirmed: labels
 *
 * Returns: whether the newest job is in @state, with so many labels that came out
 */
gboolean
print_fixture_is_newest (WorkspaceFixture *fixture, SaudaPrintState state, guint confirmed)
{
  g_autoptr (GPtrArray) jobs = print_fixture_list_jobs (fixture);
  const SaudaPrintRecord *newest = jobs->len > 0 ? g_ptr_array_index (jobs, 0) : NULL;

  return newest != NULL && newest->state == state && newest->n_confirmed == confirmed;
}

/* The services of a desktop that GTK asks for printers and colours, and that are not there. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  gboolean noise = FALSE;

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      noise = strstr (fields[i].value, "Avahi") != NULL || strstr (fields[i].value, "olor") != NULL;
  if (noise)
    return G_LOG_WRITER_HANDLED;
  g_log_writer_default (level, fields, n_fields, user_data);
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0)
    abort ();
  return G_LOG_WRITER_HANDLED;
}

/**
 * print_fixture_add:
 * @name: of a test
 * @test: runs in an open folder of its own
 */
void
print_fixture_add (const char *name, void (*test) (WorkspaceFixture *, gconstpointer))
{
  g_test_add (name, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down);
}

/**
 * print_fixture_init:
 * @argc: of main()
 * @argv: of main()
 *
 * As gtk_test_init(), for programs that print.
 */
void
print_fixture_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv);
  g_resources_register (sauda_ui_get_resource ());
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (write_log, NULL, NULL);
}
