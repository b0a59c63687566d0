#include "sauda-thread-list.h"

#include "sauda-thread-row.h"

#include <glib/gi18n-lib.h>

enum { FILTER_ALL, FILTER_PERSON, FILTER_OPEN, FILTER_DECIDED };

struct _SaudaThreadList {
  AdwBin parent_instance;

  GtkDropDown *filter;    /* (unowned) (not nullable) */
  GtkSearchEntry *search; /* (unowned) (not nullable) */
  GtkListBox *threads;    /* (unowned) (not nullable) */
  GtkLabel *count;        /* (unowned) (not nullable) */
  GtkLabel *status;       /* (unowned) (not nullable) */

  gint64 question_id; /* that is read, 0: none, or a stranger's */
  gint64 contact_id;  /* of what is read */
};

G_DEFINE_FINAL_TYPE (SaudaThreadList, sauda_thread_list, ADW_TYPE_BIN)

static guint chosen_signal;

static SaudaThreadRow *
get_row (SaudaThreadList *self, guint place)
{
  return (SaudaThreadRow *) gtk_list_box_get_row_at_index (self->threads, (int) place);
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer data)
{
  SaudaThreadList *self = data;
  const SaudaTalkThread *thread = sauda_thread_row_get_thread (SAUDA_THREAD_ROW (row));
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint kind = gtk_drop_down_get_selected (self->filter);

  if ((kind == FILTER_PERSON && !thread->needs_person) || (kind == FILTER_OPEN && thread->closed) ||
      (kind == FILTER_DECIDED && !thread->closed))
    return FALSE;
  return *words == '\0' || sauda_thread_row_matches (SAUDA_THREAD_ROW (row), words);
}

static void
on_filter_changed (SaudaThreadList *self)
{
  gtk_list_box_invalidate_filter (self->threads);
}

static void
show_count (SaudaThreadList *self)
{
  guint people = 0, open = 0, all = 0;
  SaudaThreadRow *row;
  g_autofree char *text = NULL;

  while ((row = get_row (self, all)) != NULL) {
    const SaudaTalkThread *thread = sauda_thread_row_get_thread (row);

    people += thread->needs_person;
    open += !thread->closed;
    all++;
  }
  text = g_strdup_printf (_ ("Conversations %u, open %u, for a person %u"), all, open, people);
  gtk_label_set_label (self->count, text);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, SaudaThreadList *self)
{
  if (row != NULL) {
    const SaudaTalkThread *thread = sauda_thread_row_get_thread (SAUDA_THREAD_ROW (row));

    self->question_id = thread->question_id;
    self->contact_id = thread->contact_id;
  }
  g_signal_emit (self, chosen_signal, 0);
}

/* Keeps the conversation that is read, or takes the first one. */
static void
select_thread (SaudaThreadList *self, gint64 question_id, gint64 contact_id)
{
  SaudaThreadRow *row, *chosen = NULL;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++) {
    const SaudaTalkThread *thread = sauda_thread_row_get_thread (row);

    if (chosen == NULL ||
        (thread->question_id == question_id && (thread->question_id != 0 || thread->contact_id == contact_id)))
      chosen = row;
  }
  if (chosen != NULL)
    gtk_list_box_select_row (self->threads, GTK_LIST_BOX_ROW (chosen));
}

static void
sauda_thread_list_class_init (SaudaThreadListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/conversations/sauda-thread-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, filter);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, threads);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, count);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, status);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
}

static void
sauda_thread_list_init (SaudaThreadList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->threads, filter_row, self, NULL);
}

/**
 * sauda_thread_list_take_threads:
 * @self: the list
 * @threads: (element-type SaudaTalkThread): conversations; the list takes each of them
 *
 * Shows these in place of those before; the one that is read stays, as long as it is among them.
 */
void
sauda_thread_list_take_threads (SaudaThreadList *self, GPtrArray *threads)
{
  gint64 question_id = self->question_id, contact_id = self->contact_id;
  SaudaThreadRow *row;

  while ((row = get_row (self, 0)) != NULL)
    gtk_list_box_remove (self->threads, GTK_WIDGET (row));
  g_ptr_array_set_free_func (threads, NULL);
  for (guint i = 0; i < threads->len; i++)
    gtk_list_box_append (self->threads, sauda_thread_row_new (g_ptr_array_index (threads, i)));
  show_count (self);
  select_thread (self, question_id, contact_id);
}

/**
 * sauda_thread_list_get_thread:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): the conversation that is read, valid until others are taken
 */
const SaudaTalkThread *
sauda_thread_list_get_thread (SaudaThreadList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->threads);

  return row != NULL ? sauda_thread_row_get_thread (SAUDA_THREAD_ROW (row)) : NULL;
}

/**
 * sauda_thread_list_set_status:
 * @self: the list
 * @status: a line below the conversations
 */
void
sauda_thread_list_set_status (SaudaThreadList *self, const char *status)
{
  gtk_label_set_label (self->status, status);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), status);
}
