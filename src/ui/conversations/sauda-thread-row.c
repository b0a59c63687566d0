#include "sauda-thread-row.h"

#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaThreadRow {
  GtkListBoxRow parent_instance;

  GtkImage *icon;  /* (unowned) (not nullable) */
  GtkLabel *name;  /* (unowned) (not nullable) */
  GtkLabel *size;  /* (unowned) (not nullable) */
  GtkLabel *goods; /* (unowned) (not nullable) */
  GtkLabel *state; /* (unowned) (not nullable) */

  SaudaTalkThread *thread; /* (owned) (not nullable) */
  char *search_key;        /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaThreadRow, sauda_thread_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
find_icon (const SaudaTalkThread *thread)
{
  if (thread->needs_person)
    return "dialog-warning-symbolic";
  if (thread->closed)
    return "object-select-symbolic";
  return thread->taken_over ? "avatar-default-symbolic" : "content-loading-symbolic";
}

static void
show_thread (SaudaThreadRow *self)
{
  const SaudaTalkThread *thread = self->thread;
  const char *buyer = thread->buyer != NULL ? thread->buyer : _ ("No name");
  const char *size = thread->decided_size != NULL ? thread->decided_size : thread->clicked_size;
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s, %s", buyer, thread->order, thread->goods,
                                             thread->state_title);
  g_autofree char *state = g_strdup_printf ("%s · %s", thread->order, thread->state_title);

  gtk_image_set_from_icon_name (self->icon, find_icon (thread));
  gtk_label_set_label (self->name, buyer);
  gtk_label_set_label (self->size, size != NULL ? size : "");
  gtk_label_set_label (self->goods, thread->goods);
  gtk_label_set_label (self->state, state);
  if (thread->needs_person)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
sauda_thread_row_finalize (GObject *object)
{
  SaudaThreadRow *self = SAUDA_THREAD_ROW (object);

  sauda_talk_thread_free (self->thread);
  g_free (self->search_key);
  G_OBJECT_CLASS (sauda_thread_row_parent_class)->finalize (object);
}

static void
sauda_thread_row_class_init (SaudaThreadRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_thread_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/conversations/sauda-thread-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, name);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, size);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, goods);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, state);
}

static void
sauda_thread_row_init (SaudaThreadRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_thread_row_new:
 * @thread: (transfer full): a conversation
 *
 * Returns: (transfer none): a row that shows it
 */
GtkWidget *
sauda_thread_row_new (SaudaTalkThread *thread)
{
  SaudaThreadRow *self = g_object_new (SAUDA_TYPE_THREAD_ROW, NULL);
  g_autofree char *words =
    g_strdup_printf ("%s %s %s %s %s", thread->order, thread->store, thread->buyer != NULL ? thread->buyer : "",
                     thread->goods, thread->phone != NULL ? thread->phone : "");

  self->thread = thread;
  self->search_key = sauda_text_search_key (words);
  show_thread (self);
  return GTK_WIDGET (self);
}

/**
 * sauda_thread_row_get_thread:
 * @self: a row
 *
 * Returns: (transfer none): its conversation
 */
const SaudaTalkThread *
sauda_thread_row_get_thread (SaudaThreadRow *self)
{
  return self->thread;
}

/**
 * sauda_thread_row_matches:
 * @self: a row
 * @words: what is looked for
 *
 * Returns: whether it is found in order, store, buyer, product or telephone
 */
gboolean
sauda_thread_row_matches (SaudaThreadRow *self, const char *words)
{
  g_autofree char *key = sauda_text_search_key (words);

  return strstr (self->search_key, key) != NULL;
}
