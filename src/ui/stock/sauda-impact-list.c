#include "sauda-impact-list.h"

#include "sauda-offer-sale.h"
#include "sauda-ui-label.h"

#include <glib/gi18n-lib.h>

/* Rows that a person still reads; the summary counts all of them. */
#define SHOWN_ROWS 200
#define SHOWN_OFFERS 6

struct _SaudaImpactList {
  AdwBin parent_instance;

  GtkLabel *summary; /* (unowned) (not nullable) */
  GtkListBox *list;  /* (unowned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaImpactList, sauda_impact_list, ADW_TYPE_BIN)

static char *
describe_numbers (const SaudaStockImpact *impact)
{
  GString *text = g_string_new (NULL);

  if (impact->on_hand_before != impact->on_hand_after)
    /* Translators: pieces on the shelf, before and after */
    g_string_append_printf (text, _ ("On hand %d → %d"), (int) impact->on_hand_before,
                            (int) impact->on_hand_after);
  else
    g_string_append_printf (text, _ ("On hand %d"), (int) impact->on_hand_after);
  if (impact->inspect_before != impact->inspect_after) {
    g_string_append (text, " · ");
    g_string_append_printf (text, _ ("to inspect %d → %d"), (int) impact->inspect_before,
                            (int) impact->inspect_after);
  }
  g_string_append (text, " · ");
  g_string_append_printf (text, _ ("available %d → %d"), (int) impact->available_before,
                          (int) impact->available_after);
  return g_string_free (text, FALSE);
}

static void
append_offers (GString *text, const SaudaStockImpact *impact)
{
  for (guint i = 0; i < MIN (impact->offers->len, SHOWN_OFFERS); i++) {
    const SaudaOfferState *offer = g_ptr_array_index (impact->offers, i);

    g_string_append_printf (text, "%s%s · %s", i > 0 ? ", " : " ", offer->store, offer->sku);
  }
  if (impact->offers->len > SHOWN_OFFERS) {
    g_string_append (text, ", ");
    g_string_append_printf (text, ngettext ("and %u more", "and %u more", impact->offers->len - SHOWN_OFFERS),
                            impact->offers->len - SHOWN_OFFERS);
  }
}

/* What a person must not miss: less than nothing, and what buyers cannot order any more. */
static char *
describe_consequence (const SaudaStockImpact *impact)
{
  GString *text = g_string_new (NULL);

  if (impact->on_hand_after < 0)
    g_string_append (text, _ ("Less than nothing would lie there: count the shelf."));
  if (impact->offers->len > 0 && sauda_stock_impact_runs_out (impact)) {
    g_string_append (text, text->len > 0 ? " " : "");
    g_string_append (text, _ ("Has run out; go off sale in the next price list:"));
    append_offers (text, impact);
  } else if (impact->offers->len > 0 && sauda_stock_impact_comes_back (impact)) {
    g_string_append (text, text->len > 0 ? " " : "");
    g_string_append (text, _ ("Is there again; can be sold:"));
    append_offers (text, impact);
  }
  return g_string_free (text, FALSE);
}

static GtkWidget *
create_row (const SaudaStockImpact *impact)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *numbers = describe_numbers (impact), *consequence = describe_consequence (impact);
  gboolean bad = impact->on_hand_after < 0 || sauda_stock_impact_runs_out (impact);

  gtk_widget_add_css_class (box, "problem-row");
  gtk_box_append (GTK_BOX (box), sauda_ui_label_new (impact->sku, "heading"));
  gtk_box_append (GTK_BOX (box), sauda_ui_label_new (numbers, "numeric"));
  if (*consequence != '\0')
    gtk_box_append (GTK_BOX (box), sauda_ui_label_new (consequence, bad ? "error" : "dim-label"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
sauda_impact_list_class_init (SaudaImpactListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-impact-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaImpactList, summary);
  gtk_widget_class_bind_template_child (widget_class, SaudaImpactList, list);
}

static void
sauda_impact_list_init (SaudaImpactList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_impact_list_describe:
 * @impacts: (element-type SaudaStockImpact): what an act does
 *
 * Returns: (transfer full): a sentence on all of it
 */
char *
sauda_impact_list_describe (GPtrArray *impacts)
{
  GString *text = g_string_new (NULL);
  gint64 pieces = 0;
  guint gone = 0;

  for (guint i = 0; i < impacts->len; i++) {
    const SaudaStockImpact *impact = g_ptr_array_index (impacts, i);

    pieces += impact->on_hand_after - impact->on_hand_before;
    gone += sauda_stock_impact_runs_out (impact) ? impact->offers->len : 0;
  }
  g_string_append_printf (text,
                          ngettext ("%u variant changes, %+d pieces on the shelf.",
                                    "%u variants change, %+d pieces on the shelf.", impacts->len),
                          impacts->len, (int) pieces);
  if (gone > 0) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, ngettext ("%u offer goes off sale.", "%u offers go off sale.", gone), gone);
  }
  return g_string_free (text, FALSE);
}

/**
 * sauda_impact_list_clear:
 * @self: a list
 */
void
sauda_impact_list_clear (SaudaImpactList *self)
{
  GtkWidget *child;

  g_return_if_fail (SAUDA_IS_IMPACT_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  gtk_label_set_label (self->summary, "");
}

/**
 * sauda_impact_list_show:
 * @self: a list
 * @impacts: (element-type SaudaStockImpact): what an act does
 */
void
sauda_impact_list_show (SaudaImpactList *self, GPtrArray *impacts)
{
  g_autofree char *summary = sauda_impact_list_describe (impacts);

  g_return_if_fail (SAUDA_IS_IMPACT_LIST (self));

  sauda_impact_list_clear (self);
  gtk_label_set_label (self->summary, impacts->len > 0 ? summary : _ ("Nothing changes."));
  for (guint i = 0; i < MIN (impacts->len, SHOWN_ROWS); i++)
    gtk_list_box_append (self->list, create_row (g_ptr_array_index (impacts, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->list), impacts->len > 0);
}
