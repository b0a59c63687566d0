#include "sauda-printer-settings.h"

#include "sauda-print-paper.h"
#include "sauda-printer-finder.h"
#include "sauda-printer-row.h"
#include "sauda-ruler.h"
#include "sauda-text.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _SaudaPrinterSettings {
  AdwPreferencesGroup parent_instance;

  GtkListBox *rows;          /* (unowned) (not nullable) */
  GtkListBox *uses;          /* (unowned) (not nullable) */
  GtkEditable *new_printer;  /* (unowned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  GStrv queues;              /* (owned) (nullable) printers of the system, once listed */
  SaudaPrinters *printers;   /* (owned) (nullable) once loaded */
  gboolean filling;          /* the program sets the controls, not the merchant */
  gboolean opening;          /* the printer that is being set up shows what can be said of it */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SaudaPrinterSettings, sauda_printer_settings, ADW_TYPE_PREFERENCES_GROUP)

static void load (SaudaPrinterSettings *self);

static gboolean
is_gone (SaudaPrinterSettings *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/* What is to become of a printer. */
typedef struct {
  SaudaPrinterProfile *profile; /* (owned) (nullable) to save */
  gint64 id;                    /* to remove, or to use for @kind */
  int kind;                     /* -1: none */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->profile, sauda_printer_profile_free);
  g_free (change);
}

/* The first printer of all is the one for waybills. */
static gboolean
save_profile (SaudaConnection *connection, const SaudaPrinterProfile *profile, GError **error)
{
  gint64 id = sauda_printers_save (connection, profile, error);
  g_autoptr (SaudaPrinters) printers = id != 0 ? sauda_printers_load (connection, error) : NULL;

  if (printers == NULL)
    return FALSE;
  return printers->profiles->len > 1 || printers->uses[SAUDA_PRINT_KIND_WAYBILLS] != 0 ||
         sauda_printers_use (connection, SAUDA_PRINT_KIND_WAYBILLS, id, error);
}

static gpointer
change_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Change *change = data;
  gboolean done = FALSE;

  if (change->profile != NULL)
    done = save_profile (connection, change->profile, error);
  else if (change->kind >= 0)
    done = sauda_printers_use (connection, (SaudaPrintKind) change->kind, change->id, error);
  else
    done = sauda_printers_remove (connection, change->id, error);
  return done ? sauda_printers_load (connection, error) : NULL;
}

static gpointer
load_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_printers_load (connection, error);
}

static void show_printers (SaudaPrinterSettings *self, SaudaPrinters *printers);

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrinterSettings) self = SAUDA_PRINTER_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  SaudaPrinters *printers = sauda_workspace_write_finish (source, result, &error);

  if (is_gone (self)) {
    g_clear_pointer (&printers, sauda_printers_free);
    return;
  }
  if (printers == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    load (self);
    return;
  }
  show_printers (self, printers);
}

static void
write_change (SaudaPrinterSettings *self, Change *change)
{
  sauda_workspace_write_async (self->workspace, change_work, change, change_free,
                               (GDestroyNotify) sauda_printers_free, NULL, on_written, g_object_ref (self));
}

static void
on_row_changed (SaudaPrinterRow *row, const SaudaPrinterProfile *profile, SaudaPrinterSettings *self)
{
  Change *change = g_new0 (Change, 1);

  change->profile = sauda_printer_profile_copy (profile);
  change->kind = -1;
  write_change (self, change);
}

static void
on_row_remove (SaudaPrinterRow *row, SaudaPrinterSettings *self)
{
  Change *change = g_new0 (Change, 1);

  change->id = sauda_printer_row_get_profile (row)->id;
  change->kind = -1;
  write_change (self, change);
}

static void
on_new_printer (SaudaPrinterSettings *self)
{
  g_autofree char *name = sauda_text_squeeze (gtk_editable_get_text (self->new_printer));
  Change *change = NULL;

  if (*name == '\0')
    return;
  change = g_new0 (Change, 1);
  change->profile = sauda_printer_profile_new (name);
  change->kind = -1;
  gtk_editable_set_text (self->new_printer, "");
  self->opening = TRUE;
  write_change (self, change);
}

static void
on_name_typed (SaudaPrinterSettings *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* A ruler page on its way to the printer. */
typedef struct {
  SaudaPrinterSettings *settings; /* (owned) (not nullable) */
  char *path;                     /* (owned) (not nullable) removed with it */
  SaudaPrintPaper *paper;         /* (owned) (nullable) once ready */
} Ruler;

static void
ruler_free (Ruler *ruler)
{
  g_unlink (ruler->path);
  g_clear_object (&ruler->paper);
  g_object_unref (ruler->settings);
  g_free (ruler->path);
  g_free (ruler);
}

static void
show_failure (Ruler *ruler, const GError *error)
{
  if (!is_gone (ruler->settings) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (ruler->settings), error);
  ruler_free (ruler);
}

static void
on_ruler_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ruler *ruler = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!sauda_print_paper_send_finish (ruler->paper, result, NULL, &error)) {
    show_failure (ruler, error);
    return;
  }
  sentence = sauda_print_paper_describe (ruler->paper);
  if (!is_gone (ruler->settings))
    sauda_ui_show_text (GTK_WIDGET (ruler->settings), sentence);
  ruler_free (ruler);
}

static void
on_ruler_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ruler *ruler = user_data;
  g_autoptr (GError) error = NULL;

  ruler->paper = sauda_print_prepare_finish (result, &error);
  if (ruler->paper == NULL)
    show_failure (ruler, error);
  else
    sauda_print_paper_send_async (ruler->paper, ruler->settings->cancellable, on_ruler_sent, ruler);
}

/* One page, drawn in a moment. */
static void
on_row_ruler (SaudaPrinterRow *row, SaudaPrinterSettings *self)
{
  const SaudaPrinterProfile *profile = sauda_printer_row_get_profile (row);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  Ruler *ruler = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("sauda-ruler-XXXXXX.pdf", &path, &error);

  if (fd >= 0)
    g_close (fd, NULL);
  if (fd < 0 || !sauda_ruler_write (path, profile->paper_width, profile->paper_height, &error)) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    g_free (path);
    return;
  }
  ruler = g_new0 (Ruler, 1);
  ruler->settings = g_object_ref (self);
  ruler->path = path;
  sauda_print_prepare_async (&(SaudaPrintRequest){ .parent = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                   .path = path,
                                                   .title = _ ("Ruler page"),
                                                   .profile = profile },
                             self->cancellable, on_ruler_ready, ruler);
}

static void
clear (GtkListBox *list)
{
  GtkWidget *row = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

/* The same printers by their ids: their rows stay, and with them the focus of who is writing in one. */
static gboolean
has_same_rows (SaudaPrinterSettings *self, const SaudaPrinters *printers)
{
  for (guint i = 0; i < printers->profiles->len; i++) {
    const SaudaPrinterProfile *profile = g_ptr_array_index (printers->profiles, i);
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->rows, (int) i);

    if (row == NULL || sauda_printer_row_get_profile (SAUDA_PRINTER_ROW (row))->id != profile->id)
      return FALSE;
  }
  return gtk_list_box_get_row_at_index (self->rows, (int) printers->profiles->len) == NULL;
}

static void
show_rows (SaudaPrinterSettings *self)
{
  GPtrArray *profiles = self->printers->profiles;

  if (has_same_rows (self, self->printers)) {
    for (guint i = 0; i < profiles->len; i++)
      sauda_printer_row_set_profile (SAUDA_PRINTER_ROW (gtk_list_box_get_row_at_index (self->rows, (int) i)),
                                     g_ptr_array_index (profiles, i));
    return;
  }
  clear (self->rows);
  for (guint i = 0; i < profiles->len; i++) {
    GtkWidget *row =
      sauda_printer_row_new (g_ptr_array_index (profiles, i), (const char *const *) self->queues);

    g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), self);
    g_signal_connect (row, "remove", G_CALLBACK (on_row_remove), self);
    g_signal_connect (row, "ruler", G_CALLBACK (on_row_ruler), self);
    gtk_list_box_append (self->rows, row);
    if (self->opening && i + 1 == profiles->len)
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  }
  self->opening = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->rows), profiles->len > 0);
}

static void
on_use_chosen (AdwComboRow *row, GParamSpec *pspec, SaudaPrinterSettings *self)
{
  guint selected = adw_combo_row_get_selected (row);
  Change *change = NULL;

  if (self->filling || selected > self->printers->profiles->len)
    return;
  change = g_new0 (Change, 1);
  change->kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind"));
  if (selected > 0)
    change->id = ((SaudaPrinterProfile *) g_ptr_array_index (self->printers->profiles, selected - 1))->id;
  write_change (self, change);
}

static GtkWidget *
create_use_row (SaudaPrinterSettings *self, SaudaPrintKind kind)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("Ask every time"));
  for (guint i = 0; i < self->printers->profiles->len; i++) {
    const SaudaPrinterProfile *profile = g_ptr_array_index (self->printers->profiles, i);

    gtk_string_list_append (names, profile->name);
    if (profile->id == self->printers->uses[kind])
      selected = i + 1;
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sauda_print_kind_get_title (kind));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER (kind));
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_use_chosen), self);
  return row;
}

static void
show_uses (SaudaPrinterSettings *self)
{
  clear (self->uses);
  for (guint kind = 0; kind < SAUDA_PRINT_N_KINDS; kind++)
    gtk_list_box_append (self->uses, create_use_row (self, (SaudaPrintKind) kind));
  gtk_widget_set_visible (GTK_WIDGET (self->uses), self->printers->profiles->len > 0);
}

/* Takes @printers. */
static void
show_printers (SaudaPrinterSettings *self, SaudaPrinters *printers)
{
  g_autoptr (SaudaPrinters) before = g_steal_pointer (&self->printers);

  self->printers = printers;
  self->filling = TRUE;
  show_rows (self);
  show_uses (self);
  self->filling = FALSE;
  g_signal_emit (self, changed_signal, 0);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrinterSettings) self = SAUDA_PRINTER_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  SaudaPrinters *printers = sauda_workspace_read_finish (source, result, &error);

  if (is_gone (self))
    g_clear_pointer (&printers, sauda_printers_free);
  else if (printers != NULL)
    show_printers (self, printers);
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
load (SaudaPrinterSettings *self)
{
  /* what a refused change has left in the controls goes with the rows */
  clear (self->rows);
  sauda_workspace_read_async (self->workspace, load_work, NULL, NULL, (GDestroyNotify) sauda_printers_free,
                              self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_queues_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrinterSettings) self = SAUDA_PRINTER_SETTINGS (user_data);
  GStrv queues = sauda_printer_list_finish (result, NULL);

  if (is_gone (self)) {
    g_strfreev (queues);
    return;
  }
  g_strfreev (self->queues);
  self->queues = queues != NULL ? queues : g_new0 (char *, 1);
  load (self);
}

/* The printing system is asked only when somebody looks: it may take its time. */
static void
sauda_printer_settings_map (GtkWidget *widget)
{
  SaudaPrinterSettings *self = SAUDA_PRINTER_SETTINGS (widget);

  GTK_WIDGET_CLASS (sauda_printer_settings_parent_class)->map (widget);
  if (self->workspace != NULL && self->queues != NULL)
    load (self);
  else if (self->workspace != NULL)
    sauda_printer_list_async (self->cancellable, on_queues_listed, g_object_ref (self));
}

static void
sauda_printer_settings_dispose (GObject *object)
{
  SaudaPrinterSettings *self = SAUDA_PRINTER_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  self->filling = TRUE;
  G_OBJECT_CLASS (sauda_printer_settings_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_printer_settings_finalize (GObject *object)
{
  SaudaPrinterSettings *self = SAUDA_PRINTER_SETTINGS (object);

  g_clear_pointer (&self->printers, sauda_printers_free);
  g_strfreev (self->queues);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_printer_settings_parent_class)->finalize (object);
}

static void
sauda_printer_settings_class_init (SaudaPrinterSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_printer_settings_dispose;
  object_class->finalize = sauda_printer_settings_finalize;
  widget_class->map = sauda_printer_settings_map;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/settings/sauda-printer-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterSettings, rows);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterSettings, uses);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrinterSettings, new_printer);
  gtk_widget_class_bind_template_callback (widget_class, on_new_printer);
  gtk_widget_class_bind_template_callback (widget_class, on_name_typed);
}

static void
sauda_printer_settings_init (SaudaPrinterSettings *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_printer_settings_set_workspace:
 * @self: the printers
 * @workspace: whose they are
 *
 * Shows them as soon as somebody looks.
 */
void
sauda_printer_settings_set_workspace (SaudaPrinterSettings *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_PRINTER_SETTINGS (self));
  g_set_object (&self->workspace, workspace);
}

/**
 * sauda_printer_settings_is_loaded:
 * @self: the printers
 *
 * Returns: whether they are shown
 */
gboolean
sauda_printer_settings_is_loaded (SaudaPrinterSettings *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINTER_SETTINGS (self), FALSE);
  return self->printers != NULL;
}

/**
 * sauda_printer_settings_has_printer:
 * @self: the printers
 *
 * Returns: whether one is set up, or its name typed
 */
gboolean
sauda_printer_settings_has_printer (SaudaPrinterSettings *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINTER_SETTINGS (self), FALSE);
  return (self->printers != NULL && self->printers->profiles->len > 0) ||
         *gtk_editable_get_text (self->new_printer) != '\0';
}

/**
 * sauda_printer_settings_apply:
 * @self: the printers
 *
 * Sets up the printer whose name was typed and not yet applied.
 */
void
sauda_printer_settings_apply (SaudaPrinterSettings *self)
{
  g_return_if_fail (SAUDA_IS_PRINTER_SETTINGS (self));
  on_new_printer (self);
}
