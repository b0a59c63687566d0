#include "sauda-fresh-text.h"

/**
 * sauda_fresh_text_set:
 * @field: a field that is about something else from now on
 * @text: what stands in it
 *
 * Sets a text without the history of the one before: an undo must not bring what was written of another
 * order.
 */
void
sauda_fresh_text_set (GtkEditable *field, const char *text)
{
  g_return_if_fail (GTK_IS_EDITABLE (field));

  gtk_editable_set_enable_undo (field, FALSE);
  gtk_editable_set_text (field, text);
  gtk_editable_set_enable_undo (field, TRUE);
}
