#include "sauda-proof-window.h"

#include "sauda-day-waits.h"
#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>

/* A list longer than this is only counted on the screen; copying takes all of it. */
#define SHOWN_ITEMS 200

static const char *const titles[SAUDA_LABEL_PROOF_N_LISTS] = {
  [SAUDA_LABEL_PROOF_WITHOUT_LABEL] = N_ ("Orders without a label"),
  [SAUDA_LABEL_PROOF_WITHOUT_ORDER] = N_ ("Labels without an order"),
  [SAUDA_LABEL_PROOF_TWO_LABELS] = N_ ("Orders with two labels"),
  [SAUDA_LABEL_PROOF_OTHER_ORDER] = N_ ("Labels that name another order"),
  [SAUDA_LABEL_PROOF_OLD_SIZE] = N_ ("Labels printed with another size"),
  [SAUDA_LABEL_PROOF_CANCELLED] = N_ ("Printed labels of cancelled orders"),
};

struct _SaudaProofWindow {
  AdwWindow parent_instance;

  GtkWidget *copy_button;  /* (unowned) (not nullable) */
  GtkWidget *fetch_button; /* (unowned) (not nullable) */
  GtkStack *stack;         /* (unowned) (not nullable) */
  AdwStatusPage *clean;    /* (unowned) (not nullable) */
  AdwStatusPage *failed;   /* (unowned) (not nullable) */
  GtkBox *lists;           /* (unowned) (not nullable) */

  GCancellable *cancellable; /* (owned) (not nullable) */
  GString *text;             /* (owned) (not nullable) all lists, as they are copied */
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (SaudaProofWindow, sauda_proof_window, ADW_TYPE_WINDOW)

static guint fetch_signal;

static void
on_copy (SaudaProofWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text->str);
}

static void
on_fetch (SaudaProofWindow *self)
{
  g_signal_emit (self, fetch_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_row (GtkWidget *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_item (SaudaProofWindow *self, GtkWidget *list, const SaudaLabelProofItem *item, gboolean shown)
{
  const char *code = item->code != NULL ? item->code : "";
  const char *store = item->store != NULL ? item->store : "";
  const char *file = item->file != NULL ? item->file : "";
  g_autofree char *order = *code != '\0' && *store != '\0' ? g_strdup_printf ("%s · %s", store, code)
                                                           : g_strdup (*code != '\0' ? code : file);

  g_string_append_printf (self->text, "%s\t%s\t%s\t%s\n", store, code, file, item->reason);
  if (shown)
    add_row (list, order, item->reason);
}

static void
add_list (SaudaProofWindow *self, const char *title, GPtrArray *items)
{
  g_autofree char *heading = g_strdup_printf ("%s (%u)", title, items->len);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), heading);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_string_append_printf (self->text, "%s\n", title);
  for (guint i = 0; i < items->len; i++)
    add_item (self, list, g_ptr_array_index (items, i), i < SHOWN_ITEMS);
  if (items->len > SHOWN_ITEMS) {
    guint rest = items->len - SHOWN_ITEMS;
    g_autofree char *more = g_strdup_printf (
      ngettext ("and %u more; Copy takes all of them.", "and %u more; Copy takes all of them.", rest), rest);

    add_row (list, more, "");
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (self->lists, group);
}

static void
show_proof (SaudaProofWindow *self, const SaudaLabelProof *proof)
{
  g_autofree char *waiting =
    proof->waiting > 0
      ? sauda_day_waits_describe_count (proof->waiting, proof->waiting_until_ms, proof->today)
      : g_strdup ("");
  g_autofree char *due = g_strdup_printf (
    ngettext ("%u order to ship, with its label.", "%u orders to ship, each with its label.", proof->orders),
    proof->orders);
  g_autofree char *orders = g_strjoin (*waiting != '\0' ? "\n" : "", due, waiting, NULL);

  for (guint i = 0; i < SAUDA_LABEL_PROOF_N_LISTS; i++)
    if (proof->lists[i]->len > 0)
      add_list (self, _ (titles[i]), proof->lists[i]);
  adw_status_page_set_description (self->clean, orders);
  gtk_widget_set_sensitive (self->copy_button, !sauda_label_proof_is_clean (proof));
  gtk_widget_set_sensitive (self->fetch_button, proof->lists[SAUDA_LABEL_PROOF_WITHOUT_LABEL]->len > 0);
  gtk_stack_set_visible_child_name (self->stack, sauda_label_proof_is_clean (proof) ? "clean" : "lists");
}

static void
on_proved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaProofWindow) self = SAUDA_PROOF_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaLabelProof) proof = sauda_label_proof_run_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->ready = TRUE;
  if (proof != NULL) {
    show_proof (self, proof);
  } else {
    g_autofree char *text = sauda_ui_describe_error (error);
    g_autofree char *markup = g_markup_escape_text (text, -1);

    adw_status_page_set_description (self->failed, markup);
    gtk_stack_set_visible_child_name (self->stack, "failed");
  }
}

static void
sauda_proof_window_dispose (GObject *object)
{
  g_cancellable_cancel (SAUDA_PROOF_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_proof_window_parent_class)->dispose (object);
}

static void
sauda_proof_window_finalize (GObject *object)
{
  SaudaProofWindow *self = SAUDA_PROOF_WINDOW (object);

  g_string_free (self->text, TRUE);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_proof_window_parent_class)->finalize (object);
}

static void
sauda_proof_window_class_init (SaudaProofWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_proof_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_proof_window_finalize;
  fetch_signal =
    g_signal_new ("fetch", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-proof-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaProofWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaProofWindow, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaProofWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaProofWindow, clean);
  gtk_widget_class_bind_template_child (widget_class, SaudaProofWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, SaudaProofWindow, lists);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_fetch);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_proof_window_init (SaudaProofWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->text = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_proof_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: whose labels and orders
 * @tomorrow: whether tomorrow's orders are to be shipped as well
 *
 * Returns: (transfer none): a window that compares at once
 */
SaudaProofWindow *
sauda_proof_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gboolean tomorrow)
{
  SaudaProofWindow *self = g_object_new (SAUDA_TYPE_PROOF_WINDOW, "transient-for", parent, NULL);

  sauda_label_proof_run_async (workspace, sauda_workspace_get_today (workspace), tomorrow, self->cancellable,
                               on_proved, g_object_ref (self));
  return self;
}

/**
 * sauda_proof_window_is_ready:
 * @self: the window
 *
 * Returns: whether labels and orders were compared
 */
gboolean
sauda_proof_window_is_ready (SaudaProofWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PROOF_WINDOW (self), FALSE);
  return self->ready;
}

/**
 * sauda_proof_window_get_text:
 * @self: the window
 *
 * Returns: (transfer none): all lists as they are copied, a line an entry with tabs; empty when all agrees
 */
const char *
sauda_proof_window_get_text (SaudaProofWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PROOF_WINDOW (self), NULL);
  return self->text->str;
}
