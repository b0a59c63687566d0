#include "sauda-day-sentences.h"

#include <glib/gi18n-lib.h>

/* A wrapped text is shaped several times over before it is seen: what nobody reads at one go is added when it
 * is asked for, and a text that names a hundred orders is cut. */
#define SHOWN_AT_ONCE 20
#define ADDED_AT_ONCE 40
#define LONGEST_SENTENCE 320
#define LONGEST_TIP 2000

typedef struct {
  GtkListBox *list;     /* (unowned) (not nullable) which owns this */
  const char *icon;     /* (unowned) (not nullable) static */
  GPtrArray *sentences; /* (owned) (not nullable) (element-type utf8) */
  guint shown;
} Sentences;

static void
sentences_free (gpointer data)
{
  Sentences *self = data;

  g_ptr_array_unref (self->sentences);
  g_free (self);
}

static char *
shorten (const char *text, glong longest)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= longest)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, longest - 1);
  return g_strconcat (start, "…", NULL);
}

static void
add_sentence (Sentences *self, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (self->icon);
  g_autofree char *shown = shorten (text, LONGEST_SENTENCE);
  GtkWidget *label = gtk_label_new (shown);

  if (!g_str_equal (shown, text)) {
    g_autofree char *tip = shorten (text, LONGEST_TIP);

    gtk_widget_set_tooltip_text (label, tip);
  }
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "sentence-row");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_append (self->list, box);
}

static void show_more (Sentences *self, guint count);

static void
on_more (GtkWidget *button, Sentences *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  int place = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  GtkWidget *first;

  gtk_list_box_remove (self->list, row);
  show_more (self, ADDED_AT_ONCE);
  /* The button had the focus; who pressed it goes on reading here. */
  first = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, place));
  gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);
}

static void
show_more (Sentences *self, guint count)
{
  guint end = MIN (self->shown + count, self->sentences->len);
  guint rest = self->sentences->len - end;

  for (; self->shown < end; self->shown++)
    add_sentence (self, g_ptr_array_index (self->sentences, self->shown));
  if (rest > 0) {
    g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);
    GtkWidget *button = gtk_button_new_with_label (text);

    gtk_widget_add_css_class (button, "flat");
    g_signal_connect (button, "clicked", G_CALLBACK (on_more), self);
    gtk_list_box_append (self->list, button);
  }
}

/**
 * sauda_day_sentences_show:
 * @list: a list of sentences
 * @icon_name: a symbolic icon, static
 * @sentences: (transfer full) (element-type utf8): they, with a free function
 *
 * Shows these and no others: those that are read at one go, and a button for more.
 */
void
sauda_day_sentences_show (GtkListBox *list, const char *icon_name, GPtrArray *sentences)
{
  Sentences *self = g_new0 (Sentences, 1);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  self->list = list;
  self->icon = icon_name;
  self->sentences = sentences;
  g_object_set_data_full (G_OBJECT (list), "sentences", self, sentences_free);
  show_more (self, SHOWN_AT_ONCE);
}
