#include "sauda-sheet.h"

#include <time.h>

/* bench-sheet-read FILE: reads a sheet and does nothing with its cells; prints the seconds of work and of the
 * clock. */

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  *(guint64 *) data += n_cells;
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();
  clock_t worked = clock ();
  guint64 cells = 0;

  if (argc != 2 || !sauda_sheet_read (argv[1], NULL, take_row, &cells, NULL, &error)) {
    g_printerr ("%s\n", error != NULL ? error->message : "bench-sheet-read FILE");
    return 1;
  }
  g_print ("%.4f %.4f\n", (double) (clock () - worked) / CLOCKS_PER_SEC,
           (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC);
  return 0;
}
