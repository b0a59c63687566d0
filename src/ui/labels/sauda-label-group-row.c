#include "sauda-label-group-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaLabelGroupRow {
  GtkListBoxRow parent_instance;

  GtkLabel *size;   /* (unowned) (not nullable) */
  GtkLabel *model;  /* (unowned) (not nullable) */
  GtkImage *icon;   /* (unowned) (not nullable) */
  GtkLabel *counts; /* (unowned) (not nullable) */
  char *file;       /* (owned) (not nullable) relative to the folder of the run */
  char *store;      /* (owned) (not nullable) */
  char *kind;       /* (owned) (not nullable) */
  gboolean complete;
};

G_DEFINE_FINAL_TYPE (SaudaLabelGroupRow, sauda_label_group_row, GTK_TYPE_LIST_BOX_ROW)

static void
sauda_label_group_row_finalize (GObject *object)
{
  SaudaLabelGroupRow *self = SAUDA_LABEL_GROUP_ROW (object);

  g_free (self->file);
  g_free (self->store);
  g_free (self->kind);
  G_OBJECT_CLASS (sauda_label_group_row_parent_class)->finalize (object);
}

static void
sauda_label_group_row_class_init (SaudaLabelGroupRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_label_group_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-label-group-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroupRow, size);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroupRow, model);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroupRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroupRow, counts);
}

static void
sauda_label_group_row_init (SaudaLabelGroupRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_proof (SaudaLabelGroupRow *self, const SaudaLabelReportGroup *group)
{
  g_autofree char *counts =
    sauda_label_counts_format (group->orders, group->labels, group->pages, group->complete);
  g_autofree char *numbers = g_strdup_printf (group->complete ? "%u = %u = %u" : "%u · %u · %u",
                                              group->orders, group->labels, group->pages);

  /* The numbers fit into every language; the line above the groups and the tooltip say what they count. */
  gtk_label_set_label (self->counts, numbers);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->counts), counts);
  gtk_image_set_from_icon_name (self->icon, group->complete ? "emblem-ok-symbolic" : "dialog-error-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), group->complete ? "success" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->counts), group->complete ? "dim-label" : "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), group->complete ? _ ("Proved") : _ ("Not complete"));
}

/* Several sizes have no room in the column of sizes: they stand before the models. */
static void
show_model (SaudaLabelGroupRow *self, const SaudaLabelReportGroup *group)
{
  gboolean several = strstr (group->size, " + ") != NULL;
  g_autofree char *models =
    several ? g_strdup_printf ("%s · %s", group->size, group->model) : g_strdup (group->model);

  gtk_label_set_label (self->model, models);
  gtk_label_set_label (self->size, several ? "+" : *group->size != '\0' ? group->size : "—");
}

static void
describe (SaudaLabelGroupRow *self, const SaudaLabelReportGroup *group)
{
  g_autofree char *spoken = g_strdup_printf ("%s %s, %s, %s", group->model, group->size,
                                             group->complete ? _ ("Proved") : _ ("Not complete"),
                                             gtk_widget_get_tooltip_text (GTK_WIDGET (self->counts)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * sauda_label_group_row_new:
 * @group: what was written; only read now
 *
 * Returns: (transfer none): a row that shows @group
 */
GtkWidget *
sauda_label_group_row_new (const SaudaLabelReportGroup *group)
{
  SaudaLabelGroupRow *self = g_object_new (SAUDA_TYPE_LABEL_GROUP_ROW, NULL);

  self->file = g_strdup (group->file);
  self->store = g_strdup (group->store);
  self->kind = g_strdup (group->kind);
  self->complete = group->complete;
  show_model (self, group);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), group->file);
  show_proof (self, group);
  describe (self, group);
  return GTK_WIDGET (self);
}

/**
 * sauda_label_group_row_get_file:
 * @self: a row
 *
 * Returns: (transfer none): the group's PDF, relative to the folder of the run
 */
const char *
sauda_label_group_row_get_file (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), NULL);
  return self->file;
}

/**
 * sauda_label_group_row_get_store:
 * @self: a row
 *
 * Returns: (transfer none): the store of the group
 */
const char *
sauda_label_group_row_get_store (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), NULL);
  return self->store;
}

/**
 * sauda_label_group_row_get_kind:
 * @self: a row
 *
 * Returns: (transfer none): `single`, `multi_qty` or `multi_line`
 */
const char *
sauda_label_group_row_get_kind (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), NULL);
  return self->kind;
}

/**
 * sauda_label_group_row_get_counts:
 * @self: a row
 *
 * Returns: (transfer none): the three counts in words
 */
const char *
sauda_label_group_row_get_counts (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), NULL);
  return gtk_widget_get_tooltip_text (GTK_WIDGET (self->counts));
}

/**
 * sauda_label_group_row_is_complete:
 * @self: a row
 *
 * Returns: whether the group is proved
 */
gboolean
sauda_label_group_row_is_complete (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), FALSE);
  return self->complete;
}

/**
 * sauda_label_counts_format:
 * @orders: orders
 * @labels: pages of their label files
 * @pages: pages written
 * @complete: whether every order has all its labels and every label was written
 *
 * An order of several parcels has a label for each, so a complete group may have more labels than orders.
 *
 * Returns: (transfer full): the three counts with what they prove, "12 orders = 12 labels = 12 pages"
 */
char *
sauda_label_counts_format (guint orders, guint labels, guint pages, gboolean complete)
{
  g_autofree char *first = g_strdup_printf (ngettext ("%u order", "%u orders", orders), orders);
  g_autofree char *second = g_strdup_printf (ngettext ("%u label", "%u labels", labels), labels);
  g_autofree char *third = g_strdup_printf (ngettext ("%u page", "%u pages", pages), pages);
  const char *sign = complete ? "→" : "≠";

  if (orders == labels)
    sign = "=";
  return g_strdup_printf ("%s %s %s %s %s", first, sign, second, labels == pages ? "=" : "≠", third);
}
