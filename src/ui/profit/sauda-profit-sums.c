#include "sauda-profit-sums.h"

#include "sauda-money.h"
#include "sauda-profit-table.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

enum { GOODS = 4, PROFIT, MARGIN, N_SUMS };

static const char *const titles[N_SUMS] = {
  N_ ("Revenue"),       N_ ("Commission"), N_ ("Delivery"), N_ ("VAT"),
  N_ ("Cost of Goods"), N_ ("Profit"),     N_ ("Margin"),
};

struct _SaudaProfitSums {
  AdwBin parent_instance;

  GtkLabel *sums[N_SUMS]; /* (unowned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaProfitSums, sauda_profit_sums, ADW_TYPE_BIN)

/* A screen reader says name and number together. */
static void
show_sum (SaudaProfitSums *self, guint i, const char *text)
{
  g_autofree char *spoken = g_strdup_printf ("%s %s", _ (titles[i]), text);

  gtk_label_set_label (self->sums[i], text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sums[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static GtkWidget *
create_sum (SaudaProfitSums *self, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (_ (titles[i]));
  GtkWidget *sum = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (sum), 0);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (sum, "heading");
  gtk_widget_add_css_class (sum, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), sum);
  self->sums[i] = GTK_LABEL (sum);
  return box;
}

static void
sauda_profit_sums_class_init (SaudaProfitSumsClass *klass)
{
}

static void
sauda_profit_sums_init (SaudaProfitSums *self)
{
  GtkWidget *lines = g_object_new (SAUDA_TYPE_WRAP_BOX, NULL);

  for (guint i = 0; i < N_SUMS; i++)
    sauda_wrap_box_append (SAUDA_WRAP_BOX (lines), create_sum (self, i));
  gtk_widget_add_css_class (lines, "chips");
  adw_bin_set_child (ADW_BIN (self), lines);
}

/**
 * sauda_profit_sums_show:
 * @self: the sums
 * @sum: a line of an account that is one
 */
void
sauda_profit_sums_show (SaudaProfitSums *self, const SaudaProfitRow *sum)
{
  const gint64 amounts[] = {
    sum->revenue, sum->commission, sum->delivery, sum->vat, sum->goods, sum->profit
  };
  g_autofree char *margin = sauda_profit_describe_margin (sum);
  /* What goods cost is missing: they leave at most so much. */
  const char *bound = sum->without_goods > 0 ? "≤ " : "";

  g_return_if_fail (SAUDA_IS_PROFIT_SUMS (self));

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++) {
    g_autofree char *amount = sauda_money_format (amounts[i]);
    g_autofree char *bounded = g_strconcat (bound, amount, NULL);

    show_sum (self, i, i == PROFIT ? bounded : amount);
  }
  if (sum->without_goods > 0 && sum->goods == 0)
    show_sum (self, GOODS, _ ("not known"));
  if (margin != NULL) {
    g_autofree char *bounded = g_strconcat (bound, margin, NULL);

    show_sum (self, MARGIN, bounded);
  } else
    show_sum (self, MARGIN, "–");
}

/**
 * sauda_profit_describe_sum:
 * @sum: a line of an account that is a sum
 *
 * Returns: (transfer full): a sentence that says what of it is estimated
 */
char *
sauda_profit_describe_sum (const SaudaProfitRow *sum)
{
  g_autofree char *share = sauda_profit_describe_estimated (sum);

  /* Translators: followed by the share, like "34 % of the costs (delivery)" */
  return g_strdup_printf (
    sum->without_goods > 0 ? _ ("Estimated: %s. Profit looks higher than it is; the cost of goods is entered "
                                "in the catalogue, and the yuan in the rates.")
                           : _ ("Estimated: %s."),
    share);
}
