#include "sauda-compat.h"
#include "sauda-order-sentences.h"
#include "sauda-price-list-window-private.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The page of the lists that were made: what each changed, and the way back to it. */

static gpointer
run_diff (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_price_list_desk_diff (connection, *(gint64 *) data, error);
}

static void
on_diff (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) differences = sauda_workspace_read_finish (source, result, &error);
  g_autofree char *text = NULL;

  if (!sauda_price_list_window_end (self, error) || differences == NULL)
    return;
  text = g_strdup_printf (ngettext ("%u change against the list before it",
                                    "%u changes against the list before it", differences->len),
                          differences->len);
  gtk_label_set_label (self->changes, text);
  sauda_price_list_window_fill_differences (self->diff, differences);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
on_show_diff (GtkButton *button, SaudaPriceListWindow *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "list");

  sauda_price_list_window_begin (self);
  sauda_workspace_read_async (self->workspace, run_diff, g_memdup2 (id, sizeof *id), g_free,
                              (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_diff,
                              g_object_ref (self));
}

typedef struct {
  SaudaPriceListWindow *self; /* (owned) */
  gint64 list_id;
  gint gone; /* offers whose loss is confirmed with it */
} Question;

static void
on_rollback_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (SaudaPriceListWindow) self = question->self;

  if (sauda_compat_confirm_finish (result, NULL) && self->workspace != NULL && self->desk != NULL)
    sauda_price_list_window_start_publish (self, question->list_id, question->gone);
}

typedef struct {
  gint64 store_id;
  gint64 list_id;
  SaudaListLookBack look;
} LookBack;

static gpointer
run_look_back (SaudaConnection *connection, gpointer data, GError **error)
{
  LookBack *back = g_memdup2 (data, sizeof (LookBack));

  if (sauda_price_list_desk_look_back (connection, back->store_id, back->list_id, &back->look, error))
    return back;
  g_free (back);
  return NULL;
}

static char *
describe_look_back (const SaudaListLookBack *look)
{
  g_autofree char *changes =
    g_strdup_printf (ngettext ("%u change against the list that was published last",
                               "%u changes against the list that was published last", look->changes),
                     look->changes);
  g_autofree char *gone =
    g_strdup_printf (_ ("It lacks %u of the %u offers of the last one; Kaspi would take them off sale."),
                     look->loss.gone, look->loss.last_offers);

  return g_strjoin (
    "\n\n",
    _ ("Prices and stock at Kaspi become those of that day. Your own prices here stay as they "
       "are, and the next list carries them again."),
    changes, look->loss.gone > 0 ? gone : NULL, NULL);
}

/* What it would do is told before anybody says yes; fewer than 95 % of the offers ask for their number. */
static void
on_looked_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree LookBack *back = sauda_workspace_read_finish (source, result, &error);
  g_autofree char *body = NULL, *typed = NULL;
  SaudaCompatQuestion words = { .heading = _ ("Publish this list again?"), .accept = _ ("_Publish Again") };
  Question *question;

  if (!sauda_price_list_window_end (self, error) || back == NULL)
    return;
  words.body = body = describe_look_back (&back->look);
  if (back->look.loss.is_partial)
    words.typed = typed = g_strdup_printf ("%u", back->look.loss.gone);
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->list_id = back->list_id;
  question->gone = (gint) back->look.loss.gone;
  sauda_compat_confirm_async (GTK_WINDOW (self), &words, self->cancellable, on_rollback_answered, question);
}

static void
on_rollback (GtkButton *button, SaudaPriceListWindow *self)
{
  LookBack *back = g_new0 (LookBack, 1);

  back->store_id = self->desk->store_id;
  back->list_id = *(gint64 *) g_object_get_data (G_OBJECT (button), "list");
  sauda_price_list_window_begin (self);
  sauda_workspace_read_async (self->workspace, run_look_back, back, g_free, g_free, self->cancellable,
                              on_looked_back, g_object_ref (self));
}

static GtkWidget *
create_button (const char *title, gint64 id, GCallback callback, SaudaPriceListWindow *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (title);

  g_object_set_data_full (G_OBJECT (button), "list", g_memdup2 (&id, sizeof id), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static const char *
describe_state (const SaudaPriceListInfo *info)
{
  switch (info->state) {
  case SAUDA_PRICE_LIST_PUBLISHED:
    return _ ("✓ published");
  case SAUDA_PRICE_LIST_FAILED:
    return _ ("✗ failed");
  case SAUDA_PRICE_LIST_SENDING:
    return _ ("⚠ stopped half-way; publish again");
  default:
    return _ ("not published");
  }
}

/* The lists that were published, the newest first, each with what it changed and the way back. */
void
sauda_price_list_window_show_history (SaudaPriceListWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->history))) != NULL)
    gtk_list_box_remove (self->history, child);
  for (guint i = 0; i < self->desk->history->len; i++) {
    const SaudaPriceListInfo *info = g_ptr_array_index (self->desk->history, i);
    GtkWidget *row = adw_action_row_new ();
    g_autofree char *when = sauda_order_format_time (info->made_ms);
    g_autofree char *name = g_strdup_printf ("%s · %s", when, describe_state (info));
    g_autofree char *about =
      g_strdup_printf (_ ("%u offers, %u on sale · %s · %s"), info->offers, info->on_sale,
                       sauda_order_name_who (info->who), info->place != NULL ? info->place : "–");
    g_autofree char *full = g_strjoin ("\n", about, info->error, NULL);
    g_autofree char *title = g_markup_escape_text (name, -1), *subtitle = g_markup_escape_text (full, -1);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               create_button (_ ("_Changes"), info->id, G_CALLBACK (on_show_diff), self));
    if (info->state == SAUDA_PRICE_LIST_PUBLISHED && i > 0)
      adw_action_row_add_suffix (
        ADW_ACTION_ROW (row), create_button (_ ("_Back to It…"), info->id, G_CALLBACK (on_rollback), self));
    gtk_list_box_append (self->history, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->history), self->desk->history->len > 0);
  gtk_widget_set_visible (self->no_history, self->desk->history->len == 0);
}
