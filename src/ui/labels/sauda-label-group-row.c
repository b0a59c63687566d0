#include "sauda-label-group-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaLabelGroupRow {
  GtkListBoxRow parent_instance;

  GtkLabel *size;    /* (unowned) (not nullable) */
  GtkLabel *model;   /* (unowned) (not nullable) */
  GtkImage *icon;    /* (unowned) (not nullable) */
  GtkLabel *counts;  /* (unowned) (not nullable) */
  GtkLabel *printed; /* (unowned) (not nullable) */
  char *file;        /* (owned) (not nullable) relative to the folder of the run */
  char *store;       /* (owned) (not nullable) */
  char *kind;        /* (owned) (not nullable) */
  char *title;       /* (owned) (not nullable) model and size */
  char *code;        /* (owned) (nullable) what the bar code of its cover says */
  GPtrArray *labels; /* (owned) (not nullable) (element-type SaudaPrintLabel) its pages */
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
  g_free (self->title);
  g_free (self->code);
  g_ptr_array_unref (self->labels);
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
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroupRow, printed);
}

static void
sauda_label_group_row_init (SaudaLabelGroupRow *self)
{
  self->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);
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
describe (SaudaLabelGroupRow *self)
{
  const char *printed = gtk_label_get_label (self->printed);
  g_autofree char *spoken = g_strdup_printf (
    "%s, %s, %s%s%s", self->title, self->complete ? _ ("Proved") : _ ("Not complete"),
    gtk_widget_get_tooltip_text (GTK_WIDGET (self->counts)), *printed != '\0' ? ", " : "", printed);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* The n-th label of an order that is seen is its n-th place. */
static guint
take_place (GHashTable *places, const char *code)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, code)) + 1;

  g_hash_table_insert (places, g_strdup (code), GUINT_TO_POINTER (place));
  return place;
}

/* The labels of a page: one, or as many as lie on a sheet. */
static SaudaPrintLabel *
create_label (const SaudaLabelReportGroup *group, guint page, GHashTable *places)
{
  g_auto (GStrv) codes = g_strsplit (g_ptr_array_index (group->page_orders, page), ", ", -1);
  g_auto (GStrv) stores = page < group->page_stores->len
                            ? g_strsplit (g_ptr_array_index (group->page_stores, page), "\n", -1)
                            : g_new0 (char *, 1);
  guint known = g_strv_length (stores);
  SaudaPrintLabel *label = NULL;

  for (guint i = 0; codes[i] != NULL; i++) {
    const char *store = i < known ? stores[i] : group->store;
    guint place = take_place (places, codes[i]);

    if (label == NULL)
      label = sauda_print_label_new (page + 1, store, codes[i], place);
    else
      sauda_print_label_add (label, store, codes[i], place);
  }
  return label != NULL ? label : sauda_print_label_new (page + 1, group->store, "", 1);
}

static void
add_labels (SaudaLabelGroupRow *self, const SaudaLabelReportGroup *group)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < group->page_orders->len; i++)
    g_ptr_array_add (self->labels, create_label (group, i, places));
}

static void
count_states (SaudaLabelGroupRow *self, guint *total, guint *sent, guint *confirmed)
{
  *total = *sent = *confirmed = 0;
  for (guint i = 0; i < self->labels->len; i++) {
    const SaudaPrintLabel *label = g_ptr_array_index (self->labels, i);
    guint count = *label->code != '\0' ? sauda_print_label_get_count (label) : 0;

    *total += count;
    *sent += label->state == SAUDA_PRINT_LABEL_SENT ? count : 0;
    *confirmed += label->state == SAUDA_PRINT_LABEL_CONFIRMED ? count : 0;
  }
}

/* A sheet is as far as the label on it that is least so. */
static SaudaPrintLabelState
find_state (const SaudaPrintLabel *page, GHashTable *states)
{
  SaudaPrintLabelState least = SAUDA_PRINT_LABEL_CONFIRMED;

  for (guint i = 0; i < sauda_print_label_get_count (page); i++) {
    const SaudaPrintLabel *label = sauda_print_label_get (page, i);
    g_autofree char *key = sauda_print_label_make_key (label->store, label->code, label->place);

    least = MIN (least, (SaudaPrintLabelState) GPOINTER_TO_INT (g_hash_table_lookup (states, key)));
  }
  return least;
}

static char *
describe_printed (SaudaLabelGroupRow *self)
{
  guint total = 0;
  guint sent = 0;
  guint confirmed = 0;

  count_states (self, &total, &sent, &confirmed);
  if (total == 0 || sent + confirmed == 0)
    return g_strdup ("");
  if (confirmed == total)
    return g_strdup (_ ("printed"));
  if (sent + confirmed == total)
    return g_strdup (_ ("sent to the printer"));
  return g_strdup_printf (_ ("printed %u of %u"), sent + confirmed, total);
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
  self->code = g_strdup (group->code);
  self->title = g_strdup_printf (*group->size != '\0' ? "%s %s" : "%s", group->model, group->size);
  add_labels (self, group);
  show_model (self, group);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), group->file);
  show_proof (self, group);
  describe (self);
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
 * sauda_label_group_row_get_title:
 * @self: a row
 *
 * Returns: (transfer none): model and size of the group
 */
const char *
sauda_label_group_row_get_title (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), NULL);
  return self->title;
}

/**
 * sauda_label_group_row_get_code:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what the bar code of its cover says
 */
const char *
sauda_label_group_row_get_code (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), NULL);
  return self->code;
}

/**
 * sauda_label_group_row_get_labels:
 * @self: a row
 *
 * Returns: (transfer none) (element-type SaudaPrintLabel): whose each page of the group is, and how far it is
 */
GPtrArray *
sauda_label_group_row_get_labels (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), NULL);
  return self->labels;
}

/**
 * sauda_label_group_row_get_printed:
 * @self: a row
 *
 * Returns: (transfer none): how far its labels are printed, in words; empty when none is
 */
const char *
sauda_label_group_row_get_printed (SaudaLabelGroupRow *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self), NULL);
  return gtk_label_get_label (self->printed);
}

/**
 * sauda_label_group_row_show_printed:
 * @self: a row
 * @states: (element-type utf8 SaudaPrintLabelState): as sauda_print_queue_list_labels() returned
 *
 * Shows how far its labels are printed.
 */
void
sauda_label_group_row_show_printed (SaudaLabelGroupRow *self, GHashTable *states)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SAUDA_IS_LABEL_GROUP_ROW (self));

  for (guint i = 0; i < self->labels->len; i++) {
    SaudaPrintLabel *label = g_ptr_array_index (self->labels, i);

    label->state = find_state (label, states);
  }
  text = describe_printed (self);
  gtk_label_set_label (self->printed, text);
  describe (self);
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
