#include "sauda-gates-settings.h"

#include "sauda-later.h"
#include "sauda-number-spin.h"
#include "sauda-settings-show.h"
#include "sauda-ui-action.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A longer list is only counted: saudactl check --json names all. */
#define SHOWN_ROWS 20
#define SETTLE_MS 500 /* after the last press that sets a threshold */

struct _SaudaGatesSettings {
  AdwPreferencesGroup parent_instance;

  GPtrArray *gates;  /* (owned) (nullable) as they are shown */
  GPtrArray *rows;   /* (owned) (not nullable) borrowed widgets, one for each of @gates as it gets one */
  GtkWidget *button; /* (unowned) (not nullable) */
  GtkWidget *log;    /* (unowned) (nullable) the row of changed thresholds, once there are some */
  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint looks;               /* on their way */
  guint frame_id;            /* tick callback: makes the next row */
  guint show_id;             /* source: brings the gate that is asked for into view */
  guint change_id;           /* source: writes the threshold that is being set */
  SaudaGateKind changed;     /* of which gate that is */
  double threshold;          /* that it gets */
  gboolean loaded;
  gboolean stay;   /* a threshold was set: rows stay where they are, unfolded and with the focus */
  gboolean wanted; /* one gate is to be shown, as soon as it is there and seen */
  SaudaGateKind asked;
};

G_DEFINE_FINAL_TYPE (SaudaGatesSettings, sauda_gates_settings, ADW_TYPE_PREFERENCES_GROUP)

typedef struct {
  SaudaGateKind kind;
  double threshold;
} Change;

static void load (SaudaGatesSettings *self);

static void
change_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Change *change = data;
  GError *error = NULL;

  if (sauda_gates_set_threshold (source, change->kind, change->threshold, g_get_real_name (), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaGatesSettings) self = SAUDA_GATES_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  gboolean changed = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!changed)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  self->stay = TRUE;
  load (self);
}

static gboolean
save_threshold (gpointer data)
{
  SaudaGatesSettings *self = data;
  g_autoptr (GTask) task = g_task_new (self->workspace, NULL, on_changed, g_object_ref (self));
  Change change = { self->changed, self->threshold };

  self->change_id = 0;
  g_task_set_task_data (task, g_memdup2 (&change, sizeof change), g_free);
  g_task_run_in_thread (task, change_in_thread);
  return G_SOURCE_REMOVE;
}

static void
save_at_once (SaudaGatesSettings *self)
{
  if (self->change_id == 0)
    return;
  g_source_remove (self->change_id);
  save_threshold (self);
}

/* Ten presses are one change. */
static void
on_threshold (GtkSpinButton *spin, SaudaGatesSettings *self)
{
  SaudaGateKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (spin), "gate"));

  if (kind == self->changed)
    g_clear_handle_id (&self->change_id, g_source_remove);
  else
    save_at_once (self);
  self->changed = kind;
  self->threshold = gtk_spin_button_get_value (spin);
  self->change_id = g_timeout_add (SETTLE_MS, save_threshold, self);
}

static void
add_sentence (AdwExpanderRow *parent, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_expander_row_add_row (parent, row);
}

static void
add_threshold (SaudaGatesSettings *self, AdwExpanderRow *parent, const SaudaGate *gate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 1000000, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Threshold"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Changes are written down"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), gate->threshold);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 1);
  sauda_number_spin_localize (spin);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sauda_gate_get_title (gate->kind), -1);
  g_object_set_data (G_OBJECT (spin), "gate", GUINT_TO_POINTER (gate->kind));
  g_signal_connect (spin, "value-changed", G_CALLBACK (on_threshold), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_expander_row_add_row (parent, row);
}

/* What a gate is about comes when it is first unfolded: GTK measures what is folded too. */
static void
on_unfolded (AdwExpanderRow *row, GParamSpec *pspec, SaudaGatesSettings *self)
{
  const SaudaGate *gate;
  guint position;
  guint rows;

  g_signal_handlers_disconnect_by_func (row, on_unfolded, self);
  if (!g_ptr_array_find (self->rows, row, &position))
    return;
  gate = g_ptr_array_index (self->gates, position);
  rows = g_strv_length (gate->rows);
  add_threshold (self, row, gate);
  for (guint i = 0; i < MIN (rows, SHOWN_ROWS); i++)
    add_sentence (row, gate->rows[i]);
  if (rows > SHOWN_ROWS) {
    g_autofree char *more =
      g_strdup_printf (ngettext ("and %u more", "and %u more", rows - SHOWN_ROWS), rows - SHOWN_ROWS);

    add_sentence (row, more);
  }
}

/* What mends it, or leads there; from these settings to themselves there is no way to go. */
static void
show_remedy (GtkWidget *button, const SaudaGate *gate)
{
  const char *action = sauda_gate_get_action (gate->kind);
  g_autofree char *name = action != NULL ? g_strconcat ("win.", action, NULL) : NULL;
  gboolean helps = !gate->open && action != NULL && !g_str_equal (action, "page::settings");

  gtk_widget_set_visible (button, helps);
  if (!helps)
    return;
  gtk_button_set_label (GTK_BUTTON (button), sauda_gate_get_button (gate->kind));
  sauda_ui_set_action (GTK_ACTIONABLE (button), name);
}

static void
show_gate (GtkWidget *row, const SaudaGate *gate)
{
  GtkWidget *icon = g_object_get_data (G_OBJECT (row), "icon");
  g_autofree char *title = g_markup_escape_text (
    gate->open ? sauda_gate_get_title (gate->kind) : sauda_gate_get_closed_title (gate->kind), -1);
  g_autofree char *reason = g_markup_escape_text (gate->reason, -1);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                gate->open ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (icon, gate->open ? "warning" : "success");
  gtk_widget_add_css_class (icon, gate->open ? "success" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gate->open ? C_ ("gate", "Open") : C_ ("gate", "Closed"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), reason);
  show_remedy (g_object_get_data (G_OBJECT (row), "remedy"), gate);
}

static void
add_gate (SaudaGatesSettings *self, const SaudaGate *gate)
{
  GtkWidget *row = adw_expander_row_new (), *icon = gtk_image_new (), *remedy = gtk_button_new ();

  gtk_widget_set_valign (remedy, GTK_ALIGN_CENTER);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), remedy);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  g_object_set_data (G_OBJECT (row), "remedy", remedy);
  show_gate (row, gate);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (on_unfolded), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static guint
find_position (GPtrArray *gates, SaudaGateKind kind)
{
  guint position = 0;

  while (position < gates->len && ((const SaudaGate *) g_ptr_array_index (gates, position))->kind != kind)
    position++;
  return position;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer gates)
{
  return (int) find_position (gates, (*(const SaudaGate *const *) a)->kind) -
         (int) find_position (gates, (*(const SaudaGate *const *) b)->kind);
}

/* What is closed stands first. */
static int
compare_gates (gconstpointer a, gconstpointer b)
{
  const SaudaGate *first = *(const SaudaGate *const *) a;
  const SaudaGate *second = *(const SaudaGate *const *) b;

  return first->open != second->open ? first->open - second->open : (int) first->kind - (int) second->kind;
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GStrv changes = sauda_gates_list_changes (source, &error);

  if (changes != NULL)
    g_task_return_pointer (task, changes, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

/* "28.11.26 16:40 sizes: 10 → 5 (who)", with the gate's title instead of its name. */
static char *
describe_change (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 4);
  char *colon = g_strv_length (parts) == 4 ? strchr (parts[2], ':') : NULL;
  SaudaGateKind kind;

  if (colon == NULL)
    return g_strdup (line);
  *colon = '\0';
  return g_strdup_printf ("%s %s · %s: %s", parts[0], parts[1],
                          sauda_gate_from_name (parts[2], &kind) ? sauda_gate_get_title (kind) : parts[2],
                          parts[3]);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaGatesSettings) self = SAUDA_GATES_SETTINGS (user_data);
  g_auto (GStrv) changes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (changes == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->log != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->log);
  self->log = changes[0] != NULL ? adw_expander_row_new () : NULL;
  if (self->log == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->log), _ ("Changed thresholds"));
  for (guint i = 0; changes[i] != NULL && i < SHOWN_ROWS; i++) {
    g_autofree char *sentence = describe_change (changes[i]);

    add_sentence (ADW_EXPANDER_ROW (self->log), sentence);
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->log);
}

/* Below the gates, when they are there. */
static void
list_changes (SaudaGatesSettings *self)
{
  g_autoptr (GTask) task = g_task_new (self->workspace, self->cancellable, on_listed, g_object_ref (self));

  g_task_run_in_thread (task, list_in_thread);
}

static GtkWidget *
find_asked (SaudaGatesSettings *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((const SaudaGate *) g_ptr_array_index (self->gates, i))->kind == self->asked)
      return self->rows->pdata[i];
  return NULL;
}

static gboolean
on_show (gpointer data)
{
  SaudaGatesSettings *self = data;
  GtkWidget *row = find_asked (self);

  if (row != NULL && gtk_widget_get_height (row) == 0)
    return G_SOURCE_CONTINUE;
  self->show_id = 0;
  if (row == NULL)
    return G_SOURCE_REMOVE;
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  /* What is unfolded grows downwards, so the row comes to the top. */
  sauda_settings_scroll_to (row);
  return G_SOURCE_REMOVE;
}

/* Unfolds the gate that is asked for, and brings it into view with the focus, once it has its place. */
static void
show_asked (SaudaGatesSettings *self)
{
  GtkWidget *row;

  if (!self->wanted || !self->loaded || self->frame_id != 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->wanted = FALSE;
  row = find_asked (self);
  if (row == NULL)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  if (self->show_id == 0)
    self->show_id = sauda_later_add (on_show, self);
}

/* A gate a frame: each takes some milliseconds to be laid out. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SaudaGatesSettings *self = SAUDA_GATES_SETTINGS (widget);

  if (self->rows->len < self->gates->len)
    add_gate (self, g_ptr_array_index (self->gates, self->rows->len));
  if (self->rows->len < self->gates->len)
    return G_SOURCE_CONTINUE;
  self->loaded = TRUE;
  self->frame_id = 0;
  list_changes (self);
  show_asked (self);
  return G_SOURCE_REMOVE;
}

/* The person goes on pressing: nothing is folded, and nothing changes its place. */
static void
stay (SaudaGatesSettings *self, GPtrArray *gates)
{
  g_ptr_array_sort_with_data (gates, compare_places, self->gates);
  g_ptr_array_unref (self->gates);
  self->gates = gates;
  for (guint i = 0; i < self->rows->len; i++)
    show_gate (self->rows->pdata[i], g_ptr_array_index (gates, i));
  self->stay = FALSE;
  self->loaded = TRUE;
  list_changes (self);
  show_asked (self);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaGatesSettings) self = SAUDA_GATES_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gates = sauda_gates_check_finish (result, &error);

  /* of several looks the last one counts: rows that are made anew are folded and have no focus */
  if (g_cancellable_is_cancelled (self->cancellable) || --self->looks > 0)
    return;
  gtk_widget_set_sensitive (self->button, TRUE);
  if (gates == NULL) {
    self->loaded = TRUE;
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  if (self->stay && self->gates != NULL && self->rows->len == gates->len) {
    stay (self, g_steal_pointer (&gates));
    return;
  }
  self->stay = FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->gates, g_ptr_array_unref);
  self->gates = g_steal_pointer (&gates);
  g_ptr_array_sort (self->gates, compare_gates);
  if (self->frame_id == 0)
    self->frame_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
}

static void
load (SaudaGatesSettings *self)
{
  self->loaded = FALSE;
  self->looks++;
  gtk_widget_set_sensitive (self->button, FALSE);
  sauda_gates_check_async (self->workspace, self->cancellable, on_checked, g_object_ref (self));
}

static void
sauda_gates_settings_map (GtkWidget *widget)
{
  SaudaGatesSettings *self = SAUDA_GATES_SETTINGS (widget);

  GTK_WIDGET_CLASS (sauda_gates_settings_parent_class)->map (widget);
  /* not while a look is under way: its rows would be made anew, and folded, when they are there */
  if (!self->loaded && self->looks == 0 && self->frame_id == 0 && self->workspace != NULL)
    load (self);
  show_asked (self);
}

static void
sauda_gates_settings_unmap (GtkWidget *widget)
{
  save_at_once (SAUDA_GATES_SETTINGS (widget));
  GTK_WIDGET_CLASS (sauda_gates_settings_parent_class)->unmap (widget);
}

static void
sauda_gates_settings_dispose (GObject *object)
{
  SaudaGatesSettings *self = SAUDA_GATES_SETTINGS (object);

  g_clear_handle_id (&self->change_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->frame_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->frame_id);
  self->frame_id = 0;
  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_gates_settings_parent_class)->dispose (object);
}

static void
sauda_gates_settings_finalize (GObject *object)
{
  SaudaGatesSettings *self = SAUDA_GATES_SETTINGS (object);

  g_clear_pointer (&self->gates, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_gates_settings_parent_class)->finalize (object);
}

static void
sauda_gates_settings_class_init (SaudaGatesSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sauda_gates_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_gates_settings_finalize;
  GTK_WIDGET_CLASS (klass)->map = sauda_gates_settings_map;
  GTK_WIDGET_CLASS (klass)->unmap = sauda_gates_settings_unmap;
}

static void
sauda_gates_settings_init (SaudaGatesSettings *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Before shipping"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("What must be right. A closed gate names what it is about."));
  self->button = gtk_button_new_with_mnemonic (_ ("Chec_k Now"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->button);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (load), self);
}

/**
 * sauda_gates_settings_set_workspace:
 * @self: the settings
 * @workspace: an open data folder
 *
 * Looks at the gates of @workspace as soon as the settings are seen.
 */
void
sauda_gates_settings_set_workspace (SaudaGatesSettings *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_GATES_SETTINGS (self));
  g_set_object (&self->workspace, workspace);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

/**
 * sauda_gates_settings_show:
 * @self: the settings
 * @kind: a gate
 *
 * Looks at the gates, unfolds the one that is asked for and gives it the focus, as soon as they are seen.
 */
void
sauda_gates_settings_show (SaudaGatesSettings *self, SaudaGateKind kind)
{
  g_return_if_fail (SAUDA_IS_GATES_SETTINGS (self));

  self->wanted = TRUE;
  self->asked = kind;
  if (self->workspace != NULL)
    load (self);
}

/**
 * sauda_gates_settings_is_loaded:
 * @self: the settings
 *
 * Returns: whether the gates were looked at
 */
gboolean
sauda_gates_settings_is_loaded (SaudaGatesSettings *self)
{
  g_return_val_if_fail (SAUDA_IS_GATES_SETTINGS (self), FALSE);
  return self->loaded;
}
