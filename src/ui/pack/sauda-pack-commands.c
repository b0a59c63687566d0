#include "sauda-pack-commands.h"

#include "sauda-pack-scan.h"
#include "sauda-paper-table.h"
#include "sauda-print-paper.h"
#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* A sheet of paper in millimetres: it hangs beside the table. */
#define WIDTH 210
#define HEIGHT 297

static const struct {
  SaudaPackScanKind kind;
  const char *meaning;
} commands[] = {
  { SAUDA_PACK_SCAN_NEXT, N_ ("NEXT: all pieces are in the parcel") },
  { SAUDA_PACK_SCAN_HOLD, N_ ("HOLD: put the order aside") },
  { SAUDA_PACK_SCAN_PRINT, N_ ("PRINT: print the waybill again") },
  { SAUDA_PACK_SCAN_UNDO, N_ ("UNDO: take the last scan back") },
};

/* The sheet on its way. */
typedef struct {
  SaudaPackWindow *window; /* (weak) (nullable) */
  char *path;              /* (owned) (not nullable) removed with it */
  SaudaPrintPaper *paper;  /* (owned) (nullable) once ready */
} Sheet;

static void
sheet_free (Sheet *sheet)
{
  g_unlink (sheet->path);
  g_free (sheet->path);
  g_clear_object (&sheet->paper);
  g_clear_weak_pointer (&sheet->window);
  g_free (sheet);
}

static void
say (Sheet *sheet, const char *text)
{
  if (sheet->window != NULL)
    sauda_pack_window_say (sheet->window, text);
}

static void
say_error (Sheet *sheet, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (sheet, text);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sheet *sheet = user_data;
  g_autoptr (GError) error = NULL;

  if (sauda_print_paper_send_finish (sheet->paper, result, NULL, &error)) {
    g_autofree char *text = sauda_print_paper_describe (sheet->paper);

    say (sheet, text);
  } else {
    say_error (sheet, error);
  }
  sheet_free (sheet);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sheet *sheet = user_data;
  g_autoptr (GError) error = NULL;

  sheet->paper = sauda_print_prepare_finish (result, &error);
  if (sheet->paper != NULL) {
    sauda_print_paper_send_async (sheet->paper, NULL, on_sent, sheet);
    return;
  }
  say_error (sheet, error);
  sheet_free (sheet);
}

/**
 * sauda_pack_commands_write:
 * @path: where the PDF goes
 * @error: return location
 *
 * Writes the commands of the packing table as bar codes that any scanner reads, with what they mean.
 *
 * Returns: %FALSE with an error of the stationery room
 */
gboolean
sauda_pack_commands_write (const char *path, GError **error)
{
  g_autoptr (SaudaPaperTable) table = sauda_paper_table_new (WIDTH, HEIGHT);
  guint pages = 0;

  sauda_paper_table_begin_page (table);
  sauda_paper_table_add_title (table, _ ("Packing table"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    sauda_paper_table_add_heading (table, _ (commands[i].meaning));
    sauda_paper_table_add_barcode (table, sauda_pack_scan_get_command (commands[i].kind));
  }
  return sauda_paper_table_write (table, path, &pages, error);
}

/**
 * sauda_pack_commands_print:
 * @parent: the packing table
 *
 * Prints the commands, on a printer that the dialog asks for.
 */
void
sauda_pack_commands_print (GtkWindow *parent)
{
  Sheet *sheet = g_new0 (Sheet, 1);
  /* a sheet of an office printer, not of the one for labels */
  g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new ("A4");
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("sauda-commands-XXXXXX.pdf", &sheet->path, &error);

  g_set_weak_pointer (&sheet->window, SAUDA_PACK_WINDOW (parent));
  profile->paper_width = WIDTH;
  profile->paper_height = HEIGHT;
  if (fd >= 0)
    g_close (fd, NULL);
  else
    sheet->path = g_strdup ("");
  if (fd < 0 || !sauda_pack_commands_write (sheet->path, &error)) {
    say_error (sheet, error);
    sheet_free (sheet);
    return;
  }
  sauda_print_prepare_async (
    &(SaudaPrintRequest){
      .parent = parent, .path = sheet->path, .title = _ ("Packing table"), .profile = profile },
    NULL, on_ready, sheet);
}
