#include "sauda-cards-window.h"

#include "sauda-card-follow.h"
#include "sauda-card-request.h"
#include "sauda-card-source.h"
#include "sauda-card-uploads.h"
#include "sauda-card-window.h"
#include "sauda-card-work.h"
#include "sauda-cards-list.h"
#include "sauda-plan-run.h"
#include "sauda-stores.h"
#include "sauda-ui-error.h"
#include "sauda-ui-file.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaCardsWindow {
  AdwWindow parent_instance;

  GtkDropDown *store_choice; /* (unowned) (not nullable) */
  GtkWidget *choose;         /* (unowned) (not nullable) */
  GtkWidget *write;          /* (unowned) (not nullable) */
  GtkButton *primary;        /* (unowned) (not nullable) */
  GtkLabel *about;           /* (unowned) (not nullable) */
  SaudaCardsList *list;      /* (unowned) (not nullable) */
  GtkCheckButton *good_only; /* (unowned) (not nullable) */
  GtkLabel *complaint;       /* (unowned) (not nullable) */
  GtkSpinner *spinner;       /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GPtrArray *stores;         /* (owned) (nullable) (element-type SaudaStoreInfo) */
  GPtrArray *cards;          /* (owned) (nullable) (element-type SaudaCard) of the file, or the drafts */
  GPtrArray *problems;       /* (owned) (nullable) (element-type SaudaCardProblem) */
  gint64 plan_id;            /* waits for its approval; 0: none */
  guint wrong;               /* cards with problems */
  gboolean from_file;        /* the cards are those of a sheet, not the drafts */
  gboolean busy;
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaCardsWindow, sauda_cards_window, ADW_TYPE_WINDOW)

static SaudaCardRequest *
request_new (SaudaCardsWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->store_choice);
  gboolean chosen = self->stores != NULL && selected < self->stores->len;
  SaudaCardRequest *request = sauda_card_request_new (
    chosen ? ((SaudaStoreInfo *) g_ptr_array_index (self->stores, selected))->id : 0, NULL);

  request->cards = self->cards != NULL ? g_ptr_array_ref (self->cards) : NULL;
  request->good_only = gtk_check_button_get_active (self->good_only);
  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static gpointer
stores_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stores_list (connection, error);
}

static gpointer
uploads_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_uploads_list (connection, FALSE, error);
}

static gboolean
is_gone (SaudaCardsWindow *self)
{
  return self->workspace == NULL;
}

/* The one place that decides what may be pressed. */
static void
update (SaudaCardsWindow *self)
{
  guint good = self->cards != NULL ? self->cards->len - self->wrong : 0;
  gboolean may_plan =
    good > 0 && (self->wrong == 0 || gtk_check_button_get_active (self->good_only)) && self->plan_id == 0;

  gtk_button_set_label (self->primary,
                        self->plan_id != 0 ? _ ("_Approve and Upload") : _ ("_Plan the Upload"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary), !self->busy && (may_plan || self->plan_id != 0));
  gtk_widget_set_sensitive (self->choose, !self->busy && self->stores != NULL);
  gtk_widget_set_sensitive (self->write, !self->busy && self->stores != NULL && self->stores->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->store_choice), !self->busy && self->plan_id == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->good_only), self->wrong > 0 && good > 0 && self->plan_id == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
set_busy (SaudaCardsWindow *self, gboolean busy)
{
  self->busy = busy;
  if (busy)
    gtk_widget_set_visible (GTK_WIDGET (self->complaint), FALSE);
  update (self);
}

static void
complain (SaudaCardsWindow *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
  set_busy (self, FALSE);
}

static void
count_wrong (SaudaCardsWindow *self)
{
  self->wrong = 0;
  for (guint i = 0; i < self->problems->len; i++)
    self->wrong += i == 0 || ((SaudaCardProblem *) g_ptr_array_index (self->problems, i))->position !=
                               ((SaudaCardProblem *) g_ptr_array_index (self->problems, i - 1))->position;
}

static void
show_problems (SaudaCardsWindow *self)
{
  g_autofree char *about = NULL;

  count_wrong (self);
  if (self->from_file)
    sauda_cards_list_show_sheet (self->list, self->cards, self->problems);
  else
    sauda_cards_list_add_drafts (self->list, self->cards, self->problems);
  about =
    g_strdup_printf (_ ("%u of %u cards can be uploaded."), self->cards->len - self->wrong, self->cards->len);
  gtk_label_set_label (self->about, about);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *problems = sauda_workspace_read_finish (source, result, &error);

  if (is_gone (self)) {
    g_clear_pointer (&problems, g_ptr_array_unref);
    return;
  }
  if (problems == NULL) {
    complain (self, error);
    return;
  }
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = problems;
  show_problems (self);
  set_busy (self, FALSE);
}

static void
on_source (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!sauda_card_source_read_finish (result, NULL, &error)) {
    if (!is_gone (self))
      complain (self, error);
    return;
  }
  if (!is_gone (self))
    sauda_workspace_read_async (self->workspace, sauda_card_request_check, request_new (self),
                                sauda_card_request_free, (GDestroyNotify) g_ptr_array_unref,
                                self->cancellable, on_checked, g_object_ref (self));
}

static void
take_cards (SaudaCardsWindow *self, GPtrArray *cards)
{
  g_auto (GStrv) categories = sauda_card_work_list_categories (cards);

  g_clear_pointer (&self->cards, g_ptr_array_unref);
  self->cards = cards;
  sauda_card_source_read_async (self->workspace,
                                &(SaudaCardSourceRequest){ .categories = (const char *const *) categories },
                                NULL, NULL, self->cancellable, on_source, g_object_ref (self));
}

static void
on_drafts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = sauda_workspace_read_finish (source, result, &error);

  if (is_gone (self))
    return;
  if (cards == NULL)
    complain (self, error);
  else if (cards->len > 0)
    take_cards (self, g_steal_pointer (&cards));
  else
    set_busy (self, FALSE);
}

static void
on_uploads (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) uploads = sauda_workspace_read_finish (source, result, &error);
  g_autofree char *about = NULL;
  guint refused = 0, cards = 0;

  if (is_gone (self))
    return;
  if (uploads == NULL) {
    complain (self, error);
    return;
  }
  sauda_cards_list_show_uploads (self->list, uploads);
  for (guint i = 0; i < uploads->len; i++) {
    const SaudaCardUpload *upload = g_ptr_array_index (uploads, i);

    if (upload->sent_ms != 0)
      cards += upload->cards;
    refused += upload->refused;
  }
  about =
    cards > 0
      ? g_strdup_printf (_ ("Cards uploaded so far: %u, refused by Kaspi: %u."), cards, refused)
      : g_strdup (
          _ ("Write a card, or choose a sheet with a card in each row, CSV or XLSX. Its columns are the SKU, "
             "title, brand, category, pictures, and the attributes of the category."));
  gtk_label_set_label (self->about, about);
  sauda_workspace_read_async (self->workspace, sauda_card_request_open_drafts, request_new (self),
                              sauda_card_request_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                              on_drafts, g_object_ref (self));
}

static void
list_uploads (SaudaCardsWindow *self)
{
  sauda_workspace_read_async (self->workspace, uploads_work, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                              self->cancellable, on_uploads, g_object_ref (self));
}

/* From the uploads and the drafts of the store, whatever stood there before. */
static void
start_over (SaudaCardsWindow *self)
{
  self->plan_id = 0;
  self->wrong = 0;
  self->from_file = FALSE;
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  set_busy (self, TRUE);
  list_uploads (self);
}

static void
on_followed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);

  /* Without network what is known is shown all the same. */
  sauda_card_follow_finish (result, NULL, NULL);
  if (!is_gone (self))
    list_uploads (self);
}

static void
on_stores (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stores = sauda_workspace_read_finish (source, result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (is_gone (self))
    return;
  if (stores == NULL) {
    complain (self, error);
    return;
  }
  self->stores = g_steal_pointer (&stores);
  for (guint i = 0; i < self->stores->len; i++)
    gtk_string_list_append (names, ((SaudaStoreInfo *) g_ptr_array_index (self->stores, i))->name);
  gtk_drop_down_set_model (self->store_choice, G_LIST_MODEL (names));
  sauda_card_follow_async (self->workspace, NULL, TRUE, self->cancellable, on_followed, g_object_ref (self));
}

static void
load_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *cards = sauda_card_work_load (path, cancellable, &error);

  if (cards != NULL)
    g_task_return_pointer (task, cards, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *cards = g_task_propagate_pointer (G_TASK (result), &error);

  if (is_gone (self)) {
    g_clear_pointer (&cards, g_ptr_array_unref);
    return;
  }
  if (cards == NULL) {
    complain (self, error);
    return;
  }
  self->from_file = TRUE;
  take_cards (self, cards);
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autofree char *path = sauda_ui_choose_file_finish (GTK_WIDGET (self), result);

  if (path != NULL && !is_gone (self))
    sauda_cards_window_open (self, path);
}

static void
on_choose (SaudaCardsWindow *self)
{
  static const char *const suffixes[] = { "csv", "xlsx", "json", NULL };

  sauda_ui_choose_file_async (GTK_WIDGET (self), _ ("Choose a Sheet of Cards"), _ ("Sheets of cards"),
                              suffixes, self->cancellable, on_file_chosen, g_object_ref (self));
}

static void
write_card (SaudaCardsWindow *self, gint64 card_id)
{
  guint selected = gtk_drop_down_get_selected (self->store_choice);
  SaudaCardWindow *window;

  if (self->busy || self->stores == NULL || selected >= self->stores->len)
    return;
  window =
    sauda_card_window_new (GTK_WINDOW (self), self->workspace,
                           ((SaudaStoreInfo *) g_ptr_array_index (self->stores, selected))->id, card_id);
  g_signal_connect_object (window, "kept", G_CALLBACK (start_over), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_write (SaudaCardsWindow *self)
{
  write_card (self, 0);
}

static void
on_draft_chosen (SaudaCardsWindow *self, gint64 card_id)
{
  if (self->plan_id == 0)
    write_card (self, card_id);
}

static void
on_store_chosen (SaudaCardsWindow *self)
{
  if (!self->busy && !self->from_file)
    start_over (self);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCardPlan) plan = sauda_workspace_write_finish (source, result, &error);
  g_autofree char *about = NULL;

  if (is_gone (self))
    return;
  if (plan == NULL) {
    complain (self, error);
    return;
  }
  self->plan_id = plan->plan_id;
  about =
    plan->plan_id == 0
      ? g_strdup (plan->obstacle != NULL ? plan->obstacle : _ ("Nothing was planned: mend the sheet."))
      : g_strdup_printf (_ ("Cards in the plan: %u. Nothing was sent yet; approve it within 60 minutes."),
                         plan->planned);
  gtk_label_set_label (self->about, about);
  if (plan->plan_id != 0)
    sauda_cards_list_show_plan (self->list, self->cards, plan->problems);
  set_busy (self, FALSE);
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardsWindow) self = SAUDA_CARDS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = sauda_plan_run_finish (result, &error);

  if (is_gone (self))
    return;
  if (!done) {
    complain (self, error);
    return;
  }
  start_over (self);
}

static void
on_primary (SaudaCardsWindow *self)
{
  g_autoptr (SaudaDayStep) step = NULL;
  gint64 plan_id = self->plan_id;

  set_busy (self, TRUE);
  if (plan_id == 0) {
    sauda_workspace_write_async (self->workspace, sauda_card_request_plan, request_new (self),
                                 sauda_card_request_free, (GDestroyNotify) sauda_card_plan_free,
                                 self->cancellable, on_planned, g_object_ref (self));
    return;
  }
  step = sauda_day_step_new ("cards", "");
  sauda_plan_run_async (self->workspace, plan_id, g_get_user_name (), step, self->cancellable, on_run,
                        g_object_ref (self));
}

static void
sauda_cards_window_dispose (GObject *object)
{
  SaudaCardsWindow *self = SAUDA_CARDS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_cards_window_parent_class)->dispose (object);
}

static void
sauda_cards_window_finalize (GObject *object)
{
  SaudaCardsWindow *self = SAUDA_CARDS_WINDOW (object);

  g_clear_pointer (&self->stores, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_cards_window_parent_class)->finalize (object);
}

static void
sauda_cards_window_class_init (SaudaCardsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_cards_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_cards_window_finalize;
  g_type_ensure (SAUDA_TYPE_CARDS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/cards/sauda-cards-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, store_choice);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, choose);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, write);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, primary);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, good_only);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardsWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_primary);
  gtk_widget_class_bind_template_callback (widget_class, on_draft_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_store_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_cards_window_init (SaudaCardsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_cards_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 *
 * Returns: (transfer none): the window, with the uploads so far
 */
SaudaCardsWindow *
sauda_cards_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaCardsWindow *self = g_object_new (SAUDA_TYPE_CARDS_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  set_busy (self, TRUE);
  sauda_workspace_read_async (workspace, stores_work, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                              self->cancellable, on_stores, g_object_ref (self));
  return self;
}

/**
 * sauda_cards_window_open:
 * @self: a window
 * @path: a sheet of cards
 *
 * Reads a sheet and what Kaspi tells of its categories, and checks its cards.
 */
void
sauda_cards_window_open (SaudaCardsWindow *self, const char *path)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, on_loaded, g_object_ref (self));

  g_task_set_source_tag (task, sauda_cards_window_open);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->plan_id = 0;
  self->wrong = 0;
  set_busy (self, TRUE);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * sauda_cards_window_is_busy:
 * @self: a window
 *
 * Returns: whether something is under way
 */
gboolean
sauda_cards_window_is_busy (SaudaCardsWindow *self)
{
  return self->busy;
}
