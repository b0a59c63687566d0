#include "sauda-cards-list.h"

#include "sauda-card-check.h"
#include "sauda-card-uploads.h"

#include <glib/gi18n-lib.h>

/* Rows of a list box; more would take seconds to lay out, and the sentence above counts all. */
#define SHOWN_ROWS 500

struct _SaudaCardsList {
  AdwBin parent_instance;

  GtkListBox *list; /* (unowned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaCardsList, sauda_cards_list, ADW_TYPE_BIN)

static guint chosen_signal;

static void
clear (SaudaCardsList *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
show_or_hide (SaudaCardsList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL);
}

/* @icon tells what the words tell too, so that colour is never alone. */
static GtkWidget *
add_row (SaudaCardsList *self, const char *title, const char *text, const char *icon, int position)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_text = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_insert (self->list, row, position);
  return row;
}

static void
add_upload (SaudaCardsList *self, const SaudaCardUpload *upload, guint *shown)
{
  for (guint i = 0; i < upload->rows->len && *shown < SHOWN_ROWS; i++, (*shown)++) {
    const SaudaCardUploadRow *row = g_ptr_array_index (upload->rows, i);
    g_autofree char *title = g_strdup_printf ("%s · %s", row->sku, row->title);
    g_autofree char *trouble = sauda_card_state_describe (row->state, row->message);
    const char *text = upload->sent_ms == 0  ? _ ("not confirmed by Kaspi")
                       : *row->state == '\0' ? _ ("Kaspi works at it")
                                             : _ ("made; Kaspi looks it over");

    add_row (self, title, trouble != NULL ? trouble : text,
             trouble != NULL       ? "dialog-warning-symbolic"
             : *row->state == '\0' ? "content-loading-symbolic"
                                   : "object-select-symbolic",
             -1);
  }
}

/* What stands on the row of a draft: what is wrong with it, or what Kaspi said. */
static void
add_draft (SaudaCardsList *self, const SaudaCard *card, const char *problem)
{
  g_autofree char *title = g_strdup_printf ("%s · %s", card->sku, card->title);
  g_autofree char *refusal = sauda_card_state_describe (card->state, card->message);
  const char *text = problem != NULL ? problem : refusal != NULL ? refusal : _ ("ready to upload");
  GtkWidget *row =
    add_row (self, title, text,
             problem != NULL || refusal != NULL ? "dialog-warning-symbolic" : "document-edit-symbolic", 0);
  gint64 *id = g_new (gint64, 1);

  *id = card->id;
  g_object_set_data_full (G_OBJECT (row), "card-id", id, g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

/* What goes to Kaspi, in the words of the card. */
static char *
describe_planned (const SaudaCard *card)
{
  g_autofree char *pictures =
    g_strdup_printf (ngettext ("%u picture", "%u pictures", card->images->len), card->images->len);

  /* Translators: a category, a brand, "2 pictures" */
  return g_strdup_printf (_ ("will be uploaded: %s · %s · %s"), card->category,
                          *card->brand != '\0' ? card->brand : _ ("no brand"), pictures);
}

static void
on_row (SaudaCardsList *self, GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "card-id");

  if (id != NULL)
    g_signal_emit (self, chosen_signal, 0, *id);
}

static void
sauda_cards_list_class_init (SaudaCardsListClass *klass)
{
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
sauda_cards_list_init (SaudaCardsList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Cards"),
                                  -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * sauda_cards_list_show_uploads:
 * @self: the list
 * @uploads: (element-type SaudaCardUpload): what was sent, or shall be
 *
 * Shows their cards in place of what stood there.
 */
void
sauda_cards_list_show_uploads (SaudaCardsList *self, GPtrArray *uploads)
{
  guint shown = 0;

  clear (self);
  for (guint i = 0; i < uploads->len; i++)
    add_upload (self, g_ptr_array_index (uploads, i), &shown);
  show_or_hide (self);
}

/**
 * sauda_cards_list_add_drafts:
 * @self: the list
 * @cards: (element-type SaudaCard): drafts
 * @problems: (element-type SaudaCardProblem): theirs, in the order of the drafts
 *
 * Puts the drafts above what stands there.
 */
void
sauda_cards_list_add_drafts (SaudaCardsList *self, GPtrArray *cards, GPtrArray *problems)
{
  guint next = problems->len;

  for (guint i = cards->len; i > 0; i--) {
    const char *sentence = NULL;

    for (; next > 0; next--) {
      const SaudaCardProblem *problem = g_ptr_array_index (problems, next - 1);

      if (problem->position != i - 1)
        break;
      sentence = problem->sentence;
    }
    if (i <= SHOWN_ROWS)
      add_draft (self, g_ptr_array_index (cards, i - 1), sentence);
  }
  show_or_hide (self);
}

/**
 * sauda_cards_list_show_sheet:
 * @self: the list
 * @cards: (element-type SaudaCard): cards of a sheet
 * @problems: (element-type SaudaCardProblem): theirs
 *
 * Shows what is wrong in the sheet in place of what stood there.
 */
void
sauda_cards_list_show_sheet (SaudaCardsList *self, GPtrArray *cards, GPtrArray *problems)
{
  clear (self);
  for (guint i = 0; i < MIN (problems->len, SHOWN_ROWS); i++) {
    const SaudaCardProblem *problem = g_ptr_array_index (problems, i);
    const SaudaCard *card = g_ptr_array_index (cards, problem->position);
    g_autofree char *title = g_strdup_printf (_ ("Row %u, %s"), card->row, problem->sku);

    add_row (self, title, problem->sentence, "dialog-warning-symbolic", -1);
  }
  show_or_hide (self);
}

/**
 * sauda_cards_list_show_plan:
 * @self: the list
 * @cards: (element-type SaudaCard): cards of a sheet, or drafts
 * @problems: (element-type SaudaCardProblem): theirs, in the order of the cards
 *
 * Shows the cards that shall be uploaded, and below them those that are left out, in place of what stood
 * there.
 */
void
sauda_cards_list_show_plan (SaudaCardsList *self, GPtrArray *cards, GPtrArray *problems)
{
  int n_planned = 0;
  guint next = 0;

  clear (self);
  for (guint i = 0; i < MIN (cards->len, SHOWN_ROWS); i++) {
    const SaudaCard *card = g_ptr_array_index (cards, i);
    const SaudaCardProblem *problem = next < problems->len ? g_ptr_array_index (problems, next) : NULL;
    g_autofree char *title = g_strdup_printf ("%s · %s", card->sku, card->title);

    if (problem != NULL && problem->position == i) {
      add_row (self, title, problem->sentence, "dialog-warning-symbolic", -1);
      while (next < problems->len && ((SaudaCardProblem *) g_ptr_array_index (problems, next))->position == i)
        next++;
    } else {
      g_autofree char *text = describe_planned (card);

      add_row (self, title, text, "document-send-symbolic", n_planned++);
    }
  }
  show_or_hide (self);
}
