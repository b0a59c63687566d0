#include "sauda-offer-term-row.h"

#include "sauda-money.h"

#include <glib/gi18n-lib.h>

struct _SaudaOfferTermRow {
  AdwActionRow parent_instance;

  GtkEntry *entry; /* (unowned) (not nullable) */

  const SaudaOfferTermSheet *sheet; /* (unowned) (not nullable) the window's, which outlives its rows */
  guint line;
};

G_DEFINE_FINAL_TYPE (SaudaOfferTermRow, sauda_offer_term_row, ADW_TYPE_ACTION_ROW)

static guint changed_signal;

static SaudaOfferTermLine *
get_line (SaudaOfferTermRow *self)
{
  return &g_array_index (self->sheet->lines, SaudaOfferTermLine, self->line);
}

/* Nothing is as usual; so is a 0 for all warehouses, which is what they have then. */
static gboolean
parse (const SaudaOfferTermLine *line, const char *text, gint64 *value)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  *value = -1;
  if (*stripped == '\0')
    return TRUE;
  if (line->city_id != NULL)
    return sauda_money_parse (stripped, value, NULL) && *value > 0;
  if (!g_ascii_string_to_signed (stripped, 10, 0, 30, value, NULL))
    return FALSE;
  if (*value == 0 && line->place == NULL)
    *value = -1;
  return TRUE;
}

static char *
describe (SaudaOfferTermRow *self)
{
  const SaudaOfferTermLine *line = get_line (self);
  g_autofree char *usual = sauda_offer_term_row_format (line, line->usual);
  g_autofree char *before = sauda_offer_term_row_format (line, line->value >= 0 ? line->value : line->usual);
  g_autofree char *after = sauda_offer_term_row_format (line, line->wanted >= 0 ? line->wanted : line->usual);

  if (line->wanted != line->value)
    return g_strdup_printf ("%s → %s · %s", before, after,
                            sauda_price_verdict_get_title (sauda_offer_term_sheet_judge (self->sheet, line)));
  /* Translators: what an offer costs in a city, or the days of its pre-order, where nothing of its own
   * is set */
  return line->value < 0 ? g_strdup_printf (_ ("as usual: %s"), usual)
                         : g_strdup_printf (_ ("its own; usually %s"), usual);
}

static void
show (SaudaOfferTermRow *self, gboolean readable)
{
  SaudaPriceVerdict verdict = sauda_offer_term_sheet_judge (self->sheet, get_line (self));
  gboolean good = readable && (verdict == SAUDA_PRICE_FINE || verdict == SAUDA_PRICE_SAME);
  g_autofree char *text = NULL, *subtitle = NULL;

  if (readable)
    text = describe (self);
  else
    text = g_strdup (get_line (self)->city_id != NULL ? _ ("No price. Type whole tenge, or nothing.")
                                                      : _ ("No days. Type 0 to 30, or nothing."));
  subtitle = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
on_changed (SaudaOfferTermRow *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
sauda_offer_term_row_class_init (SaudaOfferTermRowClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sauda_offer_term_row_init (SaudaOfferTermRow *self)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1);
  gtk_entry_set_activates_default (self->entry, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->entry), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed), self);
}

/**
 * sauda_offer_term_row_new:
 * @sheet: what an offer has of its own; it outlives the row
 * @line: one of its lines
 *
 * Returns: (transfer floating): a row in which the line is typed
 */
SaudaOfferTermRow *
sauda_offer_term_row_new (const SaudaOfferTermSheet *sheet, guint line)
{
  SaudaOfferTermRow *self = g_object_new (SAUDA_TYPE_OFFER_TERM_ROW, NULL);
  const SaudaOfferTermLine *term;
  g_autofree char *title = NULL, *label = NULL, *text = NULL;

  self->sheet = sheet;
  self->line = line;
  term = get_line (self);
  title = g_markup_escape_text (term->title, -1);
  label = term->city_id != NULL ? g_strdup_printf (_ ("Price: %s"), term->title)
                                : g_strdup_printf (_ ("Days of pre-order: %s"), term->title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_entry_set_placeholder_text (self->entry, _ ("as usual"));
  if (term->value >= 0) {
    text = g_strdup_printf ("%d", (int) term->value);
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  }
  show (self, TRUE);
  return self;
}

/**
 * sauda_offer_term_row_read:
 * @self: a row
 *
 * Takes what was typed into the line, and shows what it changes.
 *
 * Returns: whether it can be read
 */
gboolean
sauda_offer_term_row_read (SaudaOfferTermRow *self)
{
  SaudaOfferTermLine *line;
  gint64 value;
  gboolean readable;

  g_return_val_if_fail (SAUDA_IS_OFFER_TERM_ROW (self), FALSE);

  line = get_line (self);
  readable = parse (line, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &value);
  line->wanted = readable ? value : line->value;
  show (self, readable);
  return readable;
}

/**
 * sauda_offer_term_row_format:
 * @line: a line
 * @value: whole tenge or days; less than 0 for none
 *
 * Returns: (transfer full): what people read of it
 */
char *
sauda_offer_term_row_format (const SaudaOfferTermLine *line, gint64 value)
{
  if (line->city_id != NULL)
    return value >= 0 ? sauda_money_format (value) : g_strdup ("–");
  if (value <= 0)
    return g_strdup (_ ("no pre-order"));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) value), (int) value);
}
