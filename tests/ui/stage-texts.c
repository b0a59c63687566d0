#include "stage-texts.h"

#include "sauda-grid-export.h"

#include <glib/gstdio.h>

/* A command answers by lines, so a text must not have any of its own. */
static void
print_text (const char *what, const char *text)
{
  g_autofree char *line = text != NULL ? g_strdup (text) : NULL;

  if (line != NULL && *line != '\0')
    g_print ("%s\t%s\n", what, g_strdelimit (line, "\n\r", ' '));
}

static void
print_buffer (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  print_text ("text", text);
}

/**
 * stage_print_texts:
 * @widget: a window
 *
 * Prints everything that can be read in it: labels, cells, entries and what tooltips say.
 */
void
stage_print_texts (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    print_text ("label", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_INSCRIPTION (widget))
    print_text ("cell", gtk_inscription_get_text (GTK_INSCRIPTION (widget)));
  else if (GTK_IS_EDITABLE (widget))
    print_text ("entry", gtk_editable_get_text (GTK_EDITABLE (widget)));
  else if (GTK_IS_TEXT_VIEW (widget))
    print_buffer (GTK_TEXT_VIEW (widget));
  print_text ("tip", gtk_widget_get_tooltip_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    stage_print_texts (child);
}

/**
 * stage_print_table:
 * @grid: a table
 *
 * Prints what leaves it: all of it by the clipboard, and as a file.
 */
void
stage_print_table (SaudaGrid *grid)
{
  g_autoptr (SaudaTable) table = sauda_grid_create_table (grid, "table", FALSE);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "sauda-stage-XXXXXX.csv", NULL);
  int file = g_mkstemp (path);
  g_autofree char *copied = NULL;
  g_autofree char *written = NULL;
  g_auto (GStrv) lines = NULL;

  sauda_grid_select_all (grid);
  copied = sauda_grid_copy_text (grid);
  lines = g_strsplit (copied, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    print_text ("copied", lines[i]);
  g_strfreev (lines);
  if (!sauda_table_write (table, path, NULL) || !g_file_get_contents (path, &written, NULL, NULL))
    g_print ("unwritten\n");
  lines = g_strsplit (written != NULL ? written : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    print_text ("exported", lines[i]);
  g_close (file, NULL);
  g_unlink (path);
}

/**
 * stage_export_table:
 * @grid: a table
 * @path: a file, whose name says of which kind it becomes
 *
 * Returns: whether what the table shows is written there
 */
gboolean
stage_export_table (SaudaGrid *grid, const char *path)
{
  g_autoptr (SaudaTable) table = sauda_grid_create_table (grid, "table", FALSE);

  return sauda_table_write (table, path, NULL);
}
