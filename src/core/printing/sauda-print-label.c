#include "sauda-print-queue.h"

/**
 * sauda_print_label_new:
 * @page: of the file, from 1
 * @store: whose order it is
 * @code: number of the order; empty for a page of no order
 * @place: the order's label of this number, from 1
 *
 * Returns: (transfer full): a page of a job
 */
SaudaPrintLabel *
sauda_print_label_new (guint page, const char *store, const char *code, guint place)
{
  SaudaPrintLabel *label = g_new0 (SaudaPrintLabel, 1);

  label->page = page;
  label->store = g_strdup (store);
  label->code = g_strdup (code);
  label->place = place;
  return label;
}

/**
 * sauda_print_label_free:
 * @label: (transfer full): a page of a job
 */
void
sauda_print_label_free (SaudaPrintLabel *label)
{
  g_free (label->store);
  g_free (label->code);
  g_clear_pointer (&label->others, g_ptr_array_unref);
  g_free (label);
}

/**
 * sauda_print_label_make_key:
 * @store: whose order it is
 * @code: number of the order
 * @place: the order's label of this number, from 1
 *
 * Returns: (transfer full): the key of that label in what sauda_print_queue_list_labels() returns
 */
char *
sauda_print_label_make_key (const char *store, const char *code, guint place)
{
  return g_strdup_printf ("%s\t%s\t%u", store, code, place);
}

/**
 * sauda_print_label_copy:
 * @label: a page of a job, with all labels on it
 * @page: of the file, from 1
 *
 * Returns: (transfer full): the same labels on that page, with nothing said of how far they are
 */
SaudaPrintLabel *
sauda_print_label_copy (const SaudaPrintLabel *label, guint page)
{
  SaudaPrintLabel *copy = sauda_print_label_new (page, label->store, label->code, label->place);

  for (guint i = 1; i < sauda_print_label_get_count (label); i++) {
    const SaudaPrintLabel *other = sauda_print_label_get (label, i);

    sauda_print_label_add (copy, other->store, other->code, other->place);
  }
  return copy;
}

/**
 * sauda_print_label_add:
 * @label: a page of a job
 * @store: whose order it is
 * @code: number of the order
 * @place: the order's label of this number, from 1
 *
 * One more label lies on the page: a sheet of several.
 */
void
sauda_print_label_add (SaudaPrintLabel *label, const char *store, const char *code, guint place)
{
  if (label->others == NULL)
    label->others = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);
  g_ptr_array_add (label->others, sauda_print_label_new (label->page, store, code, place));
}

/**
 * sauda_print_label_get_count:
 * @label: a page of a job
 *
 * Returns: labels on it, at least 1
 */
guint
sauda_print_label_get_count (const SaudaPrintLabel *label)
{
  return 1 + (label->others != NULL ? label->others->len : 0);
}

/**
 * sauda_print_label_get:
 * @label: a page of a job
 * @index: of a label on it, from 0
 *
 * Returns: (transfer none): the label; @label itself is the first
 */
const SaudaPrintLabel *
sauda_print_label_get (const SaudaPrintLabel *label, guint index)
{
  return index == 0 ? label : g_ptr_array_index (label->others, index - 1);
}

/**
 * sauda_print_label_describe:
 * @label: a page of a job
 *
 * Returns: (transfer full): numbers of the orders whose labels are on it, with ", " between them
 */
char *
sauda_print_label_describe (const SaudaPrintLabel *label)
{
  GString *text = g_string_new (label->code);

  for (guint i = 1; i < sauda_print_label_get_count (label); i++)
    g_string_append_printf (text, ", %s", sauda_print_label_get (label, i)->code);
  return g_string_free (text, FALSE);
}
