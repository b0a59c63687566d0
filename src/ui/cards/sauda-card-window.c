#include "sauda-card-window.h"

#include "sauda-card-cache.h"
#include "sauda-card-drafts.h"
#include "sauda-card-field-row.h"
#include "sauda-card-source.h"
#include "sauda-card-work.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* Rows of a list box; whoever looks for one of thousands types a letter more. */
#define SHOWN_CATEGORIES 100

struct _SaudaCardWindow {
  AdwWindow parent_instance;

  GtkWidget *keep;         /* (unowned) (not nullable) */
  GtkWidget *refresh;      /* (unowned) (not nullable) */
  GtkWidget *forget;       /* (unowned) (not nullable) */
  GtkSpinner *spinner;     /* (unowned) (not nullable) */
  GtkLabel *complaint;     /* (unowned) (not nullable) */
  GtkStack *pages;         /* (unowned) (not nullable) */
  GtkEditable *search;     /* (unowned) (not nullable) */
  GtkLabel *about;         /* (unowned) (not nullable) */
  GtkListBox *categories;  /* (unowned) (not nullable) */
  GtkBox *fields;          /* (unowned) (not nullable) */
  GtkLabel *category_name; /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  gint64 store_id;
  GPtrArray *rows;    /* (owned) (not nullable) (element-type SaudaCardFieldRow) of the form */
  SaudaCard *card;    /* (owned) (not nullable) as it was opened, or as it was filled in before */
  GPtrArray *keeping; /* (owned) (nullable) (element-type SaudaCard) what is being kept, or was last */
  char *category;     /* (owned) (nullable) code of the form's category */
  guint listing;      /* which search the rows answer */
  gboolean busy;
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaCardWindow, sauda_card_window, ADW_TYPE_WINDOW)

static guint kept_signal;

/* What a unit of work on the database is given. */
typedef struct {
  char *text;       /* (owned) (nullable) what is looked for, or a category */
  GPtrArray *cards; /* (owned) (nullable) (element-type SaudaCard) */
  gint64 store_id, card_id, now_ms;
} Request;

static Request *
request_new (SaudaCardWindow *self, const char *text)
{
  Request *request = g_new0 (Request, 1);

  request->text = g_strdup (text);
  request->store_id = self->store_id;
  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->text);
  g_clear_pointer (&request->cards, g_ptr_array_unref);
  g_free (request);
}

static gpointer
categories_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_cache_list_categories (connection, ((Request *) data)->text, error);
}

static gpointer
form_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autofree char *code = sauda_card_cache_find_category (connection, ((Request *) data)->text, error);

  return code != NULL ? sauda_card_cache_read_form (connection, code, error) : NULL;
}

static gpointer
draft_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  g_autoptr (GPtrArray) cards = sauda_card_drafts_list (connection, request->store_id, error);

  for (guint i = 0; cards != NULL && i < cards->len; i++)
    if (((SaudaCard *) g_ptr_array_index (cards, i))->id == request->card_id)
      return g_ptr_array_steal_index (cards, i);
  return cards != NULL ? sauda_card_new ("") : NULL;
}

/* A card that is wrong is kept too, so that nobody fills it in twice; one without a SKU cannot be found
 * again. */
static gpointer
keep_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  SaudaCard *card = g_ptr_array_index (request->cards, 0);
  g_autoptr (GPtrArray) problems = sauda_card_work_check (connection, request->cards, error);

  if (problems == NULL ||
      (*card->sku != '\0' && !sauda_card_drafts_save (connection, card, request->now_ms, error)))
    return NULL;
  /* Under another SKU it is the same card. */
  if (card->id != 0 && request->card_id != 0 && card->id != request->card_id &&
      !sauda_card_drafts_remove (connection, request->card_id, error))
    return NULL;
  return g_steal_pointer (&problems);
}

static gpointer
forget_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_drafts_remove (connection, ((Request *) data)->card_id, error) ? data : NULL;
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
  gtk_widget_set_sensitive (self->refresh, !busy);
  gtk_widget_set_sensitive (self->forget, !busy);
  gtk_widget_set_visible (self->forget, form && self->card->id != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->categories), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
say (SaudaCardWindow *self, const char *sentence)
{
  gtk_label_set_label (self->complaint, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), sentence != NULL);
}

static void
complain (SaudaCardWindow *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  say (self, text);
  set_busy (self, FALSE);
}

static void
add_category (SaudaCardWindow *self, const SaudaCardName *name)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (name->name, -1);
  g_autofree char *code = g_markup_escape_text (name->code, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), code);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "category", g_strdup (name->code), g_free);
  gtk_list_box_append (self->categories, row);
}

static void
on_categories (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCardWindow) self = SAUDA_CARD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = sauda_workspace_read_finish (source, result, &error);
  g_autofree char *about = NULL;
  GtkWidget *row;

  if (is_gone (self) || --self->listing > 0)
    return;
  if (names == NULL) {
    complain (self, error);
    return;
  }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->categories))) != NULL)
    gtk_list_box_remove (self->categories, row);
  for (guint i = 0; i < MIN (names->len, SHOWN_CATEGORIES); i++)
    add_category (self, g_ptr_array_index (names, i));
  gtk_widget_set_visible (GTK_WIDGET (self->categories), names->len > 0);
  about = names->len == 0 ? g_strdup (_ ("No category has this in its name."))
          : names->len > SHOWN_CATEGORIES
            ? g_strdup_printf (_ ("Categories: %u, shown: %d. Type more of the name."), names->len,
                               SHOWN_CATEGORIES)
            : g_strdup_printf (_ ("Categories: %u."), names->len);
  gtk_label_set_label (self->about, about);
  set_busy (self, FALSE);
}

static void
list_categories (SaudaCardWindow *self)
{
  self->listing++;
  sauda_workspace_read_async (
    self->workspace, categories_work, request_new (self, gtk_editable_get_text (self->search)), request_free,
    (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_categories, g_object_ref (self));
}

static void
show_categories (SaudaCardWindow *self)
{
  say (self, NULL);
  gtk_stack_set_visible_child_name (self->pages, "category");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  set_busy (self, TRUE);
  list_categories (self);
}

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
  list_categories (self);
}

static void
read_source (SaudaCardWindow *self, gboolean refresh)
{
  say (self, NULL);
  set_busy (self, TRUE);
  sauda_card_source_read_async (self->workspace, &(SaudaCardSourceRequest){ .refresh = refresh }, NULL, NULL,
                                self->cancellable, on_source, g_object_ref (self));
}

static void
on_refresh (SaudaCardWindow *self)
{
  read_source (self, TRUE);
}

/* Where a field of the card itself, and no attribute, is kept. */
static char **
find_text (SaudaCard *card, const char *code)
{
  const struct {
    const char *code;
    char **place;
  } places[] = { { "sku", &card->sku },
                 { "title", &card->title },
                 { "brand", &card->brand },
                 { "description", &card->description },
                 { "weight", &card->weight } };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].code, code))
      return places[i].place;
  return NULL;
}

static void
take_rows (SaudaCardWindow *self, SaudaCard *card)
{
  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCardFieldRow *row = g_ptr_array_index (self->rows, i);
    const char *code = sauda_card_field_row_get_code (row);
    g_autofree char *text = sauda_card_field_row_dup_text (row);
    char **place = find_text (card, code);

    if (place != NULL)
      sauda_card_take (place, text);
    else if (g_str_equal (code, "images"))
      sauda_card_set_images (card, text);
    else
      sauda_card_set_field (card, code, text);
  }
}

static void
fill_row (SaudaCardWindow *self, SaudaCardFieldRow *row)
{
  const char *code = sauda_card_field_row_get_code (row);
  char **place = find_text (self->card, code);
  g_autofree char *text = place != NULL                  ? g_strdup (*place)
                          : g_str_equal (code, "images") ? sauda_card_get_images_text (self->card)
                                                         : sauda_card_get_field_text (self->card, code);

  sauda_card_field_row_set_text (row, g_strdelimit (text, "\n", ' '));
}

static void
add_row (SaudaCardWindow *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, g_object_ref_sink (row));
  gtk_box_append (self->fields, row);
  fill_row (self, SAUDA_CARD_FIELD_ROW (row));
}

/* What is filled in stays when the category becomes another, as far as that asks for the same. */
static void
build_form (SaudaCardWindow *self, const SaudaCardForm *form)
{
  take_rows (self, self->card);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_box_remove (self->fields, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  gtk_label_set_label (self->category_name, form->category->name);
  add_row (self, sauda_card_field_row_new ("sku", _ ("SKU"), TRUE));
  add_row (self, sauda_card_field_row_new ("title", _ ("Title"), TRUE));
  add_row (self, sauda_card_field_row_new ("brand", _ ("Brand"), TRUE));
  add_row (self,
           sauda_card_field_row_new ("images", _ ("Addresses of pictures, with blanks between them"), TRUE));
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < form->attributes->len; i++) {
      const SaudaCardAttribute *attribute = g_ptr_array_index (form->attributes, i);

      if (attribute->mandatory == (pass == 0))
        add_row (self, sauda_card_field_row_new_for_attribute (attribute));
    }
  add_row (self, sauda_card_field_row_new ("weight", _ ("Weight, kg"), FALSE));
  add_row (self, sauda_card_field_row_new ("description", _ ("Description"), FALSE));
  gtk_stack_set_visible_child_name (self->pages, "form");
  gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
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
  build_form (self, form);
  set_busy (self, FALSE);
}

static void
on_form_source (GObject *source, GAsyncResult *result, gpointer user_data)
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
  sauda_workspace_read_async (self->workspace, form_work, request_new (self, self->category), request_free,
                              (GDestroyNotify) sauda_card_form_free, self->cancellable, on_form,
                              g_object_ref (self));
}

static void
open_form (SaudaCardWindow *self, const char *category)
{
  const char *const categories[] = { category, NULL };

  say (self, NULL);
  set_busy (self, TRUE);
  g_free (self->category);
  self->category = g_strdup (category);
  sauda_card_source_read_async (self->workspace, &(SaudaCardSourceRequest){ .categories = categories }, NULL,
                                NULL, self->cancellable, on_form_source, g_object_ref (self));
}

static void
on_category (SaudaCardWindow *self, GtkListBoxRow *row)
{
  open_form (self, g_object_get_data (G_OBJECT (row), "category"));
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
  if (*self->card->category != '\0')
    open_form (self, self->card->category);
  else
    read_source (self, FALSE);
}

/* Every sentence at its field, the first of them in view. Returns how many fields are wrong. */
static guint
show_problems (SaudaCardWindow *self, GPtrArray *problems)
{
  GtkWidget *first = NULL;
  guint wrong = 0;

  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCardFieldRow *row = g_ptr_array_index (self->rows, i);
    const char *sentence = NULL;

    for (guint k = 0; k < problems->len && sentence == NULL; k++) {
      const SaudaCardProblem *problem = g_ptr_array_index (problems, k);

      if (g_str_equal (problem->code, sauda_card_field_row_get_code (row)))
        sentence = problem->sentence;
    }
    sauda_card_field_row_set_problem (row, sentence);
    wrong += sentence != NULL;
    if (first == NULL && sentence != NULL)
      first = GTK_WIDGET (row);
  }
  if (first != NULL)
    gtk_widget_grab_focus (first);
  return wrong;
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
  set_busy (self, FALSE);
  g_signal_emit (self, kept_signal, 0);
  if (problems->len == 0) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  wrong = show_problems (self, problems);
  text = wrong > 0 ? g_strdup_printf (ngettext ("Kaspi would refuse this card: %u field is marked.",
                                                "Kaspi would refuse this card: %u fields are marked.", wrong),
                                      wrong)
                   : g_strdup (((SaudaCardProblem *) g_ptr_array_index (problems, 0))->sentence);
  say (self, text);
}

static void
on_keep (SaudaCardWindow *self)
{
  Request *request = request_new (self, NULL);
  SaudaCard *card = sauda_card_new ("");

  card->store_id = self->store_id;
  sauda_card_take (&card->category, self->category);
  take_rows (self, card);
  request->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_free);
  g_ptr_array_add (request->cards, card);
  request->card_id = self->card->id;
  g_clear_pointer (&self->keeping, g_ptr_array_unref);
  self->keeping = g_ptr_array_ref (request->cards);
  set_busy (self, TRUE);
  sauda_workspace_write_async (self->workspace, keep_work, request, request_free,
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
  g_signal_emit (self, kept_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* What was uploaded stays in the list of uploads. */
static void
on_forget (SaudaCardWindow *self)
{
  Request *request = request_new (self, NULL);

  request->card_id = self->card->id;
  set_busy (self, TRUE);
  sauda_workspace_write_async (self->workspace, forget_work, request, request_free, NULL, self->cancellable,
                               on_forgotten, g_object_ref (self));
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

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->keeping, g_ptr_array_unref);
  sauda_card_free (self->card);
  g_free (self->category);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_card_window_parent_class)->finalize (object);
}

static void
sauda_card_window_class_init (SaudaCardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_card_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_card_window_finalize;
  kept_signal =
    g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/cards/sauda-card-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, keep);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, refresh);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, forget);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, categories);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardWindow, category_name);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh);
  gtk_widget_class_bind_template_callback (widget_class, on_category);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
  gtk_widget_class_bind_template_callback (widget_class, list_categories);
  gtk_widget_class_bind_template_callback (widget_class, show_categories);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_card_window_init (SaudaCardWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->card = sauda_card_new ("");
  gtk_widget_init_template (GTK_WIDGET (self));
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
  SaudaCardWindow *self = g_object_new (SAUDA_TYPE_CARD_WINDOW, "transient-for", parent, NULL);
  Request *request;

  self->workspace = g_object_ref (workspace);
  self->store_id = store_id;
  request = request_new (self, NULL);
  request->card_id = card_id;
  set_busy (self, TRUE);
  sauda_workspace_read_async (workspace, draft_work, request, request_free, (GDestroyNotify) sauda_card_free,
                              self->cancellable, on_draft, g_object_ref (self));
  return self;
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
