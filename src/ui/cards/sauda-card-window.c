#include "sauda-card-window.h"

#include "sauda-card-cache.h"
#include "sauda-card-categories.h"
#include "sauda-card-fields.h"
#include "sauda-card-request.h"
#include "sauda-card-source.h"
#include "sauda-compat.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaCardWindow {
  AdwWindow parent_instance;

  GtkWidget *keep;                 /* (unowned) (not nullable) */
  GtkWidget *forget;               /* (unowned) (not nullable) */
  GtkSpinner *spinner;             /* (unowned) (not nullable) */
  GtkLabel *complaint;             /* (unowned) (not nullable) */
  GtkStack *pages;                 /* (unowned) (not nullable) */
  SaudaCardCategories *categories; /* (unowned) (not nullable) */
  SaudaCardFields *fields;         /* (unowned) (not nullable) */
  GtkWidget *fill;                 /* (unowned) (not nullable) */
  GtkLabel *category_name;         /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  gint64 store_id;
  SaudaCard *card;    /* (owned) (not nullable) as it was opened, or as it was filled in before */
  GPtrArray *keeping; /* (owned) (nullable) (element-type SaudaCard) what is being kept, or was last */
  char *opening;      /* (owned) (nullable) category whose form is on its way */
  char *category;     /* (owned) (nullable) code of the form's category */
  char *seen;         /* (owned) (nullable) what the fields said when nobody had typed since */
  gboolean leaving;   /* whatever was typed */
  guint listing;      /* which search the rows answer */
  gboolean busy;
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaCardWindow, sauda_card_window, ADW_TYPE_WINDOW)

static guint kept_signal;

static SaudaCardRequest *
request_new (SaudaCardWindow *self, const char *text)
{
  SaudaCardRequest *request = sauda_card_request_new (self->store_id, text);

  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static gboolean
is_gone (SaudaCardWindow *self)
{
  return self->workspace == NULL;
}

static void
set_busy (SaudaCardWindow *self, gboolean busy)
{
  gboolean form = g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "form") == 0;

  self->busy = busy;
  gtk_widget_set_sensitive (self->keep, !busy && form);
  sauda_card_categories_set_busy (self->categories, busy);
  gtk_widget_set_sensitive (self->forget, !busy);
  gtk_widget_set_sensitive (self->fill, !busy);
  gtk_widget_set_visible (self->forget, form && self->card->id != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
say (SaudaCardWindow *self, const char *sentence)
{
  gtk_label_set_label (self->complaint, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), sentence != NULL);
}

/* How many fields are wrong is told anew when the card is kept. */
static void
on_mended (SaudaCardWindow *self)
{
  say (self, NULL);
}

static void
complain (SaudaCardWindow *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  say (self, text);
  set_busy (self, FALSE);
}

static void
on_categories (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = sauda_workspace_read_finish (source, result, &error);

  if (is_gone (self) || --self->listing > 0)
    return;
  if (names == NULL) {
    complain (self, error);
    return;
  }
  sauda_card_categories_show (self->categories, names);
  set_busy (self, FALSE);
}

static void
list_categories (SaudaCardWindow *self)
{
  self->listing++;
  sauda_workspace_read_async (self->workspace, sauda_card_request_categories,
                              request_new (self, sauda_card_categories_get_text (self->categories)),
                              sauda_card_request_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                              on_categories, g_object_ref (self));
}

static void
show_categories (SaudaCardWindow *self)
{
  say (self, NULL);
  gtk_stack_set_visible_child_name (self->pages, "category");
  gtk_widget_grab_focus (GTK_WIDGET (self->categories));
  set_busy (self, TRUE);
  list_categories (self);
}

static gboolean
was_typed (SaudaCardWindow *self)
{
  g_autofree char *text = sauda_card_fields_dup_text (self->fields);

  return self->seen != NULL && !g_str_equal (text, self->seen);
}

static void
remember_seen (SaudaCardWindow *self)
{
  g_free (self->seen);
  self->seen = sauda_card_fields_dup_text (self->fields);
}

/* The card as the fields have it, alone in an array. */
static GPtrArray *
make_cards (SaudaCardWindow *self)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_free);
  SaudaCard *card = sauda_card_new ("");

  card->store_id = self->store_id;
  sauda_card_take (&card->category, self->category);
  sauda_card_fields_take (self->fields, card);
  g_ptr_array_add (cards, card);
  return cards;
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree gboolean *known = sauda_workspace_read_finish (source, result, &error);
  gboolean typed;

  if (is_gone (self))
    return;
  if (known == NULL) {
    complain (self, error);
    return;
  }
  typed = was_typed (self);
  sauda_card_fields_show (self->fields, g_ptr_array_index (self->keeping, 0));
  if (!typed)
    remember_seen (self);
  say (self, *known ? NULL : _ ("The catalogue has no offer with this SKU in this store."));
  set_busy (self, FALSE);
}

/* Nothing that is filled in is written over. */
static void
fill_from_catalogue (SaudaCardWindow *self)
{
  SaudaCardRequest *request = request_new (self, NULL);

  request->cards = make_cards (self);
  g_clear_pointer (&self->keeping, g_ptr_array_unref);
  self->keeping = g_ptr_array_ref (request->cards);
  set_busy (self, TRUE);
  sauda_workspace_read_async (self->workspace, sauda_card_request_fill, request, sauda_card_request_free,
                              g_free, self->cancellable, on_filled, g_object_ref (self));
}

static void
on_form (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCardForm) form = sauda_workspace_read_finish (source, result, &error);

  if (is_gone (self))
    return;
  if (form == NULL) {
    complain (self, error);
    return;
  }
  g_free (self->category);
  self->category = g_strdup (form->category->code);
  gtk_label_set_label (self->category_name, form->category->name);
  sauda_card_fields_build (self->fields, form, self->card);
  gtk_stack_set_visible_child_name (self->pages, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->fields));
  if (self->seen == NULL)
    self->seen = sauda_card_fields_dup_text (self->fields);
  set_busy (self, FALSE);
  if (self->card->id == 0 && *self->card->sku != '\0')
    fill_from_catalogue (self);
}

/* What Kaspi told is known: of the category that was asked for, or of all of them. */
static void
on_source (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  gboolean known = sauda_card_source_read_finish (result, &note, &error);

  if (is_gone (self))
    return;
  if (!known) {
    complain (self, error);
    return;
  }
  say (self, note);
  if (self->opening == NULL)
    list_categories (self);
  else
    sauda_workspace_read_async (self->workspace, sauda_card_request_form, request_new (self, self->opening),
                                sauda_card_request_free, (GDestroyNotify) sauda_card_form_free,
                                self->cancellable, on_form, g_object_ref (self));
}

/* Reads what Kaspi tells of @category, or of all of them. */
static void
read_source (SaudaCardWindow *self, const char *category, gboolean refresh)
{
  const char *const categories[] = { category, NULL };

  say (self, NULL);
  set_busy (self, TRUE);
  g_free (self->opening);
  self->opening = g_strdup (category);
  sauda_card_source_read_async (
    self->workspace,
    &(SaudaCardSourceRequest){ .categories = category != NULL ? categories : NULL, .refresh = refresh }, NULL,
    NULL, self->cancellable, on_source, g_object_ref (self));
}

static void
on_refresh (SaudaCardWindow *self)
{
  read_source (self, NULL, TRUE);
}

static void
on_category (SaudaCardWindow *self, const char *code)
{
  read_source (self, code, FALSE);
}

static void
on_draft (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCard) card = sauda_workspace_read_finish (source, result, &error);

  if (is_gone (self))
    return;
  if (card == NULL) {
    complain (self, error);
    return;
  }
  sauda_card_free (self->card);
  self->card = g_steal_pointer (&card);
  if (*self->card->category == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->categories));
  read_source (self, *self->card->category != '\0' ? self->card->category : NULL, FALSE);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = sauda_workspace_write_finish (source, result, &error);
  g_autofree char *text = NULL;
  guint wrong;

  if (is_gone (self))
    return;
  if (problems == NULL) {
    complain (self, error);
    return;
  }
  if (((SaudaCard *) g_ptr_array_index (self->keeping, 0))->id != 0)
    self->card->id = ((SaudaCard *) g_ptr_array_index (self->keeping, 0))->id;
  if (self->card->id != 0)
    remember_seen (self);
  set_busy (self, FALSE);
  g_signal_emit (self, kept_signal, 0, problems->len == 0);
  if (problems->len == 0) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  wrong = sauda_card_fields_show_problems (self->fields, problems);
  text = wrong > 0 ? g_strdup_printf (ngettext ("Kaspi would refuse this card: %u field is marked.",
                                                "Kaspi would refuse this card: %u fields are marked.", wrong),
                                      wrong)
                   : g_strdup (((SaudaCardProblem *) g_ptr_array_index (problems, 0))->sentence);
  say (self, text);
}

static void
on_keep (SaudaCardWindow *self)
{
  SaudaCardRequest *request = request_new (self, NULL);

  request->cards = make_cards (self);
  request->card_id = self->card->id;
  g_clear_pointer (&self->keeping, g_ptr_array_unref);
  self->keeping = g_ptr_array_ref (request->cards);
  set_busy (self, TRUE);
  sauda_workspace_write_async (self->workspace, sauda_card_request_keep, request, sauda_card_request_free,
                               (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_kept,
                               g_object_ref (self));
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = sauda_workspace_write_finish (source, result, &error) != NULL;

  if (is_gone (self))
    return;
  if (!done) {
    complain (self, error);
    return;
  }
  g_signal_emit (self, kept_signal, 0, FALSE);
  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* What was uploaded stays in the list of uploads. */
static void
on_forget (SaudaCardWindow *self)
{
  SaudaCardRequest *request = request_new (self, NULL);

  request->card_id = self->card->id;
  set_busy (self, TRUE);
  sauda_workspace_write_async (self->workspace, sauda_card_request_forget, request, sauda_card_request_free,
                               NULL, self->cancellable, on_forgotten, g_object_ref (self));
}

static void
on_leave_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);

  if (!sauda_compat_confirm_finish (result, NULL) || is_gone (self))
    return;
  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* Escape, Cancel and the window's own key: what was typed goes only after a yes. */
static gboolean
sauda_card_window_close_request (GtkWindow *window)
{
  SaudaCardWindow *self = SAUDA_CARD_WINDOW (window);
  const SaudaCompatQuestion question = {
    .heading = _ ("Throw away what you typed?"),
    .body =
      _ ("It was not kept yet. To go on another time, go back and press Keep: wrong fields are kept too."),
    .accept = _ ("_Throw Away"),
    .destructive = TRUE,
  };

  if (self->leaving || is_gone (self) || !was_typed (self))
    return GTK_WINDOW_CLASS (sauda_card_window_parent_class)->close_request (window);
  sauda_compat_confirm_async (window, &question, self->cancellable, on_leave_answered, g_object_ref (self));
  return TRUE;
}

static void
sauda_card_window_dispose (GObject *object)
{
  SaudaCardWindow *self = SAUDA_CARD_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_card_window_parent_class)->dispose (object);
}

static void
sauda_card_window_finalize (GObject *object)
{
  SaudaCardWindow *self = SAUDA_CARD_WINDOW (object);

  g_clear_pointer (&self->keeping, g_ptr_array_unref);
  sauda_card_free (self->card);
  g_free (self->category);
  g_free (self->opening);
  g_free (self->seen);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_card_window_parent_class)->finalize (object);
}

static void
sauda_card_window_class_init (SaudaCardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_card_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_card_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sauda_card_window_close_request;
  g_type_ensure (SAUDA_TYPE_CARD_CATEGORIES);
  g_type_ensure (SAUDA_TYPE_CARD_FIELDS);
  kept_signal = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/cards/sauda-card-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, keep);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, forget);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, categories);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, fill);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, category_name);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh);
  gtk_widget_class_bind_template_callback (widget_class, on_category);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
  gtk_widget_class_bind_template_callback (widget_class, on_mended);
  gtk_widget_class_bind_template_callback (widget_class, fill_from_catalogue);
  gtk_widget_class_bind_template_callback (widget_class, list_categories);
  gtk_widget_class_bind_template_callback (widget_class, show_categories);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_card_window_init (SaudaCardWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->card = sauda_card_new ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

static SaudaCardWindow *
open_window (GtkWindow *parent, SaudaWorkspace *workspace, gint64 store_id, gint64 card_id, const char *sku)
{
  SaudaCardWindow *self = g_object_new (SAUDA_TYPE_CARD_WINDOW, "transient-for", parent, NULL);
  SaudaCardRequest *request;

  self->workspace = g_object_ref (workspace);
  self->store_id = store_id;
  request = request_new (self, sku);
  request->card_id = card_id;
  set_busy (self, TRUE);
  sauda_workspace_read_async (workspace, sauda_card_request_draft, request, sauda_card_request_free,
                              (GDestroyNotify) sauda_card_free, self->cancellable, on_draft,
                              g_object_ref (self));
  return self;
}

/**
 * sauda_card_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @store_id: the store whose card it is
 * @card_id: a draft that is written on; 0: a new card
 *
 * Returns: (transfer none): a window to present
 */
SaudaCardWindow *
sauda_card_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gint64 store_id, gint64 card_id)
{
  return open_window (parent, workspace, store_id, card_id, NULL);
}

/**
 * sauda_card_window_new_for_offer:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @store_id: the store whose card it is
 * @sku: an offer of the catalogue
 *
 * Returns: (transfer none): a window to present, with the draft of that SKU, or a new card that says what the
 *   catalogue knows
 */
SaudaCardWindow *
sauda_card_window_new_for_offer (GtkWindow *parent,
                                 SaudaWorkspace *workspace,
                                 gint64 store_id,
                                 const char *sku)
{
  return open_window (parent, workspace, store_id, 0, sku);
}

/**
 * sauda_card_window_is_busy:
 * @self: a window
 *
 * Returns: whether something is under way
 */
gboolean
sauda_card_window_is_busy (SaudaCardWindow *self)
{
  return self->busy;
}
