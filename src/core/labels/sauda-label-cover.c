#include "sauda-label-cover-private.h"

#include "sauda-labels-error.h"
#include "sauda-pdf-geometry-private.h"
#include "sauda-stationery-print.h"
#include "sauda-template-library.h"

#include <glib/gi18n-lib.h>

/* Labels narrower than this, millimetres, are of the smaller of both papers. */
#define NARROW 90.0

/* A cover as large as its labels: one of the merchant's own of another size would stop the printer. */
static const SaudaTemplate *
choose_template (SaudaTemplateLibrary *own, SaudaTemplateLibrary *plain, qpdf_data labels)
{
  SaudaPdfGeometry geometry;
  gboolean known = sauda_pdf_geometry_read (&geometry, labels, qpdf_get_page_n (labels, 0));
  const char *id = known && geometry.width < SAUDA_MM (NARROW) ? "cover-75x120" : "cover-100x150";
  const SaudaTemplate *wanted = sauda_template_library_find (own, id, NULL);
  const SaudaTemplate *usual = sauda_template_library_find (plain, id, NULL);

  return wanted->width == usual->width && wanted->height == usual->height ? wanted : usual;
}

static void
put (GHashTable *fields, const char *name, char *text)
{
  g_hash_table_insert (fields, (gpointer) name, text);
}

static guint
count_pieces (const SaudaLabelGroup *group)
{
  guint pieces = 0;

  for (guint i = 0; i < group->orders->len; i++)
    pieces += sauda_label_order_get_pieces (g_ptr_array_index (group->orders, i));
  return pieces;
}

static GHashTable *
describe (const SaudaLabelPlan *plan, const SaudaLabelGroup *group, guint labels)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint pieces = count_pieces (group);

  put (fields, "model", g_strdup (group->model));
  put (fields, "size", g_strdup (group->size));
  put (fields, "count", g_strdup_printf (ngettext ("%u label", "%u labels", labels), labels));
  put (fields, "pieces", g_strdup_printf (ngettext ("%u piece", "%u pieces", pieces), pieces));
  put (fields, "store", g_strdup (group->store));
  put (fields, "number", g_strdup_printf ("%u", group->number));
  put (fields, "groups", g_strdup_printf ("%u", plan->groups));
  put (fields, "day", sauda_day_format_short (plan->day));
  put (fields, "code", g_strdup (group->code));
  return fields;
}

/**
 * sauda_label_cover_draw: (skip)
 * @plan: the run
 * @group: a group of it
 * @templates: (nullable): folder with the merchant's own templates
 * @labels: its labels, put together
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a page that tells model, size and count of the group, as large as its
 * labels; %NULL with %SAUDA_LABELS_ERROR_WRITE
 */
GBytes *
sauda_label_cover_draw (const SaudaLabelPlan *plan,
                        const SaudaLabelGroup *group,
                        const char *templates,
                        qpdf_data labels,
                        GError **error)
{
  g_autoptr (SaudaTemplateLibrary) own = sauda_template_library_new (templates);
  g_autoptr (SaudaTemplateLibrary) plain = sauda_template_library_new (NULL);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr (GError) local = NULL;
  SaudaStationeryPrint print = { .copies = copies };
  GBytes *pdf;

  g_ptr_array_add (copies, describe (plan, group, (guint) qpdf_get_num_pages (labels)));
  print.label = choose_template (own, plain, labels);
  qpdf_oh_release_all (labels);
  pdf = sauda_stationery_print_write_bytes (&print, NULL, &local);
  if (pdf == NULL)
    sauda_labels_set_unwritten (error, group->file, local->message);
  return pdf;
}
