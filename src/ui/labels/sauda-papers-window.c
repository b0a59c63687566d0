#include "sauda-papers-window.h"

#include "sauda-compat.h"
#include "sauda-page-preview.h"
#include "sauda-paper-layouts.h"
#include "sauda-print-file.h"
#include "sauda-printers.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* A change is drawn when nothing more is typed for so long. */
#define WAIT_MS 250

struct _SaudaPapersWindow {
  AdwWindow parent_instance;

  GtkWidget *print_button;   /* (unowned) (not nullable) */
  GtkWidget *save_button;    /* (unowned) (not nullable) */
  AdwComboRow *paper;        /* (unowned) (not nullable) as SaudaOwnPaper */
  GtkEditable *items;        /* (unowned) (not nullable) */
  AdwComboRow *template;     /* (unowned) (not nullable) */
  AdwComboRow *sheet;        /* (unowned) (not nullable) the first is none */
  GtkWidget *edit_sheet;     /* (unowned) (not nullable) */
  GtkWidget *first_row;      /* (unowned) (not nullable) */
  GtkSpinButton *first;      /* (unowned) (not nullable) */
  GtkWidget *copies_row;     /* (unowned) (not nullable) */
  GtkSpinButton *copies;     /* (unowned) (not nullable) */
  GtkWidget *prices_row;     /* (unowned) (not nullable) */
  GtkSwitch *prices;         /* (unowned) (not nullable) */
  GtkStack *stack;           /* (unowned) (not nullable) */
  GtkSpinner *spinner;       /* (unowned) (not nullable) */
  SaudaPagePreview *preview; /* (unowned) (not nullable) */
  AdwStatusPage *error;      /* (unowned) (not nullable) */
  GtkLabel *summary;         /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;   /* (owned) (nullable) after dispose */
  SaudaPaperLayouts *layouts;  /* (owned) (nullable) until it is filled */
  SaudaPageRenderer *renderer; /* (owned) (not nullable) */
  GCancellable *cancellable;   /* (owned) (not nullable) of the window */
  GCancellable *writing;       /* (owned) (nullable) while the file is written */
  GStrv given;                 /* (owned) (nullable) what the window was opened for; blanks may stand in it */
  char *path;                  /* (owned) (nullable) what was written last; goes with the window */
  guint n_pages;               /* of @path */
  guint wait;                  /* source, 0 when none */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SaudaPapersWindow, sauda_papers_window, ADW_TYPE_WINDOW)

static SaudaOwnPaper
get_paper (SaudaPapersWindow *self)
{
  return (SaudaOwnPaper) MIN (adw_combo_row_get_selected (self->paper), SAUDA_OWN_PAPER_HANDOVER);
}

static gboolean
is_label (SaudaPapersWindow *self)
{
  return get_paper (self) == SAUDA_OWN_PAPER_PRODUCTS || get_paper (self) == SAUDA_OWN_PAPER_BOXES;
}

static SaudaPrintKind
get_print_kind (SaudaPapersWindow *self)
{
  switch (get_paper (self)) {
  case SAUDA_OWN_PAPER_SLIPS:
    return SAUDA_PRINT_KIND_PACKING_SLIPS;
  case SAUDA_OWN_PAPER_HANDOVER:
    return SAUDA_PRINT_KIND_HANDOVER_LIST;
  default:
    return SAUDA_PRINT_KIND_PRODUCT_LABELS;
  }
}

static const char *
get_title (SaudaPapersWindow *self)
{
  GListModel *titles = adw_combo_row_get_model (self->paper);

  return gtk_string_list_get_string (GTK_STRING_LIST (titles), (guint) get_paper (self));
}

static void
set_ready (SaudaPapersWindow *self, gboolean ready)
{
  gtk_widget_set_sensitive (self->print_button, ready);
  gtk_widget_set_sensitive (self->save_button, ready);
}

static void
forget_file (SaudaPapersWindow *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  g_clear_pointer (&self->path, g_free);
  self->n_pages = 0;
}

static void
show_failure (SaudaPapersWindow *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->error, markup);
  gtk_stack_set_visible_child_name (self->stack, "error");
  gtk_label_set_label (self->summary, "");
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPapersWindow) self = SAUDA_PAPERS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPageList) list =
    sauda_page_renderer_list_finish (SAUDA_PAGE_RENDERER (source), result, &error);
  g_autoptr (SaudaPage) page = NULL;

  if (self->workspace == NULL || self->path == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (list == NULL || list->n_pages == 0) {
    show_failure (self, error);
    return;
  }
  page = sauda_page_new (self->path, 0, 0, "", &list->sizes[0]);
  sauda_page_preview_show (self->preview, self->renderer, page);
  gtk_stack_set_visible_child_name (self->stack, "page");
  set_ready (self, TRUE);
}

static void
show_report (SaudaPapersWindow *self, const SaudaOwnPaperReport *report)
{
  g_autofree char *pages = g_strdup_printf (ngettext ("%u page", "%u pages", report->pages), report->pages);
  g_autofree char *text =
    report->problems->len > 0
      ? g_strdup_printf ("%s. %s", pages, (const char *) g_ptr_array_index (report->problems, 0))
      : g_strdup (pages);

  gtk_label_set_label (self->summary, text);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPapersWindow) self = SAUDA_PAPERS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaOwnPaperReport) report = sauda_own_papers_write_finish (result, &error);

  if (self->workspace == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->writing);
  gtk_spinner_stop (self->spinner);
  if (report == NULL || report->pages == 0) {
    g_autoptr (GError) nothing =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           report != NULL && report->problems->len > 0
                             ? (const char *) g_ptr_array_index (report->problems, 0)
                             : _ ("Nothing fits what was chosen. Choose other goods or orders."));

    show_failure (self, error != NULL ? error : nothing);
    return;
  }
  self->n_pages = report->pages;
  show_report (self, report);
  sauda_page_renderer_list_async (self->renderer, self->path, self->cancellable, on_listed,
                                  g_object_ref (self));
}

/* Until somebody types, what the window was opened for: an SKU may have a blank, which parts what
 * is typed. */
static GStrv
list_items (SaudaPapersWindow *self)
{
  const char *text = gtk_editable_get_text (self->items);
  g_auto (GStrv) words = g_strsplit_set (text, " ,;\t", -1);
  g_autofree char *given = self->given != NULL ? g_strjoinv (" ", self->given) : NULL;
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();

  if (g_strcmp0 (text, given) == 0)
    return g_strdupv (self->given);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (items, words[i]);
  return g_strv_builder_end (items);
}

/* A file of its own each time: the one before may be on its way to a printer or shown. */
static gboolean
write_file (gpointer user_data)
{
  SaudaPapersWindow *self = SAUDA_PAPERS_WINDOW (user_data);
  g_auto (GStrv) items = list_items (self);
  SaudaOwnPaperOptions options = { .paper = get_paper (self), .day = SAUDA_DAY_NONE, .marks = TRUE };
  g_autoptr (GError) error = NULL;
  int fd = -1;

  self->wait = 0;
  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
  forget_file (self);
  fd = g_file_open_tmp ("sauda-paper-XXXXXX.pdf", &self->path, &error);
  if (fd < 0) {
    show_failure (self, error);
    return G_SOURCE_REMOVE;
  }
  g_close (fd, NULL);
  options.path = self->path;
  options.items = *items != NULL ? (const char *const *) items : NULL;
  options.copies = (guint) gtk_spin_button_get_value_as_int (self->copies);
  options.prices = gtk_switch_get_active (self->prices);
  if (is_label (self)) {
    options.label = sauda_paper_layouts_get_label (self->layouts);
    options.sheet = sauda_paper_layouts_get_sheet (self->layouts);
    options.first = (guint) gtk_spin_button_get_value_as_int (self->first) - 1;
  }
  self->writing = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "working");
  sauda_own_papers_write_async (self->workspace, &options, self->writing, on_written, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_changed (SaudaPapersWindow *self)
{
  if (self->filling || self->workspace == NULL)
    return;
  set_ready (self, FALSE);
  gtk_widget_set_visible (self->first_row,
                          is_label (self) && sauda_paper_layouts_get_sheet (self->layouts) != NULL);
  gtk_widget_set_sensitive (self->edit_sheet, sauda_paper_layouts_get_sheet (self->layouts) != NULL);
  g_clear_handle_id (&self->wait, g_source_remove);
  self->wait = g_timeout_add (WAIT_MS, write_file, self);
}

/* A label that was laid out anew is drawn anew. */
static void
on_layout_saved (SaudaPapersWindow *self, const char *id)
{
  if (self->workspace == NULL)
    return;
  self->filling = TRUE;
  sauda_paper_layouts_reload (self->layouts, id);
  self->filling = FALSE;
  on_changed (self);
}

static void
show_editor (SaudaPapersWindow *self, GtkWindow *editor)
{
  if (editor == NULL)
    return;
  g_signal_connect_object (editor, "saved", G_CALLBACK (on_layout_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (editor);
}

static void
on_edit_label (SaudaPapersWindow *self)
{
  show_editor (self, sauda_paper_layouts_edit_label (self->layouts, GTK_WINDOW (self)));
}

static void
on_edit_sheet (SaudaPapersWindow *self)
{
  show_editor (self, sauda_paper_layouts_edit_sheet (self->layouts, GTK_WINDOW (self)));
}

static void
on_paper (SaudaPapersWindow *self)
{
  if (self->layouts == NULL)
    return;
  self->filling = TRUE;
  sauda_paper_layouts_show_kind (
    self->layouts, get_paper (self) == SAUDA_OWN_PAPER_BOXES ? SAUDA_TEMPLATE_BOX : SAUDA_TEMPLATE_PRODUCT);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->template), is_label (self));
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), is_label (self));
  gtk_widget_set_visible (self->copies_row, is_label (self));
  gtk_widget_set_visible (self->prices_row, get_paper (self) == SAUDA_OWN_PAPER_SLIPS);
  on_changed (self);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPapersWindow) self = SAUDA_PAPERS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!g_file_copy_finish (G_FILE (source), result, &error) && self->workspace != NULL)
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPapersWindow) self = SAUDA_PAPERS_WINDOW (user_data);
  g_autoptr (GFile) to = sauda_compat_save_file_finish (result, NULL);
  g_autoptr (GFile) from = NULL;

  if (to == NULL || self->workspace == NULL || self->path == NULL)
    return;
  from = g_file_new_for_path (self->path);
  g_file_copy_async (from, to, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, self->cancellable, NULL, NULL,
                     on_saved, g_object_ref (self));
}

static void
on_save (SaudaPapersWindow *self)
{
  g_autofree char *name = g_strdup_printf ("%s.pdf", get_title (self));

  sauda_compat_save_file_async (GTK_WINDOW (self), _ ("Save PDF"), name, self->cancellable, on_place_chosen,
                                g_object_ref (self));
}

static void
on_run_changed (SaudaPrintRun *run, SaudaPapersWindow *self)
{
  if (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_FAILED)
    sauda_ui_show_error (GTK_WIDGET (self->stack), sauda_print_run_get_error (run));
  else if (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_DONE)
    sauda_print_file_tell (GTK_WIDGET (self->stack), run);
}

static gpointer
load_printers_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_printers_load (connection, error);
}

static void
on_printers_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPapersWindow) self = SAUDA_PAPERS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPrinters) printers = sauda_workspace_read_finish (source, result, &error);
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autoptr (SaudaPrintRun) run = NULL;
  GPtrArray *items = NULL;
  SaudaPrintOptions options = { .kind = get_print_kind (self) };

  if (self->workspace == NULL || self->path == NULL)
    return;
  if (printers == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    return;
  }
  options.profile = sauda_printers_get_for (printers, options.kind);
  for (guint page = 0; page < self->n_pages; page++)
    g_array_append_val (pages, page);
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_item_free);
  g_ptr_array_add (items, sauda_print_item_new (get_title (self), self->path, pages, labels));
  run = sauda_print_run_new (self->workspace, GTK_WINDOW (self), items, &options);
  g_signal_connect_object (run, "changed", G_CALLBACK (on_run_changed), self, 0);
  sauda_print_run_start (run);
}

static void
on_print (SaudaPapersWindow *self)
{
  sauda_workspace_read_async (self->workspace, load_printers_work, NULL, NULL,
                              (GDestroyNotify) sauda_printers_free, self->cancellable, on_printers_loaded,
                              g_object_ref (self));
}

static void
sauda_papers_window_dispose (GObject *object)
{
  SaudaPapersWindow *self = SAUDA_PAPERS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
  g_clear_handle_id (&self->wait, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_papers_window_parent_class)->dispose (object);
  forget_file (self);
  g_clear_object (&self->renderer);
}

static void
sauda_papers_window_finalize (GObject *object)
{
  SaudaPapersWindow *self = SAUDA_PAPERS_WINDOW (object);

  g_clear_pointer (&self->layouts, sauda_paper_layouts_free);
  g_strfreev (self->given);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_papers_window_parent_class)->finalize (object);
}

static void
sauda_papers_window_class_init (SaudaPapersWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_papers_window_dispose;
  object_class->finalize = sauda_papers_window_finalize;
  g_type_ensure (SAUDA_TYPE_PAGE_PREVIEW);
  sauda_print_file_install (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-papers-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, print_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, paper);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, items);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, template);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, sheet);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, edit_sheet);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, first_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, first);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, copies_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, copies);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, prices_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, prices);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, error);
  gtk_widget_class_bind_template_child (widget_class, SaudaPapersWindow, summary);
  gtk_widget_class_bind_template_callback (widget_class, on_paper);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_label);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_sheet);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_papers_window_init (SaudaPapersWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->renderer = sauda_page_renderer_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  set_ready (self, FALSE);
}

/**
 * sauda_papers_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: whose goods and orders
 * @paper: what to begin with
 * @items: (nullable) (array zero-terminated=1): SKUs of goods, or numbers of orders; %NULL for all
 *
 * Returns: (transfer none): a window that writes it at once and shows it
 */
SaudaPapersWindow *
sauda_papers_window_new (GtkWindow *parent,
                         SaudaWorkspace *workspace,
                         SaudaOwnPaper paper,
                         const char *const *items)
{
  SaudaPapersWindow *self = g_object_new (SAUDA_TYPE_PAPERS_WINDOW, "transient-for", parent, NULL);
  g_autofree char *folder = sauda_own_papers_get_folder (workspace);
  g_autofree char *text = items != NULL ? g_strjoinv (" ", (char **) items) : NULL;

  self->filling = TRUE;
  self->layouts = sauda_paper_layouts_new (folder, self->template, self->sheet);
  adw_combo_row_set_selected (self->paper, (guint) paper);
  if (text != NULL) {
    self->given = g_strdupv ((char **) items);
    gtk_editable_set_text (self->items, text);
  }
  gtk_spin_button_set_value (self->copies, 1);
  self->filling = FALSE;
  self->workspace = g_object_ref (workspace);
  on_paper (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->paper));
  return self;
}

/**
 * sauda_papers_window_is_ready:
 * @self: the window
 *
 * Returns: whether what is chosen is written and shown
 */
gboolean
sauda_papers_window_is_ready (SaudaPapersWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PAPERS_WINDOW (self), FALSE);
  return gtk_widget_get_sensitive (self->print_button);
}

/**
 * sauda_papers_window_get_n_pages:
 * @self: the window
 *
 * Returns: pages that were written
 */
guint
sauda_papers_window_get_n_pages (SaudaPapersWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PAPERS_WINDOW (self), 0);
  return self->n_pages;
}
