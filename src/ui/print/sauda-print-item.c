#include "sauda-print-item.h"

/**
 * sauda_print_item_new:
 * @title: what queues show
 * @path: a PDF file
 * @pages: (element-type guint): pages of it from 0, as they come out
 * @labels: (element-type SaudaPrintLabel): whose each page of the file is
 *
 * Returns: (transfer full): a document to print
 */
SaudaPrintItem *
sauda_print_item_new (const char *title, const char *path, GArray *pages, GPtrArray *labels)
{
  SaudaPrintItem *item = g_new0 (SaudaPrintItem, 1);

  item->title = g_strdup (title);
  item->path = g_strdup (path);
  item->pages = g_array_ref (pages);
  item->labels = g_ptr_array_ref (labels);
  return item;
}

/**
 * sauda_print_item_free:
 * @item: (transfer full): a document to print
 */
void
sauda_print_item_free (SaudaPrintItem *item)
{
  g_free (item->title);
  g_free (item->path);
  g_array_unref (item->pages);
  g_ptr_array_unref (item->labels);
  g_free (item);
}

/**
 * sauda_print_item_new_joint:
 * @items: (element-type SaudaPrintItem): documents
 * @title: what queues show
 * @path: a PDF file with the pages of all of them, one after the other
 *
 * Returns: (transfer full): all documents as one
 */
SaudaPrintItem *
sauda_print_item_new_joint (GPtrArray *items, const char *title, const char *path)
{
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

  for (guint i = 0; i < items->len; i++) {
    const SaudaPrintItem *item = g_ptr_array_index (items, i);

    for (guint k = 0; k < item->pages->len; k++) {
      guint page = g_array_index (item->pages, guint, k);
      const SaudaPrintLabel *label = page < item->labels->len ? g_ptr_array_index (item->labels, page) : NULL;
      guint place = pages->len;

      g_array_append_val (pages, place);
      g_ptr_array_add (labels, label != NULL ? sauda_print_label_copy (label, place + 1)
                                             : sauda_print_label_new (place + 1, "", "", 1));
    }
  }
  return sauda_print_item_new (title, path, pages, labels);
}

/**
 * sauda_print_item_list_labels:
 * @item: a document
 * @pages: (element-type guint): pages of it from 0, as they come out
 *
 * Returns: (transfer full) (element-type SaudaPrintLabel): whose these pages are
 */
GPtrArray *
sauda_print_item_list_labels (const SaudaPrintItem *item, GArray *pages)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

  for (guint i = 0; i < pages->len; i++) {
    guint page = g_array_index (pages, guint, i);
    const SaudaPrintLabel *label = page < item->labels->len ? g_ptr_array_index (item->labels, page) : NULL;

    g_ptr_array_add (labels, label != NULL ? sauda_print_label_copy (label, page + 1)
                                           : sauda_print_label_new (page + 1, "", "", 1));
  }
  return labels;
}
