#include "sauda-sheet-grid.h"

#include "sauda-stationery-json-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LARGEST 1000.0
#define MOST_LABELS 50.0
/* Millimetres that makers of sheets round away. */
#define TOLERANCE 0.6

/**
 * sauda_sheet_grid_parse:
 * @json: a file
 * @id: the name that it shall have
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the grid, or %NULL with %SAUDA_STATIONERY_ERROR_TEMPLATE
 */
SaudaSheetGrid *
sauda_sheet_grid_parse (GBytes *json, const char *id, GError **error)
{
  g_autoptr (JsonObject) object = sauda_stationery_json_parse (json, id, error);
  SaudaStationeryJson whole = { object, id, 0 };
  g_autoptr (SaudaSheetGrid) self = g_new0 (SaudaSheetGrid, 1);
  double columns = NAN, rows = NAN;
  struct {
    const char *key;
    double least, most, *value;
  } numbers[] = {
    { "page-width", 20, LARGEST, &self->page_width },
    { "page-height", 20, LARGEST, &self->page_height },
    { "columns", 1, MOST_LABELS, &columns },
    { "rows", 1, MOST_LABELS, &rows },
    { "left", 0, LARGEST, &self->left },
    { "top", 0, LARGEST, &self->top },
    { "width", 5, LARGEST, &self->width },
    { "height", 5, LARGEST, &self->height },
    { "step-x", 5, LARGEST, &self->step_x },
    { "step-y", 5, LARGEST, &self->step_y },
  };

  if (object == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    *numbers[i].value = NAN;
    if (!sauda_stationery_json_number (&whole, numbers[i].key, numbers[i].least, numbers[i].most,
                                       numbers[i].value, error))
      return NULL;
  }
  self->columns = (guint) columns;
  self->rows = (guint) rows;
  self->id = g_strdup (id);
  self->title = sauda_stationery_json_title (&whole);
  if (self->title == NULL)
    self->title = g_strdup (id);
  return sauda_sheet_grid_check (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * sauda_sheet_grid_copy:
 * @self: a grid
 *
 * Returns: (transfer full): the same, to be changed
 */
SaudaSheetGrid *
sauda_sheet_grid_copy (const SaudaSheetGrid *self)
{
  SaudaSheetGrid *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  return copy;
}

/**
 * sauda_sheet_grid_free:
 * @self: (transfer full): a grid
 */
void
sauda_sheet_grid_free (SaudaSheetGrid *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

/**
 * sauda_sheet_grid_check:
 * @self: a grid
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_TEMPLATE when labels overlap or lie beyond the paper's edge
 */
gboolean
sauda_sheet_grid_check (const SaudaSheetGrid *self, GError **error)
{
  double right = self->left + (self->columns - 1) * self->step_x + self->width;
  double bottom = self->top + (self->rows - 1) * self->step_y + self->height;
  gboolean overlap = (self->columns > 1 && self->step_x + TOLERANCE < self->width) ||
                     (self->rows > 1 && self->step_y + TOLERANCE < self->height);

  if (overlap)
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE,
                 _ ("On the sheet “%s” labels overlap: the step must not be less than the label."), self->id);
  else if (right > self->page_width + TOLERANCE || bottom > self->page_height + TOLERANCE)
    g_set_error (
      error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE,
      _ ("On the sheet “%s” labels lie beyond the paper of %g x %g mm. Take fewer or smaller ones."),
      self->id, self->page_width, self->page_height);
  else
    return TRUE;
  return FALSE;
}

/**
 * sauda_sheet_grid_write:
 * @self: a grid
 *
 * Returns: (transfer full): it as JSON
 */
char *
sauda_sheet_grid_write (const SaudaSheetGrid *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "title", self->title);
  sauda_stationery_json_add_number (object, "page-width", self->page_width);
  sauda_stationery_json_add_number (object, "page-height", self->page_height);
  json_object_set_int_member (object, "columns", self->columns);
  json_object_set_int_member (object, "rows", self->rows);
  sauda_stationery_json_add_number (object, "left", self->left);
  sauda_stationery_json_add_number (object, "top", self->top);
  sauda_stationery_json_add_number (object, "width", self->width);
  sauda_stationery_json_add_number (object, "height", self->height);
  sauda_stationery_json_add_number (object, "step-x", self->step_x);
  sauda_stationery_json_add_number (object, "step-y", self->step_y);
  json_node_take_object (root, object);
  return json_to_string (root, TRUE);
}
