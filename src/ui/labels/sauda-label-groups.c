#include "sauda-label-groups.h"

#include "sauda-context-menu.h"
#include "sauda-day-waits.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

/* A list longer than this is only counted on the screen; copying takes all of it. */
#define SHOWN_MISSING 60
/* So many are shown at once; more would push the groups out of sight. */
#define FEW_MISSING 3

struct _SaudaLabelGroups {
  GtkBox parent_instance;

  GtkImage *proof_icon;            /* (unowned) (not nullable) */
  GtkLabel *proof;                 /* (unowned) (not nullable) */
  GtkListBox *list;                /* (unowned) (not nullable) */
  GMenuModel *row_menu;            /* (unowned) (not nullable) of a group */
  GtkWidget *missing_box;          /* (unowned) (not nullable) */
  GtkImage *missing_icon;          /* (unowned) (not nullable) */
  GtkLabel *missing_title;         /* (unowned) (not nullable) */
  GtkToggleButton *missing_button; /* (unowned) (not nullable) shows @missing */
  GtkListBox *missing;             /* (unowned) (not nullable) */
  GPtrArray *lines;                /* (owned) (element-type utf8) the missing orders as they are copied */
};

G_DEFINE_FINAL_TYPE (SaudaLabelGroups, sauda_label_groups, GTK_TYPE_BOX)

static guint selected_signal;

static const char *
get_kind_title (const char *kind)
{
  if (g_str_equal (kind, "single"))
    return _ ("single pieces");
  if (g_str_equal (kind, "multi_qty"))
    return _ ("several pieces of one model");
  if (g_str_equal (kind, "multi_line"))
    return _ ("several models in one order");
  return kind;
}

/* A title before the first group of each store and kind. */
static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  SaudaLabelGroupRow *group = SAUDA_LABEL_GROUP_ROW (row);
  SaudaLabelGroupRow *previous = before != NULL ? SAUDA_LABEL_GROUP_ROW (before) : NULL;
  const char *store = sauda_label_group_row_get_store (group);
  const char *kind = sauda_label_group_row_get_kind (group);
  GtkWidget *label = NULL;
  g_autofree char *title = NULL;

  if (previous != NULL && g_str_equal (store, sauda_label_group_row_get_store (previous)) &&
      g_str_equal (kind, sauda_label_group_row_get_kind (previous))) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  title = g_strdup_printf ("%s · %s", store, get_kind_title (kind));
  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "label-header");
  gtk_list_box_row_set_header (row, label);
}

static void
on_row_selected (SaudaLabelGroups *self)
{
  g_signal_emit (self, selected_signal, 0);
}

static void
on_copy (SaudaLabelGroups *self)
{
  g_autofree char *text = sauda_label_groups_copy_missing (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_missing_row (SaudaLabelGroups *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "problem-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->missing, row);
}

/* What is due and has no label goes before what only waits. */
static void
name_missing (SaudaLabelGroups *self, const SaudaLabelReport *report, SaudaDay today)
{
  guint due = report->missing->len - report->waiting;
  g_autofree char *lacking =
    due > 0 ? g_strdup_printf (ngettext ("%u order has no label", "%u orders have no label", due), due)
            : NULL;
  g_autofree char *waiting =
    report->waiting > 0 ? sauda_day_waits_describe_count (report->waiting, report->waiting_until_ms, today)
                        : NULL;
  g_autofree char *both =
    lacking != NULL && waiting != NULL ? g_strdup_printf ("%s\n%s", lacking, waiting) : NULL;

  gtk_label_set_label (self->missing_title, both != NULL ? both : lacking != NULL ? lacking : waiting);
  gtk_image_set_from_icon_name (self->missing_icon, due > 0 ? "dialog-warning-symbolic" : "alarm-symbolic");
  if (due > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->missing_icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->missing_icon), "warning");
}

/* Nobody reads them before the list is opened, and laying them out holds up the window. */
static void
show_rows (SaudaLabelGroups *self)
{
  if (!gtk_toggle_button_get_active (self->missing_button) ||
      gtk_list_box_get_row_at_index (self->missing, 0) != NULL)
    return;
  for (guint i = 0; i < MIN (self->lines->len, SHOWN_MISSING); i++) {
    g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (self->lines, i), "\t", 3);
    g_autofree char *text = g_strdup_printf ("%s · %s\n%s", parts[0], parts[1], parts[2]);

    add_missing_row (self, text);
  }
  if (self->lines->len > SHOWN_MISSING) {
    guint rest = self->lines->len - SHOWN_MISSING;
    g_autofree char *more = g_strdup_printf (
      ngettext ("and %u more; Copy takes all of them.", "and %u more; Copy takes all of them.", rest), rest);

    add_missing_row (self, more);
  }
}

static void
show_missing (SaudaLabelGroups *self, const SaudaLabelReport *report, SaudaDay today)
{
  guint count = report->missing->len;

  clear_list (self->missing);
  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < count; i++) {
    const SaudaLabelMissing *missing = g_ptr_array_index (report->missing, i);

    g_ptr_array_add (self->lines,
                     g_strdup_printf ("%s\t%s\t%s", missing->store, missing->code, missing->reason));
  }
  if (count > 0)
    name_missing (self, report, today);
  gtk_toggle_button_set_active (self->missing_button, count <= FEW_MISSING);
  show_rows (self);
  gtk_widget_set_visible (self->missing_box, count > 0);
}

/* Only what is due is compared. */
static void
show_proof (SaudaLabelGroups *self, const SaudaLabelReport *report)
{
  g_autofree char *counts = sauda_label_counts_format (report->orders - report->waiting, report->labels,
                                                       report->pages, report->proved);
  /* Translators: the first part are the counts, “50 orders ≠ 46 labels = 46 pages” */
  g_autofree char *text = report->proved ? g_strdup_printf (_ ("Proved: %s"), counts)
                                         : g_strdup_printf (_ ("Not complete: %s"), counts);

  gtk_label_set_label (self->proof, text);
  gtk_image_set_from_icon_name (self->proof_icon,
                                report->proved ? "emblem-ok-symbolic" : "dialog-error-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->proof_icon), report->proved ? "error" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->proof_icon), report->proved ? "success" : "error");
  if (report->proved)
    gtk_widget_remove_css_class (GTK_WIDGET (self->proof), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->proof), "error");
}

static GtkWidget *
find_row (SaudaLabelGroups *self, const graphene_point_t *pressed)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = pressed != NULL
                        ? gtk_widget_pick (GTK_WIDGET (self), pressed->x, pressed->y, GTK_PICK_DEFAULT)
                        : gtk_root_get_focus (root);

  return widget != NULL ? gtk_widget_get_ancestor (widget, SAUDA_TYPE_LABEL_GROUP_ROW) : NULL;
}

/* The menu of a group; it becomes the selected one. */
static gboolean
find_menu (GtkWidget *widget, const graphene_point_t *pressed, GdkRectangle *at)
{
  SaudaLabelGroups *self = SAUDA_LABEL_GROUPS (widget);
  GtkWidget *row = find_row (self, pressed);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (row, widget, &bounds))
    return FALSE;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (row);
  *at = sauda_context_menu_place (pressed, &bounds);
  return TRUE;
}

static void
sauda_label_groups_finalize (GObject *object)
{
  g_ptr_array_unref (SAUDA_LABEL_GROUPS (object)->lines);
  G_OBJECT_CLASS (sauda_label_groups_parent_class)->finalize (object);
}

static void
sauda_label_groups_class_init (SaudaLabelGroupsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_label_groups_finalize;
  selected_signal = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-label-groups.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, proof_icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, proof);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, row_menu);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, missing_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, missing_icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, missing_title);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, missing);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelGroups, missing_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
sauda_label_groups_init (SaudaLabelGroups *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, set_header, NULL, NULL);
  sauda_context_menu_add (GTK_WIDGET (self), self->row_menu, _ ("Menu of the group"), find_menu);
  g_signal_connect_object (self->missing_button, "toggled", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
}

/* Where the group of @file is now; -1 when it is gone. */
static int
find_file (SaudaLabelGroups *self, const char *file)
{
  SaudaLabelGroupRow *row = NULL;

  for (guint i = 0; (row = sauda_label_groups_get_row (self, i)) != NULL; i++)
    if (g_strcmp0 (sauda_label_group_row_get_file (row), file) == 0)
      return (int) i;
  return -1;
}

/**
 * sauda_label_groups_show:
 * @self: the list
 * @report: what a run gave; only read now
 * @today: the Almaty day it is
 *
 * Shows a run. The group that was selected stays selected when it is there again, else the first one is.
 */
void
sauda_label_groups_show (SaudaLabelGroups *self, const SaudaLabelReport *report, SaudaDay today)
{
  SaudaLabelGroupRow *selected = NULL;
  g_autofree char *file = NULL;

  g_return_if_fail (SAUDA_IS_LABEL_GROUPS (self));

  selected = sauda_label_groups_get_selected (self);
  file = selected != NULL ? g_strdup (sauda_label_group_row_get_file (selected)) : NULL;
  clear_list (self->list);
  for (guint i = 0; i < report->groups->len; i++)
    gtk_list_box_append (self->list, sauda_label_group_row_new (g_ptr_array_index (report->groups, i)));
  show_proof (self, report);
  show_missing (self, report, today);
  gtk_widget_set_visible (GTK_WIDGET (self->list), report->groups->len > 0);
  if (report->groups->len > 0)
    sauda_label_groups_select (self, (guint) MAX (find_file (self, file), 0));
}

/**
 * sauda_label_groups_get_selected:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): the selected group
 */
SaudaLabelGroupRow *
sauda_label_groups_get_selected (SaudaLabelGroups *self)
{
  GtkListBoxRow *row = NULL;

  g_return_val_if_fail (SAUDA_IS_LABEL_GROUPS (self), NULL);
  /* newer GTK lets go of it before the last of its signals */
  row = self->list != NULL ? gtk_list_box_get_selected_row (self->list) : NULL;
  return row != NULL ? SAUDA_LABEL_GROUP_ROW (row) : NULL;
}

/**
 * sauda_label_groups_get_row:
 * @self: the list
 * @position: from 0, in picking order
 *
 * Returns: (transfer none) (nullable): the group there
 */
SaudaLabelGroupRow *
sauda_label_groups_get_row (SaudaLabelGroups *self, guint position)
{
  GtkListBoxRow *row = NULL;

  g_return_val_if_fail (SAUDA_IS_LABEL_GROUPS (self), NULL);
  row = self->list != NULL ? gtk_list_box_get_row_at_index (self->list, (int) position) : NULL;
  return row != NULL ? SAUDA_LABEL_GROUP_ROW (row) : NULL;
}

/**
 * sauda_label_groups_select:
 * @self: the list
 * @position: of a group, from 0
 *
 * Selects a group.
 */
void
sauda_label_groups_select (SaudaLabelGroups *self, guint position)
{
  g_return_if_fail (SAUDA_IS_LABEL_GROUPS (self));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) position));
}

/**
 * sauda_label_groups_show_printed:
 * @self: the list
 * @states: (element-type utf8 SaudaPrintLabelState): as sauda_print_queue_list_labels() returned
 *
 * Shows how far the labels of each group are printed.
 */
void
sauda_label_groups_show_printed (SaudaLabelGroups *self, GHashTable *states)
{
  SaudaLabelGroupRow *row = NULL;

  g_return_if_fail (SAUDA_IS_LABEL_GROUPS (self));
  for (guint i = 0; (row = sauda_label_groups_get_row (self, i)) != NULL; i++)
    sauda_label_group_row_show_printed (row, states);
}

/**
 * sauda_label_groups_get_n_missing:
 * @self: the list
 *
 * Returns: how many orders have no label, those included that are not due yet
 */
guint
sauda_label_groups_get_n_missing (SaudaLabelGroups *self)
{
  g_return_val_if_fail (SAUDA_IS_LABEL_GROUPS (self), 0);
  return self->lines->len;
}

/**
 * sauda_label_groups_copy_missing:
 * @self: the list
 *
 * Returns: (transfer full): the orders without a label, a line each: store, number and reason, with tabs
 */
char *
sauda_label_groups_copy_missing (SaudaLabelGroups *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (self->lines, i));
  return g_string_free (text, FALSE);
}
