#include "sauda-parity-window.h"

#include "sauda-compat.h"
#include "sauda-parity.h"
#include "sauda-trust-ladder.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* More days, and more rows of a day, are for the command line. */
#define SHOWN_DAYS 60
#define SHOWN_ROWS 100

struct _SaudaParityWindow {
  AdwWindow parent_instance;

  GtkDropDown *stores;      /* (unowned) (not nullable) */
  GtkStringList *names;     /* (unowned) (not nullable) */
  GtkLabel *count;          /* (unowned) (not nullable) */
  GtkLabel *reason;         /* (unowned) (not nullable) */
  GtkLevelBar *level;       /* (unowned) (not nullable) */
  GtkButton *unlock_button; /* (unowned) (not nullable) */
  GtkListBox *days;         /* (unowned) (not nullable) */
  AdwStatusPage *empty;     /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (not nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  GPtrArray *ladders;        /* (owned) (nullable) (element-type SaudaTrustLadder) as the drop-down */
  char *wanted;              /* (owned) (nullable) store to show first */
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (SaudaParityWindow, sauda_parity_window, ADW_TYPE_WINDOW)

static void load (SaudaParityWindow *self);

static const SaudaTrustLadder *
get_ladder (SaudaParityWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->stores);

  return self->ladders != NULL && selected < self->ladders->len ? g_ptr_array_index (self->ladders, selected)
                                                                : NULL;
}

/* What one order of a day says; the colour is never alone, the words tell. */
static void
add_row (AdwExpanderRow *day, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_expander_row_add_row (day, row);
}

static void
add_difference (AdwExpanderRow *day, const SaudaParityDifference *difference)
{
  g_autofree char *subtitle = g_strdup_printf (
    /* Translators: field, what the API says of it, what the spreadsheet says of it */
    _ ("%s: API “%s”, spreadsheet “%s”"), sauda_parity_get_field_title (difference->field),
    difference->api != NULL ? difference->api : "–", difference->file != NULL ? difference->file : "–");

  add_row (day, difference->code, subtitle);
}

static char *
describe_day (const SaudaParityDay *day)
{
  if (sauda_parity_day_is_equal (day))
    return g_strdup_printf (ngettext ("%u order, equal", "%u orders, equal", day->compared), day->compared);
  if (day->compared == 0 && day->only_file->len == 0)
    return g_strdup_printf (ngettext ("%u order in the API; no spreadsheet of this day was imported",
                                      "%u orders in the API; no spreadsheet of this day was imported",
                                      day->only_api->len),
                            day->only_api->len);
  return g_strdup_printf (
    _ ("compared %u · only in the API %u · only in the spreadsheet %u · differences %u"), day->compared,
    day->only_api->len, day->only_file->len, day->differs->len);
}

static void
fill_day (AdwExpanderRow *row, const SaudaParityDay *day)
{
  guint shown = 0;

  for (guint i = 0; i < day->differs->len && shown < SHOWN_ROWS; i++, shown++)
    add_difference (row, g_ptr_array_index (day->differs, i));
  for (guint i = 0; i < day->only_file->len && shown < SHOWN_ROWS; i++, shown++)
    add_row (row, g_ptr_array_index (day->only_file, i), _ ("only in the spreadsheet"));
  for (guint i = 0; i < day->only_api->len && shown < SHOWN_ROWS; i++, shown++)
    add_row (row, g_ptr_array_index (day->only_api, i), _ ("only in the API"));
}

static void
add_day (SaudaParityWindow *self, const SaudaParityDay *day)
{
  GtkWidget *row = adw_expander_row_new ();
  gboolean equal = sauda_parity_day_is_equal (day);
  gboolean asked = day->compared > 0 || day->only_file->len > 0;
  g_autofree char *title =
    day->day != SAUDA_DAY_NONE ? sauda_day_format_short (day->day) : g_strdup (_ ("day not known"));
  g_autofree char *subtitle = describe_day (day);
  GtkWidget *icon = gtk_image_new_from_icon_name (equal   ? "object-select-symbolic"
                                                  : asked ? "dialog-warning-symbolic"
                                                          : "content-loading-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  equal   ? _ ("equal")
                                  : asked ? _ ("differs")
                                          : _ ("not compared"),
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), !equal);
  fill_day (ADW_EXPANDER_ROW (row), day);
  gtk_list_box_append (self->days, row);
}

static void
show_days (SaudaParityWindow *self, const SaudaParity *parity)
{
  GtkWidget *row;
  guint shown = MIN (parity->days->len, SHOWN_DAYS);

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->days))) != NULL)
    gtk_list_box_remove (self->days, row);
  for (guint i = 0; i < shown; i++)
    add_day (self, g_ptr_array_index (parity->days, parity->days->len - 1 - i));
  gtk_widget_set_visible (GTK_WIDGET (self->days), shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), shown == 0);
}

static void
show_ladder (SaudaParityWindow *self, const SaudaTrustLadder *ladder)
{
  gboolean top = ladder->next == ladder->trust;
  g_autofree char *count =
    ladder->needed_days > 0
      ? g_strdup_printf (_ ("%u of %u equal days"), MIN (ladder->equal_days, ladder->needed_days),
                         ladder->needed_days)
      : g_strdup (sauda_trust_get_title (ladder->trust));
  g_autofree char *button = g_strdup_printf (_ ("Allow: %s"), sauda_trust_get_title (ladder->next));

  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->reason, ladder->reason);
  gtk_widget_set_visible (GTK_WIDGET (self->level), ladder->needed_days > 0);
  gtk_level_bar_set_value (self->level, MIN (ladder->equal_days, SAUDA_TRUST_EQUAL_DAYS));
  gtk_button_set_label (self->unlock_button, button);
  gtk_widget_set_visible (GTK_WIDGET (self->unlock_button), !top);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unlock_button), ladder->unlocked);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaParityWindow) self = SAUDA_PARITY_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaParity) parity = sauda_parity_read_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (parity != NULL)
    show_days (self, parity);
  else
    sauda_ui_show_error (GTK_WIDGET (self->days), error);
  self->loaded = TRUE;
}

static void
on_selected (SaudaParityWindow *self)
{
  const SaudaTrustLadder *ladder = get_ladder (self);

  if (ladder == NULL)
    return;
  show_ladder (self, ladder);
  sauda_parity_read_async (self->workspace, ladder->store_id, self->cancellable, on_compared,
                           g_object_ref (self));
}

/* The store that was chosen stays chosen. */
static void
show_stores (SaudaParityWindow *self)
{
  guint selected = 0;

  g_signal_handlers_block_by_func (self->stores, on_selected, self);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)), NULL);
  for (guint i = 0; i < self->ladders->len; i++) {
    const SaudaTrustLadder *ladder = g_ptr_array_index (self->ladders, i);

    gtk_string_list_append (self->names, ladder->store);
    if (g_strcmp0 (ladder->store, self->wanted) == 0)
      selected = i;
  }
  gtk_drop_down_set_selected (self->stores, selected);
  g_signal_handlers_unblock_by_func (self->stores, on_selected, self);
  on_selected (self);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaParityWindow) self = SAUDA_PARITY_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *ladders = sauda_trust_ladder_list_finish (result, &error);
  const SaudaTrustLadder *shown = get_ladder (self);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&ladders, g_ptr_array_unref);
    return;
  }
  if (ladders == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->days), error);
    return;
  }
  if (shown != NULL) {
    g_free (self->wanted);
    self->wanted = g_strdup (shown->store);
  }
  g_clear_pointer (&self->ladders, g_ptr_array_unref);
  self->ladders = ladders;
  show_stores (self);
}

static void
load (SaudaParityWindow *self)
{
  sauda_trust_ladder_list_async (self->workspace, self->cancellable, on_listed, g_object_ref (self));
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaParityWindow) self = SAUDA_PARITY_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!sauda_trust_ladder_set_finish (result, &error) && !g_cancellable_is_cancelled (self->cancellable))
    sauda_ui_show_error (GTK_WIDGET (self->days), error);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaParityWindow) self = SAUDA_PARITY_WINDOW (user_data);
  const SaudaTrustLadder *ladder = get_ladder (self);

  if (sauda_compat_confirm_finish (result, NULL) && ladder != NULL)
    sauda_trust_ladder_set_async (self->workspace, ladder->store, ladder->next, NULL, self->cancellable,
                                  on_unlocked, g_object_ref (self));
}

static void
on_unlock (SaudaParityWindow *self)
{
  const SaudaTrustLadder *ladder = get_ladder (self);
  g_autofree char *heading = g_strdup_printf (_ ("Trust “%s” with more?"), ladder->store);
  SaudaCompatQuestion question = {
    .heading = heading,
    .body =
      ladder->next >= SAUDA_TRUST_LIMITED
        ? _ ("Sauda will change orders at Kaspi, after you approved each plan. You can take the step back at "
             "any time in Settings.")
        : _ ("Sauda will read orders from Kaspi. It changes nothing there."),
    .accept = _ ("_Trust"),
  };

  sauda_compat_confirm_async (GTK_WINDOW (self), &question, self->cancellable, on_answered,
                              g_object_ref (self));
}

static void
sauda_parity_window_dispose (GObject *object)
{
  SaudaParityWindow *self = SAUDA_PARITY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sauda_parity_window_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->ladders, g_ptr_array_unref);
}

static void
sauda_parity_window_finalize (GObject *object)
{
  SaudaParityWindow *self = SAUDA_PARITY_WINDOW (object);

  g_object_unref (self->cancellable);
  g_free (self->wanted);
  G_OBJECT_CLASS (sauda_parity_window_parent_class)->finalize (object);
}

static void
sauda_parity_window_class_init (SaudaParityWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_parity_window_dispose;
  object_class->finalize = sauda_parity_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-parity-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaParityWindow, stores);
  gtk_widget_class_bind_template_child (widget_class, SaudaParityWindow, names);
  gtk_widget_class_bind_template_child (widget_class, SaudaParityWindow, count);
  gtk_widget_class_bind_template_child (widget_class, SaudaParityWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaParityWindow, level);
  gtk_widget_class_bind_template_child (widget_class, SaudaParityWindow, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaParityWindow, days);
  gtk_widget_class_bind_template_child (widget_class, SaudaParityWindow, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_parity_window_init (SaudaParityWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_parity_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: an open data folder
 * @store: (nullable): name of the store to show first
 *
 * Returns: (transfer none): a window to present
 */
SaudaParityWindow *
sauda_parity_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *store)
{
  SaudaParityWindow *self = g_object_new (SAUDA_TYPE_PARITY_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->wanted = g_strdup (store);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

/**
 * sauda_parity_window_is_loaded:
 * @self: the window
 *
 * Returns: whether the comparison is shown
 */
gboolean
sauda_parity_window_is_loaded (SaudaParityWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PARITY_WINDOW (self), FALSE);
  return self->loaded;
}
