#include "sauda-labels-page.h"

#include "sauda-labels-page-private.h"
#include "sauda-ui-error.h"
#include "sauda-ui-settings.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

/* Labels arrive one by one while a day runs; they are looked at when it is quiet for so long. */
#define RELOAD_AFTER_MS 500

G_DEFINE_FINAL_TYPE (SaudaLabelsPage, sauda_labels_page, ADW_TYPE_BIN)

/* Kaspi's labels; corrected when a file with other pages is read. */
static const graphene_size_t usual_size = { 100 * 72 / 25.4f, 150 * 72 / 25.4f };

static void
stop_listing (SaudaLabelsPage *self)
{
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
}

static void
show_position (SaudaLabelsPage *self, SaudaPage *page)
{
  SaudaLabelGroupRow *row =
    page != NULL ? sauda_label_groups_get_row (self->groups, sauda_page_get_group (page)) : NULL;
  g_autofree char *position = NULL;

  if (row != NULL) {
    guint n_pages = sauda_label_group_row_get_labels (row)->len;

    position = g_strdup_printf (ngettext ("Page %u of %u", "Page %u of %u", n_pages),
                                sauda_page_get_number (page) + 1, n_pages);
  }
  gtk_label_set_label (self->position, position != NULL ? position : "");
}

static void
show_pages_error (SaudaLabelsPage *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->pages_error, markup);
  gtk_stack_set_visible_child_name (self->pages_stack, "error");
}

static void
on_pages_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaLabelsPage) self = SAUDA_LABELS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPageList) list =
    sauda_page_renderer_list_finish (SAUDA_PAGE_RENDERER (source), result, &error);
  SaudaPage *page = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  page = sauda_page_strip_get_page (self->strip);
  if (list == NULL) {
    show_pages_error (self, error);
  } else if (page != NULL) {
    sauda_page_strip_set_sizes (self->strip, sauda_page_get_path (page), list);
    sauda_page_preview_show (self->preview, self->renderer, page);
  }
}

/* The preview goes on from file to file; each is looked at when its first page is. */
static void
on_page_selected (SaudaLabelsPage *self)
{
  SaudaPage *page = sauda_page_strip_get_page (self->strip);

  stop_listing (self);
  show_position (self, page);
  gtk_stack_set_visible_child_name (self->pages_stack, "pages");
  if (page == NULL) {
    sauda_page_preview_show (self->preview, self->renderer, NULL);
    return;
  }
  sauda_label_groups_select (self->groups, sauda_page_get_group (page));
  if (g_strcmp0 (self->listed, sauda_page_get_path (page)) == 0) {
    sauda_page_preview_show (self->preview, self->renderer, page);
    return;
  }
  g_free (self->listed);
  self->listed = g_strdup (sauda_page_get_path (page));
  self->listing = g_cancellable_new ();
  sauda_page_renderer_list_async (self->renderer, self->listed, self->listing, on_pages_listed,
                                  g_object_ref (self));
}

static void
on_group_selected (SaudaLabelsPage *self)
{
  SaudaLabelGroupRow *row = NULL;

  if (self->workspace == NULL)
    return;
  row = sauda_label_groups_get_selected (self->groups);
  if (row != NULL)
    sauda_page_strip_select_group (self->strip, (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  sauda_labels_page_update_actions (self);
}

/* All pages of all groups, one group after the other. */
static void
show_pages (SaudaLabelsPage *self)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folder = sauda_workspace_get_labels_folder (self->workspace);
  SaudaLabelGroupRow *row = NULL;
  int selected = 0;

  for (guint group = 0; (row = sauda_label_groups_get_row (self->groups, group)) != NULL; group++) {
    g_autofree char *path = g_build_filename (folder, sauda_label_group_row_get_file (row), NULL);
    GPtrArray *labels = sauda_label_group_row_get_labels (row);

    if (row == sauda_label_groups_get_selected (self->groups))
      selected = (int) group;
    for (guint i = 0; i < labels->len; i++) {
      g_autofree char *orders = sauda_print_label_describe (g_ptr_array_index (labels, i));

      g_ptr_array_add (pages, sauda_page_new (path, i, group, orders, &usual_size));
    }
  }
  g_clear_pointer (&self->listed, g_free);
  sauda_page_strip_show (self->strip, self->renderer, pages);
  sauda_page_strip_select_group (self->strip, (guint) selected);
}

static void
on_find_changed (SaudaLabelsPage *self)
{
  sauda_labels_page_find (self, FALSE);
}

/* Escape. */
static void
on_search_stopped (SaudaLabelsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->find), "");
}

static void
on_find_next (SaudaLabelsPage *self)
{
  sauda_labels_page_find (self, TRUE);
}

static gboolean
reload (gpointer user_data)
{
  SaudaLabelsPage *self = SAUDA_LABELS_PAGE (user_data);

  self->reload_source = 0;
  if (!self->stale || !gtk_widget_get_mapped (GTK_WIDGET (self)) || self->handing_out ||
      sauda_labels_page_is_busy (self))
    return G_SOURCE_REMOVE;
  self->stale = FALSE;
  sauda_labels_page_load (self);
  return G_SOURCE_REMOVE;
}

/* Shows what the last run of today wrote, whoever ran it. */
static void
reload_soon (SaudaLabelsPage *self)
{
  g_clear_handle_id (&self->reload_source, g_source_remove);
  if (self->stale && self->workspace != NULL)
    self->reload_source = g_timeout_add (RELOAD_AFTER_MS, reload, self);
}

static void
on_labels_changed (SaudaLabelsPage *self)
{
  if (self->own_change)
    return;
  self->stale = TRUE;
  reload_soon (self);
}

static gboolean
on_due (gpointer user_data)
{
  SaudaLabelsPage *self = SAUDA_LABELS_PAGE (user_data);

  self->due_source = 0;
  self->stale = TRUE;
  reload_soon (self);
  return G_SOURCE_REMOVE;
}

/* What waits for its buyer is due at its cut-off, whether or not anything else happens then. */
static void
wait_for_due (SaudaLabelsPage *self, const SaudaLabelReport *report)
{
  gint64 now_ms = sauda_workspace_get_now (self->workspace), next_ms = 0;

  for (guint i = 0; i < report->missing->len; i++) {
    gint64 until_ms = ((const SaudaLabelMissing *) g_ptr_array_index (report->missing, i))->until_ms;

    if (until_ms > now_ms && (next_ms == 0 || until_ms < next_ms))
      next_ms = until_ms;
  }
  g_clear_handle_id (&self->due_source, g_source_remove);
  if (next_ms > 0)
    self->due_source = g_timeout_add_seconds ((guint) ((next_ms - now_ms) / 1000 + 1), on_due, self);
}

static gboolean
on_tomorrow_set (SaudaLabelsPage *self, gboolean state)
{
  if (self->workspace == NULL)
    return FALSE;
  sauda_ui_settings_set_boolean ("show-tomorrow", state);
  return FALSE;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, SaudaLabelsPage *self)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (sauda_labels_page_is_busy (self))
    return FALSE;
  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  sauda_labels_page_import (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
sauda_labels_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sauda_labels_page_parent_class)->map (widget);
  /* what waited may be due by now */
  SAUDA_LABELS_PAGE (widget)->stale =
    SAUDA_LABELS_PAGE (widget)->stale || SAUDA_LABELS_PAGE (widget)->waiting;
  reload_soon (SAUDA_LABELS_PAGE (widget));
  /* printers may have been set up meanwhile */
  if (SAUDA_LABELS_PAGE (widget)->workspace != NULL)
    sauda_labels_page_load_printed (SAUDA_LABELS_PAGE (widget));
}

static void
sauda_labels_page_dispose (GObject *object)
{
  SaudaLabelsPage *self = SAUDA_LABELS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->job);
  stop_listing (self);
  g_clear_handle_id (&self->progress_tick, g_source_remove);
  g_clear_handle_id (&self->due_source, g_source_remove);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_labels_page_parent_class)->dispose (object);
  g_clear_object (&self->renderer);
}

static void
sauda_labels_page_finalize (GObject *object)
{
  SaudaLabelsPage *self = SAUDA_LABELS_PAGE (object);

  g_clear_object (&self->job);
  g_free (self->listed);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_labels_page_parent_class)->finalize (object);
}

static void
sauda_labels_page_class_init (SaudaLabelsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_labels_page_dispose;
  object_class->finalize = sauda_labels_page_finalize;
  widget_class->map = sauda_labels_page_map;

  g_type_ensure (SAUDA_TYPE_LABEL_GROUPS);
  g_type_ensure (SAUDA_TYPE_PAGE_STRIP);
  g_type_ensure (SAUDA_TYPE_PRINT_BAR);
  g_type_ensure (SAUDA_TYPE_PAGE_PREVIEW);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  /* by its name in the template */
  g_type_ensure (GDK_TYPE_FILE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-labels-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, tomorrow);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, progress_text);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, groups);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, strip);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, preview);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, pages_stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, pages_error);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, position);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, print_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaLabelsPage, find);
  gtk_widget_class_bind_template_callback (widget_class, on_page_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_group_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_find_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_find_next);
  gtk_widget_class_bind_template_callback (widget_class, on_tomorrow_set);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
  sauda_labels_page_install_actions (klass);
}

static void
sauda_labels_page_init (SaudaLabelsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->renderer = sauda_page_renderer_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_switch_set_active (self->tomorrow, sauda_ui_settings_get_boolean ("show-tomorrow", FALSE));
  sauda_labels_page_add_shortcuts (self);
  sauda_labels_page_add_options (self);
}

/**
 * sauda_labels_page_new:
 * @workspace: the merchant's folder
 *
 * Returns: (transfer none): the page of labels. When groups of today were written before, it shows them as
 * soon as it is in sight
 */
GtkWidget *
sauda_labels_page_new (SaudaWorkspace *workspace)
{
  SaudaLabelsPage *self = g_object_new (SAUDA_TYPE_LABELS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->stale = TRUE;
  g_signal_connect_object (workspace, "labels-changed", G_CALLBACK (on_labels_changed), self,
                           G_CONNECT_SWAPPED);
  sauda_labels_page_update_actions (self);
  return GTK_WIDGET (self);
}

/**
 * sauda_labels_page_show_report:
 * @self: the page
 * @report: what a run wrote into the folder of labels; only read now
 *
 * Shows the groups of a run.
 */
void
sauda_labels_page_show_report (SaudaLabelsPage *self, const SaudaLabelReport *report)
{
  gboolean any = report->groups->len > 0 || report->missing->len > 0;

  g_return_if_fail (SAUDA_IS_LABELS_PAGE (self));

  self->grouped = TRUE;
  sauda_label_groups_show (self->groups, report, sauda_workspace_get_today (self->workspace));
  self->waiting = report->waiting > 0;
  wait_for_due (self, report);
  if (!any) {
    adw_status_page_set_title (self->empty, _ ("Nothing to Ship"));
    adw_status_page_set_description (
      self->empty, _ ("No order is due for hand-over up to the chosen day. Import or fetch orders, or "
                      "include tomorrow’s."));
  }
  gtk_stack_set_visible_child_name (self->stack, any ? "groups" : "empty");
  show_pages (self);
  sauda_labels_page_load_printed (self);
  sauda_labels_page_update_actions (self);
}

/**
 * sauda_labels_page_is_busy:
 * @self: the page
 *
 * Returns: whether labels are being grouped or imported
 */
gboolean
sauda_labels_page_is_busy (SaudaLabelsPage *self)
{
  g_return_val_if_fail (SAUDA_IS_LABELS_PAGE (self), FALSE);
  return self->job != NULL;
}

/**
 * sauda_labels_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the groups of the last run have been looked for, and the first page of the selected one is
 * drawn
 */
gboolean
sauda_labels_page_is_loaded (SaudaLabelsPage *self)
{
  g_return_val_if_fail (SAUDA_IS_LABELS_PAGE (self), FALSE);

  return self->looked && !sauda_labels_page_is_busy (self) &&
         (sauda_label_groups_get_selected (self->groups) == NULL ||
          sauda_page_preview_is_drawn (self->preview));
}

/**
 * sauda_labels_page_find:
 * @self: the page
 * @again: whether to go on behind the page that is shown
 *
 * Goes to the label of the order whose number is in the field.
 */
void
sauda_labels_page_find (SaudaLabelsPage *self, gboolean again)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->find));
  gboolean found = *text == '\0' || sauda_page_strip_find (self->strip, text, again);

  if (found)
    gtk_widget_remove_css_class (GTK_WIDGET (self->find), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->find), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->find),
                               found ? NULL : _ ("No label of these groups has this number"));
}

/**
 * sauda_labels_page_get_selected_path:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the PDF of the selected group
 */
char *
sauda_labels_page_get_selected_path (SaudaLabelsPage *self)
{
  SaudaLabelGroupRow *row = sauda_label_groups_get_selected (self->groups);
  g_autofree char *folder = sauda_workspace_get_labels_folder (self->workspace);

  return row != NULL ? g_build_filename (folder, sauda_label_group_row_get_file (row), NULL) : NULL;
}

/**
 * sauda_labels_page_select_code:
 * @self: the page
 * @code: what the bar code of a cover sheet says
 *
 * Returns: whether there is such a group; it is selected then
 */
gboolean
sauda_labels_page_select_code (SaudaLabelsPage *self, const char *code)
{
  SaudaLabelGroupRow *row = NULL;

  g_return_val_if_fail (SAUDA_IS_LABELS_PAGE (self), FALSE);
  for (guint i = 0; (row = sauda_label_groups_get_row (self->groups, i)) != NULL; i++) {
    if (g_strcmp0 (sauda_label_group_row_get_code (row), code) != 0)
      continue;
    sauda_label_groups_select (self->groups, i);
    return TRUE;
  }
  return FALSE;
}
