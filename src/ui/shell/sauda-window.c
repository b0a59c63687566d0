#include "sauda-window.h"

#include "sauda-backups.h"
#include "sauda-column-bin.h"
#include "sauda-compat.h"
#include "sauda-later.h"
#include "sauda-size-advisor.h"
#include "sauda-ui-error.h"
#include "sauda-ui-settings.h"
#include "sauda-window-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SaudaWindow, sauda_window, ADW_TYPE_APPLICATION_WINDOW)

/* After the start: by then the processor has nothing else to do. */
#define SETTLED_SECONDS 20
/* Between one page that is made ahead and the next. */
#define REST_MS 250
/* A window that is drawn larger tells a size a frame: the last one is kept. */
#define SIZE_MS 400

static guint opened_signal;

static void
on_row_selected (GtkListBox *sidebar, GtkListBoxRow *row, SaudaWindow *self)
{
  if (row != NULL)
    sauda_window_show_page (self, gtk_widget_get_name (GTK_WIDGET (row)));
}

/* GTK 4.8 takes Tab through all rows of a list, and with the rows through all pages: from here it goes on at
 * once to the tour or the alert above the page, where there is one, and else to the page. */
static gboolean
on_sidebar_key (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SaudaWindow *self)
{
  GtkWidget *column = gtk_widget_get_parent (GTK_WIDGET (self->stack));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_child_focus (column, GTK_DIR_TAB_BACKWARD);
  return keyval == GDK_KEY_Tab && gtk_widget_child_focus (column, GTK_DIR_TAB_FORWARD);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, SaudaWindow *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = files; l != NULL; l = l->next)
    g_list_store_append (list, l->data);
  sauda_window_import (self, G_LIST_MODEL (list));
  return TRUE;
}

static void make_rest_later (SaudaWindow *self);

/* The labels that a scan leads to, and the conversations, which listen for answers: one a turn, so that the
 * window never stands still for them. */
static gboolean
on_rest (gpointer user_data)
{
  static const char *const rest[] = { "labels", "conversations", "settings" };
  SaudaWindow *self = user_data;

  self->rest_id = 0;
  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    if (gtk_stack_get_child_by_name (self->stack, rest[i]) == NULL) {
      sauda_window_get_page (self, rest[i]);
      make_rest_later (self);
      break;
    }
  return G_SOURCE_REMOVE;
}

/* None before the merchant sees the orders. */
static gboolean
on_rest_time (gpointer user_data)
{
  SaudaWindow *self = user_data;

  if (!sauda_orders_page_is_loaded (self->orders))
    return G_SOURCE_CONTINUE;
  self->rest_id = sauda_later_add (on_rest, self);
  return G_SOURCE_REMOVE;
}

static void
make_rest_later (SaudaWindow *self)
{
  self->rest_id = g_timeout_add_full (G_PRIORITY_LOW, REST_MS, on_rest_time, self, NULL);
}

/* What need not be done before the merchant sees the orders. If learning fails, whoever asks the advisor next
 * is told. */
static gboolean
on_settled (gpointer user_data)
{
  SaudaWindow *self = user_data;
  SaudaWorkspace *workspace = sauda_session_get_workspace (self->session);

  self->settled_id = 0;
  if (self->decisions == NULL)
    sauda_size_advisor_prepare_async (sauda_workspace_get_size_advisor (workspace),
                                      sauda_workspace_get_database (workspace), self->cancellable, NULL,
                                      NULL);
  sauda_window_keep_backup (self);
  return G_SOURCE_REMOVE;
}

static void
set_failed (SaudaWindow *self, const GError *error)
{
  gboolean damaged = error != NULL && sauda_backups_is_damage (error);
  gboolean tested = damaged && sauda_window_has_tested_backup (self);
  GtkWidget *const buttons[] = { self->retry_button, self->restore_button, self->another_button };

  self->failed = error != NULL;
  gtk_widget_set_visible (self->restore_button, tested);
  gtk_widget_set_visible (self->another_button, damaged);
  /* What helps stands out: a damaged database stays damaged, however often it is tried. */
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_widget_remove_css_class (buttons[i], "suggested-action");
  gtk_widget_add_css_class (buttons[tested ? 1 : damaged ? 2 : 0], "suggested-action");
  if (error != NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);
    g_autofree char *markup = g_markup_escape_text (text, -1);

    adw_status_page_set_description (self->failed_page, markup);
  }
}

static void
on_session_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = SAUDA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaSession *session = sauda_session_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (self->spinner);
  set_failed (self, error);
  if (session != NULL) {
    self->session = session;
    sauda_window_create_pages (self);
    sauda_window_start_sync (self);
    sauda_window_watch_downloads (self);
    make_rest_later (self);
    self->settled_id = g_timeout_add_seconds (SETTLED_SECONDS, on_settled, self);
    sauda_window_start_welcome (self);
    sauda_window_offer_crash (self);
    sauda_window_tell_restored (self);
  }
  sauda_window_show_page (self, self->page);
  sauda_window_open_waiting (self);
  g_signal_emit (self, opened_signal, 0);
}

/**
 * sauda_window_open_session:
 * @self: the window
 *
 * Opens the data folder, or tries again.
 */
void
sauda_window_open_session (SaudaWindow *self)
{
  SaudaApplication *application = SAUDA_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  self->failed = FALSE;
  gtk_spinner_start (self->spinner);
  sauda_window_show_page (self, self->page);
  sauda_session_open_async (sauda_application_get_practice (application),
                            sauda_application_get_data_folder (application), self->cancellable,
                            on_session_opened, g_object_ref (self));
}

static void
remember_size (SaudaWindow *self)
{
  int width;
  int height;

  g_clear_handle_id (&self->size_id, g_source_remove);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  sauda_ui_settings_set_boolean ("window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  sauda_ui_settings_set_number ("window-width", width);
  sauda_ui_settings_set_number ("window-height", height);
}

static gboolean
on_size_settled (gpointer user_data)
{
  SaudaWindow *self = user_data;

  self->size_id = 0;
  remember_size (self);
  return G_SOURCE_REMOVE;
}

/* At once and not when it closes: a power cut does not close it. */
static void
on_size_changed (SaudaWindow *self)
{
  g_clear_handle_id (&self->size_id, g_source_remove);
  self->size_id = g_timeout_add (SIZE_MS, on_size_settled, self);
}

static void
on_leave_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = SAUDA_WINDOW (user_data);

  if (!sauda_compat_confirm_finish (result, NULL)) {
    self->quitting = FALSE;
    return;
  }
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
sauda_window_close_request (GtkWindow *window)
{
  SaudaWindow *self = SAUDA_WINDOW (window);

  remember_size (self);
  if (sauda_window_go_to_background (self))
    return TRUE;
  if (self->day_page != NULL && sauda_day_page_is_running (self->day_page) && !self->may_close) {
    SaudaCompatQuestion question = {
      .heading = _ ("Close while the day is running?"),
      .body =
        _ ("What was sent stays in the ledger. The next press of the button goes on from there and sends "
           "nothing twice."),
      .accept = _ ("Stop and _Close"),
      .destructive = TRUE,
    };

    sauda_compat_confirm_async (window, &question, self->cancellable, on_leave_answered, g_object_ref (self));
    return TRUE;
  }
  return GTK_WINDOW_CLASS (sauda_window_parent_class)->close_request (window);
}

static void
sauda_window_dispose (GObject *object)
{
  SaudaWindow *self = SAUDA_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_handle_id (&self->settled_id, g_source_remove);
  g_clear_handle_id (&self->size_id, g_source_remove);
  g_clear_handle_id (&self->files_id, g_source_remove);
  g_clear_object (&self->waiting);
  if (self->downloads != NULL)
    sauda_downloads_stop (self->downloads);
  g_clear_object (&self->downloads);
  if (self->sync != NULL)
    g_object_run_dispose (G_OBJECT (self->sync));
  g_clear_object (&self->sync);
  if (self->talk != NULL)
    g_object_run_dispose (G_OBJECT (self->talk));
  g_clear_object (&self->talk);
  g_clear_handle_id (&self->foreign_id, g_source_remove);
  if (self->foreign != NULL)
    g_object_run_dispose (G_OBJECT (self->foreign));
  g_clear_object (&self->foreign);
  self->day_page = NULL;
  self->orders = NULL;
  g_clear_object (&self->pack_desk);
  self->decisions = NULL;
  G_OBJECT_CLASS (sauda_window_parent_class)->dispose (object);
  /* The pages are gone now: nobody uses the data folder any more. */
  g_clear_object (&self->session);
}

static void
sauda_window_finalize (GObject *object)
{
  SaudaWindow *self = SAUDA_WINDOW (object);

  g_free (self->page);
  g_object_unref (self->arrived);
  g_free (self->crash_report);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_window_parent_class)->finalize (object);
}

static void
sauda_window_class_init (SaudaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SAUDA_TYPE_ALERT_BAR);
  g_type_ensure (SAUDA_TYPE_COLUMN_BIN);
  object_class->dispose = sauda_window_dispose;
  object_class->finalize = sauda_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sauda_window_close_request;

  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (SAUDA_TYPE_GUIDE_BAR);
  /* by its name in the template */
  g_type_ensure (GDK_TYPE_FILE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/shell/sauda-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, acts_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, alert_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, practice_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, guide);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, another_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, sync_stack);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_key);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
}

static void
sauda_window_init (SaudaWindow *self)
{
  self->arrived = g_list_store_new (G_TYPE_FILE);
  sauda_window_install_files (self);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), sauda_ui_settings_get_number ("window-width", 1180),
                               sauda_ui_settings_get_number ("window-height", 760));
  g_signal_connect (self, "notify::default-width", G_CALLBACK (on_size_changed), NULL);
  g_signal_connect (self, "notify::default-height", G_CALLBACK (on_size_changed), NULL);
  g_signal_connect (self, "notify::maximized", G_CALLBACK (on_size_changed), NULL);
  sauda_window_install_actions (self);
}

/**
 * sauda_window_new:
 * @application: the program
 *
 * Returns: (transfer none): a window that begins to open the data folder of @application
 */
SaudaWindow *
sauda_window_new (SaudaApplication *application)
{
  SaudaWindow *self = g_object_new (SAUDA_TYPE_WINDOW, "application", application, NULL);

  self->page = sauda_window_get_last_page (self);
  /* Not earlier: a property of GTK's undoes it when the window is constructed. */
  if (sauda_ui_settings_get_boolean ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_widget_set_visible (GTK_WIDGET (self->practice_bar), sauda_application_get_practice (application));
  sauda_window_open_session (self);
  return self;
}

/**
 * sauda_window_is_open:
 * @self: the window
 *
 * Returns: whether the data folder is open and the pages are there
 */
gboolean
sauda_window_is_open (SaudaWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_WINDOW (self), FALSE);
  return self->session != NULL;
}

/**
 * sauda_window_has_failed:
 * @self: the window
 *
 * Returns: whether the data folder could not be opened
 */
gboolean
sauda_window_has_failed (SaudaWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_WINDOW (self), FALSE);
  return self->failed;
}

/**
 * sauda_window_get_workspace:
 * @self: the window
 *
 * Returns: (nullable): the open data folder
 */
SaudaWorkspace *
sauda_window_get_workspace (SaudaWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_WINDOW (self), NULL);
  return self->session != NULL ? sauda_session_get_workspace (self->session) : NULL;
}
