#include "sauda-paper-layouts.h"

#include "sauda-sheet-editor.h"
#include "sauda-template-editor.h"

#include <glib/gi18n-lib.h>

#define USUAL_LABEL "product-58x40"

struct _SaudaPaperLayouts {
  char *folder;                  /* (owned) (not nullable) */
  SaudaTemplateLibrary *library; /* (owned) (not nullable) */
  SaudaTemplateKind kind;        /* of the labels that are shown */
  AdwComboRow *labels;           /* (owned) (not nullable) */
  AdwComboRow *sheets;           /* (owned) (not nullable) the first is none */
  GPtrArray *label_ids;          /* (owned) (not nullable) (element-type utf8) as in @labels */
  GPtrArray *sheet_ids; /* (owned) (not nullable) (element-type utf8) as in @sheets behind the first */
};

static const char *
get_chosen (GPtrArray *ids, guint position)
{
  return position < ids->len ? g_ptr_array_index (ids, position) : NULL;
}

static void
fill_labels (SaudaPaperLayouts *self, const char *chosen)
{
  g_autoptr (GPtrArray) list = sauda_template_library_list (self->library, self->kind);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->label_ids, 0);
  for (guint i = 0; i < list->len; i++) {
    const SaudaTemplate *label = g_ptr_array_index (list, i);

    gtk_string_list_append (titles, label->title);
    g_ptr_array_add (self->label_ids, g_strdup (label->id));
    if (g_strcmp0 (label->id, chosen) == 0)
      selected = i;
  }
  adw_combo_row_set_model (self->labels, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->labels, selected);
}

static void
fill_sheets (SaudaPaperLayouts *self, const char *chosen)
{
  g_autoptr (GPtrArray) list = sauda_template_library_list_sheets (self->library);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->sheet_ids, 0);
  gtk_string_list_append (titles, _ ("None, a label a page"));
  for (guint i = 0; i < list->len; i++) {
    const SaudaSheetGrid *sheet = g_ptr_array_index (list, i);

    gtk_string_list_append (titles, sheet->title);
    g_ptr_array_add (self->sheet_ids, g_strdup (sheet->id));
    if (g_strcmp0 (sheet->id, chosen) == 0)
      selected = i + 1;
  }
  adw_combo_row_set_model (self->sheets, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->sheets, selected);
}

/**
 * sauda_paper_layouts_new:
 * @folder: the merchant's own templates and sheets
 * @labels: the row of labels
 * @sheets: the row of sheets
 *
 * Returns: (transfer full): the rows, filled with labels for goods
 */
SaudaPaperLayouts *
sauda_paper_layouts_new (const char *folder, AdwComboRow *labels, AdwComboRow *sheets)
{
  SaudaPaperLayouts *self = g_new0 (SaudaPaperLayouts, 1);

  self->folder = g_strdup (folder);
  self->library = sauda_template_library_new (folder);
  self->labels = g_object_ref (labels);
  self->sheets = g_object_ref (sheets);
  self->label_ids = g_ptr_array_new_with_free_func (g_free);
  self->sheet_ids = g_ptr_array_new_with_free_func (g_free);
  fill_labels (self, USUAL_LABEL);
  fill_sheets (self, NULL);
  return self;
}

/**
 * sauda_paper_layouts_free:
 * @self: (transfer full): the rows
 */
void
sauda_paper_layouts_free (SaudaPaperLayouts *self)
{
  sauda_template_library_free (self->library);
  g_object_unref (self->labels);
  g_object_unref (self->sheets);
  g_ptr_array_unref (self->label_ids);
  g_ptr_array_unref (self->sheet_ids);
  g_free (self->folder);
  g_free (self);
}

/**
 * sauda_paper_layouts_show_kind:
 * @self: the rows
 * @kind: of labels
 *
 * Shows labels of that kind, the usual one chosen.
 */
void
sauda_paper_layouts_show_kind (SaudaPaperLayouts *self, SaudaTemplateKind kind)
{
  self->kind = kind;
  fill_labels (self, USUAL_LABEL);
}

/**
 * sauda_paper_layouts_reload:
 * @self: the rows
 * @chosen: (nullable): name of the label or sheet to choose, where there is one of that name
 *
 * Reads the library again, after one of its editors has saved.
 */
void
sauda_paper_layouts_reload (SaudaPaperLayouts *self, const char *chosen)
{
  g_autofree char *label = g_strdup (sauda_paper_layouts_get_label (self));
  g_autofree char *sheet = g_strdup (sauda_paper_layouts_get_sheet (self));

  sauda_template_library_free (self->library);
  self->library = sauda_template_library_new (self->folder);
  fill_labels (self, sauda_template_library_find (self->library, chosen, NULL) != NULL ? chosen : label);
  fill_sheets (self,
               sauda_template_library_find_sheet (self->library, chosen, NULL) != NULL ? chosen : sheet);
}

/**
 * sauda_paper_layouts_get_label:
 * @self: the rows
 *
 * Returns: (transfer none) (nullable): name of the chosen label
 */
const char *
sauda_paper_layouts_get_label (SaudaPaperLayouts *self)
{
  return get_chosen (self->label_ids, adw_combo_row_get_selected (self->labels));
}

/**
 * sauda_paper_layouts_get_sheet:
 * @self: the rows
 *
 * Returns: (transfer none) (nullable): name of the chosen sheet, %NULL for a label a page
 */
const char *
sauda_paper_layouts_get_sheet (SaudaPaperLayouts *self)
{
  guint selected = adw_combo_row_get_selected (self->sheets);

  return selected > 0 ? get_chosen (self->sheet_ids, selected - 1) : NULL;
}

/**
 * sauda_paper_layouts_edit_label:
 * @self: the rows
 * @parent: the window that asks
 *
 * Returns: (transfer none) (nullable): a window that edits the chosen label
 */
GtkWindow *
sauda_paper_layouts_edit_label (SaudaPaperLayouts *self, GtkWindow *parent)
{
  const char *id = sauda_paper_layouts_get_label (self);

  return id != NULL ? GTK_WINDOW (sauda_template_editor_new (parent, self->folder, id)) : NULL;
}

/**
 * sauda_paper_layouts_edit_sheet:
 * @self: the rows
 * @parent: the window that asks
 *
 * Returns: (transfer none) (nullable): a window that edits the chosen sheet
 */
GtkWindow *
sauda_paper_layouts_edit_sheet (SaudaPaperLayouts *self, GtkWindow *parent)
{
  const char *id = sauda_paper_layouts_get_sheet (self);

  return id != NULL ? GTK_WINDOW (sauda_sheet_editor_new (parent, self->folder, id)) : NULL;
}
