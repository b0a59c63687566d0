#include "sauda-act-row.h"

#include "sauda-act-kind.h"
#include "sauda-packer-view.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

struct _SaudaActRow {
  AdwExpanderRow parent_instance;

  AdwEntryRow *reason; /* (unowned) (nullable) where the act is unclear */
  gint64 act_id;
};

G_DEFINE_FINAL_TYPE (SaudaActRow, sauda_act_row, ADW_TYPE_EXPANDER_ROW)

static guint settled_signal;

static const char *
get_icon (SaudaActState state)
{
  switch (state) {
  case SAUDA_ACT_VERIFIED:
    return "object-select-symbolic";
  case SAUDA_ACT_FAILED:
  case SAUDA_ACT_REFUSED:
    return "dialog-error-symbolic";
  case SAUDA_ACT_UNKNOWN:
    return "dialog-question-symbolic";
  case SAUDA_ACT_EXPIRED:
    return "alarm-symbolic";
  default:
    return "content-loading-symbolic";
  }
}

static void
settle (SaudaActRow *self, gboolean done)
{
  g_autofree char *reason = sauda_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->reason)));

  if (*reason == '\0') {
    gtk_widget_add_css_class (GTK_WIDGET (self->reason), "error");
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
    return;
  }
  g_signal_emit (self, settled_signal, 0, self->act_id, done, reason);
}

static void
on_done (SaudaActRow *self)
{
  settle (self, TRUE);
}

static void
on_not_done (SaudaActRow *self)
{
  settle (self, FALSE);
}

static void
add_button (SaudaActRow *self, AdwActionRow *row, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (row, button);
}

static void
add_settlement (SaudaActRow *self)
{
  GtkWidget *reason = adw_entry_row_new ();
  GtkWidget *buttons = adw_action_row_new ();

  self->reason = ADW_ENTRY_ROW (reason);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (reason), _ ("How you know it; the ledger keeps it"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), reason);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (buttons), _ ("What does the merchant cabinet show?"));
  add_button (self, ADW_ACTION_ROW (buttons), _ ("It Was Done"), G_CALLBACK (on_done));
  add_button (self, ADW_ACTION_ROW (buttons), _ ("It Was Not Done"), G_CALLBACK (on_not_done));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), buttons);
}

static void
show (SaudaActRow *self, const char *store, const char *code, const char *subtitle, const char *icon_name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  g_autofree char *title =
    store != NULL ? g_markup_printf_escaped ("%s · %s", store, code) : g_markup_escape_text (code, -1);
  g_autofree char *markup = g_markup_escape_text (subtitle, -1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), markup);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), icon);
}

/* Planned: what it is and shall become. Later: what became of it, and why. */
static char *
describe (const SaudaAct *act)
{
  g_autofree char *before = sauda_packer_view_show_text (act->before != NULL ? act->before : "–");
  g_autofree char *after = sauda_packer_view_show_text (act->after != NULL ? act->after : "–");
  g_autofree char *error = sauda_packer_view_show_text (act->error);

  if (act->state == SAUDA_ACT_PLANNED)
    return g_strdup_printf ("%s → %s", before, after);
  if (act->state == SAUDA_ACT_VERIFIED)
    return g_strdup_printf ("%s: %s", sauda_act_state_get_title (act->state), after);
  return g_strdup_printf ("%s%s%s", sauda_act_state_get_title (act->state), error != NULL ? ". " : "",
                          error != NULL ? error : "");
}

static void
sauda_act_row_class_init (SaudaActRowClass *klass)
{
  settled_signal = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
sauda_act_row_init (SaudaActRow *self)
{
}

/**
 * sauda_act_row_new:
 * @act: an act; only read now
 * @store: (nullable): name of its store
 *
 * Returns: (transfer none): a row of it
 */
GtkWidget *
sauda_act_row_new (const SaudaAct *act, const char *store)
{
  SaudaActRow *self = g_object_new (SAUDA_TYPE_ACT_ROW, NULL);
  g_autofree char *subtitle = describe (act);

  self->act_id = act->id;
  show (self, store, act->target, subtitle, get_icon (act->state));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), act->state == SAUDA_ACT_UNKNOWN);
  if (act->state == SAUDA_ACT_UNKNOWN)
    add_settlement (self);
  return GTK_WIDGET (self);
}

/**
 * sauda_act_row_new_problem:
 * @store: (nullable): name of the store
 * @code: an order number
 * @problem: a sentence: why no act is planned on it
 *
 * Returns: (transfer none): a row that says so
 */
GtkWidget *
sauda_act_row_new_problem (const char *store, const char *code, const char *problem)
{
  SaudaActRow *self = g_object_new (SAUDA_TYPE_ACT_ROW, NULL);

  show (self, store, code, problem, "dialog-warning-symbolic");
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), FALSE);
  return GTK_WIDGET (self);
}
