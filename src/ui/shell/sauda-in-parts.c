#include "sauda-in-parts.h"

/* A longer list is shown a row at a time. */
#define SHORT_LIST 1

/* What of a box waits for its turn. */
typedef struct {
  GtkWidget *box;    /* (unowned) (not nullable) holds this */
  GPtrArray *hidden; /* (owned) (not nullable) what is shown next, the last first */
} Parts;

static const char key[] = "sauda-in-parts";

static void
parts_free (gpointer data)
{
  Parts *parts = data;

  g_ptr_array_unref (parts->hidden);
  g_free (parts);
}

static void
hide (Parts *parts, GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return;
  gtk_widget_set_visible (widget, FALSE);
  g_ptr_array_add (parts->hidden, g_object_ref (widget));
}

static guint
count_children (GtkWidget *widget)
{
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count++;
  return count;
}

/* What a row unfolds is measured with it, though nobody sees it. */
static void
hide_folded (Parts *parts, GtkWidget *widget)
{
  gboolean is_folded = GTK_IS_REVEALER (widget) && !gtk_revealer_get_reveal_child (GTK_REVEALER (widget));

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (is_folded)
      hide (parts, child);
    else
      hide_folded (parts, child);
}

static void
hide_long_lists (Parts *parts, GtkWidget *widget)
{
  gboolean is_long = GTK_IS_LIST_BOX (widget) && count_children (widget) > SHORT_LIST;

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (is_long)
      hide (parts, child);
    else if (GTK_IS_LIST_BOX (widget))
      hide_folded (parts, child);
    else
      hide_long_lists (parts, child);
}

/* Before each frame: what it lays out is no more than this. A list may have been filled meanwhile. */
static gboolean
on_frame (GtkWidget *box, GdkFrameClock *clock, gpointer data)
{
  Parts *parts = data;
  g_autoptr (GtkWidget) part = g_ptr_array_steal_index (parts->hidden, parts->hidden->len - 1);

  if (!GTK_IS_REVEALER (gtk_widget_get_parent (part)))
    hide_long_lists (parts, part);
  gtk_widget_set_visible (part, TRUE);
  if (parts->hidden->len > 0)
    return G_SOURCE_CONTINUE;
  g_object_set_data (G_OBJECT (box), key, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * sauda_in_parts_show:
 * @box: a long column of groups that is about to be seen for the first time
 *
 * Shows each group, each row of a long list and what a folded row holds in a frame of its own: a hundred rows
 * of settings take a third of a second to be measured. What is hidden stays so; nothing may be hidden before
 * all is there.
 */
void
sauda_in_parts_show (GtkWidget *box)
{
  Parts *parts;

  g_return_if_fail (GTK_IS_WIDGET (box));
  g_return_if_fail (sauda_in_parts_is_whole (box));

  parts = g_new0 (Parts, 1);
  parts->box = box;
  parts->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  for (GtkWidget *child = gtk_widget_get_last_child (box); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    hide (parts, child);
  if (parts->hidden->len == 0) {
    parts_free (parts);
    return;
  }
  gtk_widget_add_tick_callback (box, on_frame, parts, NULL);
  g_object_set_data_full (G_OBJECT (box), key, parts, parts_free);
}

/**
 * sauda_in_parts_is_whole:
 * @box: a box
 *
 * Returns: whether no part of it waits to be shown
 */
gboolean
sauda_in_parts_is_whole (GtkWidget *box)
{
  return g_object_get_data (G_OBJECT (box), key) == NULL;
}
