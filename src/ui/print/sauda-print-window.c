#include "sauda-print-window.h"

#include "sauda-number-spin.h"
#include "sauda-text.h"
#include "sauda-ui-settings.h"

#include <glib/gi18n-lib.h>

/* What is printed: the first two are always there. */
enum { WHAT_SELECTED, WHAT_ALL };
enum { WHICH_NOT_PRINTED, WHICH_ALL, WHICH_RANGE };

struct _SaudaPrintWindow {
  AdwWindow parent_instance;

  GtkWidget *print_button;      /* (unowned) (not nullable) */
  AdwComboRow *what;            /* (unowned) (not nullable) */
  GtkStringList *whats;         /* (unowned) (not nullable) */
  AdwComboRow *which;           /* (unowned) (not nullable) */
  GtkWidget *from_row;          /* (unowned) (not nullable) */
  GtkSpinButton *from;          /* (unowned) (not nullable) */
  GtkWidget *to_row;            /* (unowned) (not nullable) */
  GtkSpinButton *to;            /* (unowned) (not nullable) */
  GtkEditable *reason;          /* (unowned) (not nullable) */
  AdwComboRow *printer;         /* (unowned) (not nullable) */
  GtkStringList *printer_names; /* (unowned) (not nullable) */
  GtkSpinButton *copies;        /* (unowned) (not nullable) */
  GtkSwitch *reversed;          /* (unowned) (not nullable) */
  GtkWidget *together_row;      /* (unowned) (not nullable) */
  GtkSwitch *together;          /* (unowned) (not nullable) */
  GtkWidget *pause_row;         /* (unowned) (not nullable) */
  GtkSwitch *pause;             /* (unowned) (not nullable) */
  GtkLabel *summary;            /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until it is filled */
  SaudaPrintKind kind;
  GPtrArray *groups;   /* (owned) (nullable) (element-type SaudaPrintGroup) */
  guint selected;      /* group */
  GPtrArray *profiles; /* (owned) (not nullable) (element-type SaudaPrinterProfile) as in @printer_names */
};

G_DEFINE_FINAL_TYPE (SaudaPrintWindow, sauda_print_window, ADW_TYPE_WINDOW)

static guint print_signal;

static const SaudaPrintGroup *
get_selected_group (SaudaPrintWindow *self)
{
  return g_ptr_array_index (self->groups, self->selected);
}

static gboolean
is_alone (SaudaPrintWindow *self)
{
  return adw_combo_row_get_selected (self->what) == WHAT_SELECTED;
}

static guint
get_which (SaudaPrintWindow *self)
{
  return adw_combo_row_get_selected (self->which);
}

static gboolean
is_wanted (SaudaPrintWindow *self, const SaudaPrintGroup *group, guint page)
{
  const SaudaPrintLabel *label = g_ptr_array_index (group->labels, page);

  switch (get_which (self)) {
  case WHICH_NOT_PRINTED:
    return label->state == SAUDA_PRINT_LABEL_NOT;
  case WHICH_RANGE:
    return (int) page + 1 >= gtk_spin_button_get_value_as_int (self->from) &&
           (int) page + 1 <= gtk_spin_button_get_value_as_int (self->to);
  default:
    return TRUE;
  }
}

/* The pages of a group that were chosen, as they come out. A page of no order, a cover sheet, goes with the
 * labels of its group but does not go alone. */
static GArray *
list_pages (SaudaPrintWindow *self, const SaudaPrintGroup *group, guint *printed)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean reversed = gtk_switch_get_active (self->reversed);
  guint labels = 0;

  for (guint i = 0; i < group->labels->len; i++) {
    guint page = reversed ? group->labels->len - 1 - i : i;
    const SaudaPrintLabel *label = g_ptr_array_index (group->labels, page);

    if (!is_wanted (self, group, page))
      continue;
    g_array_append_val (pages, page);
    labels += *label->code != '\0';
    *printed += label->state != SAUDA_PRINT_LABEL_NOT;
  }
  if (labels == 0 && get_which (self) == WHICH_NOT_PRINTED)
    g_array_set_size (pages, 0);
  return pages;
}

/* The documents that were chosen, and how many of their labels were printed before. */
static GPtrArray *
list_items (SaudaPrintWindow *self, guint *n_pages, guint *printed)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_item_free);

  *n_pages = 0;
  *printed = 0;
  for (guint i = 0; i < self->groups->len; i++) {
    const SaudaPrintGroup *group = g_ptr_array_index (self->groups, i);
    g_autoptr (GArray) pages = NULL;

    if (is_alone (self) && i != self->selected)
      continue;
    pages = list_pages (self, group, printed);
    *n_pages += pages->len;
    if (pages->len > 0)
      g_ptr_array_add (items, sauda_print_item_new (group->title, group->path, pages, group->labels));
  }
  return items;
}

static char *
get_reason (SaudaPrintWindow *self)
{
  return sauda_text_squeeze (gtk_editable_get_text (self->reason));
}

static void
show_summary (SaudaPrintWindow *self, guint n_pages, guint printed)
{
  g_autofree char *pages =
    g_strdup_printf (ngettext ("%u page will be printed.", "%u pages will be printed.", n_pages), n_pages);
  g_autofree char *again = g_strdup_printf (
    ngettext ("%u of them was printed before.", "%u of them were printed before.", printed), printed);
  g_autofree char *text = printed > 0 ? g_strdup_printf ("%s %s", pages, again) : g_strdup (pages);

  gtk_label_set_label (self->summary, n_pages > 0 ? text : _ ("All of these labels are printed already."));
}

/* The one place that decides what can be chosen now. */
static void
update (SaudaPrintWindow *self)
{
  guint n_pages = 0;
  guint printed = 0;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *reason = NULL;
  gboolean range = FALSE;

  if (self->groups == NULL)
    return;
  items = list_items (self, &n_pages, &printed);
  reason = get_reason (self);
  range = is_alone (self) && get_which (self) == WHICH_RANGE;
  gtk_widget_set_visible (self->from_row, range);
  gtk_widget_set_visible (self->to_row, range);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), printed > 0);
  gtk_widget_set_visible (self->together_row, items->len > 1);
  gtk_widget_set_visible (self->pause_row, items->len > 1 && !gtk_switch_get_active (self->together));
  gtk_widget_set_sensitive (self->print_button, n_pages > 0 && (printed == 0 || *reason != '\0'));
  show_summary (self, n_pages, printed);
}

static void
on_changed (SaudaPrintWindow *self)
{
  if (self->groups != NULL && !is_alone (self) && get_which (self) == WHICH_RANGE)
    adw_combo_row_set_selected (self->which, WHICH_NOT_PRINTED);
  update (self);
}

static const SaudaPrinterProfile *
get_profile (SaudaPrintWindow *self)
{
  guint chosen = adw_combo_row_get_selected (self->printer);

  return chosen < self->profiles->len ? g_ptr_array_index (self->profiles, chosen) : NULL;
}

static void
on_print (SaudaPrintWindow *self)
{
  guint n_pages = 0;
  guint printed = 0;
  GPtrArray *items = list_items (self, &n_pages, &printed);
  g_autofree char *reason = get_reason (self);
  SaudaPrintOptions options = { .kind = self->kind,
                                .profile = get_profile (self),
                                .copies = (guint) gtk_spin_button_get_value_as_int (self->copies),
                                .reason = printed > 0 ? reason : NULL,
                                .together = gtk_switch_get_active (self->together),
                                .pause = gtk_switch_get_active (self->pause) };
  g_autoptr (SaudaPrintRun) run =
    sauda_print_run_new (self->workspace, gtk_window_get_transient_for (GTK_WINDOW (self)), items, &options);

  sauda_ui_settings_set_boolean ("print-reversed", gtk_switch_get_active (self->reversed));
  sauda_ui_settings_set_boolean ("print-together", options.together);
  sauda_ui_settings_set_boolean ("print-pause", options.pause);
  g_signal_emit (self, print_signal, 0, run);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill_what (SaudaPrintWindow *self)
{
  const SaudaPrintGroup *group = get_selected_group (self);
  g_autofree char *all =
    g_strdup_printf (ngettext ("All groups (%u)", "All groups (%u)", self->groups->len), self->groups->len);

  gtk_string_list_append (self->whats, group->title);
  if (self->groups->len > 1)
    gtk_string_list_append (self->whats, all);
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->from), group->labels->len);
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->to), group->labels->len);
  gtk_spin_button_set_value (self->to, group->labels->len);
}

static void
fill_printers (SaudaPrintWindow *self, const SaudaPrinters *printers)
{
  guint chosen = printers->profiles->len;

  for (guint i = 0; i < printers->profiles->len; i++) {
    const SaudaPrinterProfile *profile = g_ptr_array_index (printers->profiles, i);

    gtk_string_list_append (self->printer_names, profile->name);
    g_ptr_array_add (self->profiles, sauda_printer_profile_copy (profile));
    if (profile->id == printers->uses[self->kind])
      chosen = i;
  }
  gtk_string_list_append (self->printer_names, _ ("Choose in the print dialog"));
  adw_combo_row_set_selected (self->printer, chosen);
}

static gboolean
has_unprinted (SaudaPrintWindow *self)
{
  guint n_pages = 0;
  guint printed = 0;
  g_autoptr (GPtrArray) items = list_items (self, &n_pages, &printed);

  return n_pages > 0;
}

/* All that is left is what a day ends with; who pointed at a group means that one, as long as something of it
 * is left. */
static void
choose_what (SaudaPrintWindow *self)
{
  if (self->groups->len > 1 && (self->selected == 0 || !has_unprinted (self)))
    adw_combo_row_set_selected (self->what, WHAT_ALL);
  if (has_unprinted (self))
    return;
  adw_combo_row_set_selected (self->what, WHAT_SELECTED);
  adw_combo_row_set_selected (self->which, WHICH_ALL);
}

static void
sauda_print_window_finalize (GObject *object)
{
  SaudaPrintWindow *self = SAUDA_PRINT_WINDOW (object);

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_ptr_array_unref (self->profiles);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_print_window_parent_class)->finalize (object);
}

static void
sauda_print_window_class_init (SaudaPrintWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_print_window_finalize;
  print_signal = g_signal_new ("print", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, SAUDA_TYPE_PRINT_RUN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/print/sauda-print-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, print_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, what);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, whats);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, which);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, from_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, from);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, to_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, to);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, printer);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, printer_names);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, copies);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, reversed);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, together_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, together);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, pause_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, pause);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintWindow, summary);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_print_window_init (SaudaPrintWindow *self)
{
  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_printer_profile_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_answer (GTK_WIDGET (self));
  gtk_switch_set_active (self->reversed, sauda_ui_settings_get_boolean ("print-reversed", FALSE));
  gtk_switch_set_active (self->together, sauda_ui_settings_get_boolean ("print-together", FALSE));
  gtk_switch_set_active (self->pause, sauda_ui_settings_get_boolean ("print-pause", FALSE));
}

/**
 * sauda_print_group_new:
 * @title: what it is called
 * @path: its PDF file
 * @labels: (element-type SaudaPrintLabel): whose each page is, and how far it is
 *
 * Returns: (transfer full): a document that can be chosen
 */
SaudaPrintGroup *
sauda_print_group_new (const char *title, const char *path, GPtrArray *labels)
{
  SaudaPrintGroup *group = g_new0 (SaudaPrintGroup, 1);

  group->title = g_strdup (title);
  group->path = g_strdup (path);
  group->labels = g_ptr_array_ref (labels);
  return group;
}

/**
 * sauda_print_group_free:
 * @group: (transfer full): a document that can be chosen
 */
void
sauda_print_group_free (SaudaPrintGroup *group)
{
  g_free (group->title);
  g_free (group->path);
  g_ptr_array_unref (group->labels);
  g_free (group);
}

/**
 * sauda_print_window_new:
 * @parent: the window that asks
 * @workspace: where jobs are written down
 * @kind: what is printed
 * @groups: (element-type SaudaPrintGroup): what can be chosen, at least one
 * @selected: the one that is shown; 0, the first, is shown of itself
 * @printers: the printers that were set up; copied
 *
 * Begins with what was not printed yet of @selected, or of all where nobody chose it, on the printer that was
 * chosen for @kind.
 *
 * Returns: (transfer none): a window that asks
 */
SaudaPrintWindow *
sauda_print_window_new (GtkWindow *parent,
                        SaudaWorkspace *workspace,
                        SaudaPrintKind kind,
                        GPtrArray *groups,
                        guint selected,
                        const SaudaPrinters *printers)
{
  SaudaPrintWindow *self = g_object_new (SAUDA_TYPE_PRINT_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->kind = kind;
  self->selected = selected;
  self->groups = g_ptr_array_ref (groups);
  fill_what (self);
  fill_printers (self, printers);
  choose_what (self);
  update (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->print_button);
  return self;
}

/**
 * sauda_print_window_is_ready:
 * @self: the window
 *
 * Returns: whether what is chosen can be printed
 */
gboolean
sauda_print_window_is_ready (SaudaPrintWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_WINDOW (self), FALSE);
  return gtk_widget_get_sensitive (self->print_button);
}
