#include "sauda-thread-list.h"

#include "sauda-composer.h"
#include "sauda-context-menu.h"
#include "sauda-later.h"
#include "sauda-thread-row.h"

#include <glib/gi18n-lib.h>

/* Rows: a screenful at once, and so many in each turn of the main loop. */
#define FIRST_ROWS 16
#define MORE_ROWS 8

enum { FILTER_ALL, FILTER_PERSON, FILTER_OPEN, FILTER_DECIDED };

struct _SaudaThreadList {
  AdwBin parent_instance;

  GtkDropDown *filter;    /* (unowned) (not nullable) */
  GtkSearchEntry *search; /* (unowned) (not nullable) */
  GtkListView *threads;   /* (unowned) (not nullable) */
  GtkLabel *count;        /* (unowned) (not nullable) */
  GtkLabel *status;       /* (unowned) (not nullable) */
  GMenuModel *row_menu;   /* (unowned) (not nullable) */

  GListStore *items;             /* (owned) (not nullable) of SaudaThreadItem */
  GtkCustomFilter *shown;        /* (owned) (not nullable) */
  GtkSliceListModel *first;      /* (owned) (not nullable): as many of those as have rows */
  GtkSingleSelection *selection; /* (owned) (not nullable) */
  guint more_id;                 /* source, while others are to follow */
  gboolean taking;               /* others take the place of these */
};

G_DEFINE_FINAL_TYPE (SaudaThreadList, sauda_thread_list, ADW_TYPE_BIN)

enum { CHOSEN, CHAT_WANTED, TAKEN_OVER, ORDER_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
filter_thread (gpointer item, gpointer data)
{
  SaudaThreadList *self = data;
  const SaudaTalkThread *thread = sauda_thread_item_get_thread (item);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint kind = gtk_drop_down_get_selected (self->filter);

  if ((kind == FILTER_PERSON && !thread->needs_person) || (kind == FILTER_OPEN && thread->closed) ||
      (kind == FILTER_DECIDED && !thread->closed))
    return FALSE;
  return *words == '\0' || sauda_thread_item_matches (item, words);
}

/* Escape. */
static void
on_search_stopped (SaudaThreadList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static guint
count_shown (SaudaThreadList *self)
{
  return g_list_model_get_n_items (gtk_slice_list_model_get_model (self->first));
}

static gboolean
on_more (gpointer data)
{
  SaudaThreadList *self = data;

  gtk_slice_list_model_set_size (self->first, gtk_slice_list_model_get_size (self->first) + MORE_ROWS);
  if (gtk_slice_list_model_get_size (self->first) < count_shown (self))
    return G_SOURCE_CONTINUE;
  self->more_id = 0;
  return G_SOURCE_REMOVE;
}

/* A hundred rows made at one go hold the window up for as long as it takes to read a word. Those that are
 * there stay while others take their places. */
static void
begin_change (SaudaThreadList *self)
{
  gtk_slice_list_model_set_size (self->first,
                                 MAX (FIRST_ROWS, g_list_model_get_n_items (G_LIST_MODEL (self->first))));
}

static void
end_change (SaudaThreadList *self)
{
  if (self->more_id == 0 && gtk_slice_list_model_get_size (self->first) < count_shown (self))
    self->more_id = sauda_later_add (on_more, self);
}

static void
on_filter_changed (SaudaThreadList *self)
{
  begin_change (self);
  gtk_filter_changed (GTK_FILTER (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  end_change (self);
}

static void
show_count (SaudaThreadList *self, GPtrArray *threads)
{
  guint people = 0, open = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < threads->len; i++) {
    const SaudaTalkThread *thread = g_ptr_array_index (threads, i);

    people += thread->needs_person;
    open += !thread->closed;
  }
  text = g_strdup_printf (_ ("Conversations %u, open %u, for a person %u"), threads->len, open, people);
  gtk_label_set_label (self->count, text);
}

static void
on_selected (SaudaThreadList *self)
{
  if (!self->taking)
    g_signal_emit (self, signals[CHOSEN], 0);
}

/* Keeps the conversation that is read, or takes the first one. */
static void
select_thread (SaudaThreadList *self, SaudaThreadItem *read)
{
  GListModel *shown = gtk_slice_list_model_get_model (self->first);

  for (guint i = 0; read != NULL && i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (SaudaThreadItem) item = g_list_model_get_item (shown, i);

    if (item != read)
      continue;
    if (gtk_slice_list_model_get_size (self->first) <= i)
      gtk_slice_list_model_set_size (self->first, i + 1);
    gtk_single_selection_set_selected (self->selection, i);
    return;
  }
  gtk_single_selection_set_selected (self->selection, 0);
}

static SaudaThreadItem *
find_item (GPtrArray *items, const SaudaTalkThread *thread)
{
  for (guint i = 0; i < items->len; i++)
    if (sauda_thread_item_is_of (g_ptr_array_index (items, i), thread))
      return g_object_ref (g_ptr_array_index (items, i));
  return NULL;
}

static GPtrArray *
list_items (SaudaThreadList *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->items), i));
  return items;
}

/* Only what differs: rows are made anew for all that is spliced. */
static void
splice (SaudaThreadList *self, GPtrArray *before, GPtrArray *after)
{
  guint start = 0, end = 0;

  while (start < MIN (before->len, after->len) && before->pdata[start] == after->pdata[start])
    start++;
  while (end < MIN (before->len, after->len) - start &&
         before->pdata[before->len - end - 1] == after->pdata[after->len - end - 1])
    end++;
  if (before->len - end > start || after->len - end > start)
    g_list_store_splice (self->items, start, before->len - end - start, after->pdata + start,
                         after->len - end - start);
}

static void
on_row_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, sauda_thread_row_new ());
}

static void
on_row_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  sauda_thread_row_set_item (SAUDA_THREAD_ROW (gtk_list_item_get_child (item)),
                             gtk_list_item_get_item (item));
}

static void
on_row_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  sauda_thread_row_set_item (SAUDA_THREAD_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
on_open_chat (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[CHAT_WANTED], 0);
}

static void
on_order (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const SaudaTalkThread *thread = sauda_thread_list_get_thread (SAUDA_THREAD_LIST (widget));

  if (thread != NULL && !thread->stranger)
    g_signal_emit (widget, signals[ORDER_WANTED], 0, thread->order);
}

static void
on_copy_number (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const SaudaTalkThread *thread = sauda_thread_list_get_thread (SAUDA_THREAD_LIST (widget));

  if (thread != NULL && !thread->stranger)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), thread->order);
}

/* The one place that decides which of them can be given. */
static void
update_actions (SaudaThreadList *self, const SaudaTalkThread *thread)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "conversations.open-chat", sauda_composer_can_open_chat (thread));
  gtk_widget_action_set_enabled (widget, "conversations.take-over",
                                 thread->contact_id != 0 && !thread->stranger);
  gtk_widget_action_set_enabled (widget, "conversations.order", !thread->stranger);
  gtk_widget_action_set_enabled (widget, "conversations.copy-number", !thread->stranger);
  g_object_notify (G_OBJECT (self), "taken-over");
}

/* The menu of a conversation; it becomes the one that is read. */
static gboolean
find_menu (GtkWidget *widget, const graphene_point_t *pressed, GdkRectangle *at)
{
  SaudaThreadList *self = SAUDA_THREAD_LIST (widget);
  GtkWidget *row = sauda_context_menu_find_row (widget, GTK_WIDGET (self->threads), pressed);
  GtkWidget *child = row != NULL ? gtk_widget_get_first_child (row) : NULL;
  graphene_rect_t bounds;

  if (!SAUDA_IS_THREAD_ROW (child) || !gtk_widget_compute_bounds (row, widget, &bounds))
    return FALSE;
  select_thread (self, sauda_thread_row_get_item (SAUDA_THREAD_ROW (child)));
  gtk_widget_grab_focus (row);
  update_actions (self, sauda_thread_list_get_thread (self));
  *at = sauda_context_menu_place (pressed, &bounds);
  return TRUE;
}

static void
sauda_thread_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const SaudaTalkThread *thread = sauda_thread_list_get_thread (SAUDA_THREAD_LIST (object));

  g_value_set_boolean (value, thread != NULL && thread->taken_over);
}

static void
sauda_thread_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_signal_emit (object, signals[TAKEN_OVER], 0, g_value_get_boolean (value));
}

static void
sauda_thread_list_dispose (GObject *object)
{
  SaudaThreadList *self = SAUDA_THREAD_LIST (object);

  g_clear_handle_id (&self->more_id, g_source_remove);
  G_OBJECT_CLASS (sauda_thread_list_parent_class)->dispose (object);
  g_clear_object (&self->selection);
  g_clear_object (&self->first);
  g_clear_object (&self->shown);
  g_clear_object (&self->items);
}

static void
sauda_thread_list_class_init (SaudaThreadListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sauda_thread_list_get_property;
  object_class->set_property = sauda_thread_list_set_property;
  object_class->dispose = sauda_thread_list_dispose;
  g_object_class_install_property (
    object_class, 1,
    g_param_spec_boolean ("taken-over", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));
  signals[CHOSEN] =
    g_signal_new ("chosen", SAUDA_TYPE_THREAD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHAT_WANTED] = g_signal_new ("chat-wanted", SAUDA_TYPE_THREAD_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[TAKEN_OVER] = g_signal_new ("taken-over", SAUDA_TYPE_THREAD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[ORDER_WANTED] = g_signal_new ("order-wanted", SAUDA_TYPE_THREAD_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "conversations.open-chat", NULL, on_open_chat);
  gtk_widget_class_install_property_action (widget_class, "conversations.take-over", "taken-over");
  gtk_widget_class_install_action (widget_class, "conversations.order", NULL, on_order);
  gtk_widget_class_install_action (widget_class, "conversations.copy-number", NULL, on_copy_number);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/conversations/sauda-thread-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, filter);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, threads);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, count);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, status);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadList, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_row_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_row_unbind);
}

static void
sauda_thread_list_init (SaudaThreadList *self)
{
  GtkFilterListModel *filtered;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (SAUDA_TYPE_THREAD_ITEM);
  self->shown = gtk_custom_filter_new (filter_thread, self, NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                        g_object_ref (GTK_FILTER (self->shown)));
  self->first = gtk_slice_list_model_new (G_LIST_MODEL (filtered), 0, FIRST_ROWS);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->first)));
  gtk_list_view_set_model (self->threads, GTK_SELECTION_MODEL (self->selection));
  sauda_context_menu_add (GTK_WIDGET (self), self->row_menu, _ ("Menu of the conversation"), find_menu);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
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
  g_autoptr (GPtrArray) before = list_items (self);
  g_autoptr (GPtrArray) after = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SaudaThreadItem) read = NULL;

  g_set_object (&read, gtk_single_selection_get_selected_item (self->selection));
  g_ptr_array_set_free_func (threads, NULL);
  self->taking = TRUE;
  for (guint i = 0; i < threads->len; i++) {
    SaudaTalkThread *thread = g_ptr_array_index (threads, i);
    SaudaThreadItem *item = find_item (before, thread);

    if (item != NULL)
      sauda_thread_item_take_thread (item, thread);
    else
      item = sauda_thread_item_new (thread);
    g_ptr_array_add (after, item);
  }
  show_count (self, threads);
  begin_change (self);
  splice (self, before, after);
  on_filter_changed (self);
  select_thread (self, read);
  self->taking = FALSE;
  g_signal_emit (self, signals[CHOSEN], 0);
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
  SaudaThreadItem *item =
    self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;

  return item != NULL ? sauda_thread_item_get_thread (item) : NULL;
}

/**
 * sauda_thread_list_show_status:
 * @self: the list
 * @status: how writing stands, for a line below the conversations
 */
void
sauda_thread_list_show_status (SaudaThreadList *self, const SaudaTalkStatus *status)
{
  g_autofree char *text = NULL;

  if (status->by_hand)
    text = g_strdup (_ ("You open the chats yourself"));
  else if (status->problem != NULL)
    text = g_strdup_printf (_ ("First messages %d of %d in 24 hours; a template is not approved: %s"),
                            status->first_contacts, status->most_first_contacts, status->problem);
  else
    text = g_strdup_printf (_ ("First messages %d of %d in 24 hours"), status->first_contacts,
                            status->most_first_contacts);
  gtk_label_set_label (self->status, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), text);
}
