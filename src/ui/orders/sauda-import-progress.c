#include "sauda-import-progress.h"

#include <glib/gi18n-lib.h>

/**
 * sauda_import_progress_show:
 * @done: rows
 * @total: of so many; 0 while nobody knows how many there are
 * @bar: (type GtkProgressBar): becomes visible
 *
 * Shows how far an import of a catalogue is.
 */
void
sauda_import_progress_show (guint done, guint total, gpointer bar)
{
  g_autofree char *text = total > 0 ? g_strdup_printf (_ ("%u of %u rows"), done, total)
                                    : g_strdup_printf (ngettext ("%u row", "%u rows", done), done);

  g_return_if_fail (GTK_IS_PROGRESS_BAR (bar));

  gtk_widget_set_visible (bar, TRUE);
  gtk_progress_bar_set_text (bar, text);
  if (total > 0)
    gtk_progress_bar_set_fraction (bar, (double) done / total);
  else
    gtk_progress_bar_pulse (bar);
}
