#include "sauda-label-report.h"

static void
group_free (gpointer data)
{
  SaudaLabelReportGroup *group = data;

  g_free (group->store);
  g_free (group->kind);
  g_free (group->model);
  g_free (group->size);
  g_free (group->file);
  g_ptr_array_unref (group->page_orders);
  g_ptr_array_unref (group->page_stores);
  g_free (group->code);
  g_free (group);
}

static void
missing_free (gpointer data)
{
  SaudaLabelMissing *missing = data;

  g_free (missing->store);
  g_free (missing->code);
  g_free (missing->reason);
  g_free (missing);
}

static SaudaLabelMissing *
add_order (GPtrArray *list, const char *store, const char *code, const char *reason)
{
  SaudaLabelMissing *missing = g_new0 (SaudaLabelMissing, 1);

  missing->store = g_strdup (store);
  missing->code = g_strdup (code);
  missing->reason = g_strdup (reason);
  g_ptr_array_add (list, missing);
  return missing;
}

/**
 * sauda_label_report_new:
 *
 * Returns: (transfer full): a report of nothing
 */
SaudaLabelReport *
sauda_label_report_new (void)
{
  SaudaLabelReport *self = g_new0 (SaudaLabelReport, 1);

  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->missing = g_ptr_array_new_with_free_func (missing_free);
  self->unmarked = g_ptr_array_new_with_free_func (missing_free);
  return self;
}

/**
 * sauda_label_report_free:
 * @self: (transfer full): a report
 */
void
sauda_label_report_free (SaudaLabelReport *self)
{
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->unmarked);
  g_free (self);
}

/**
 * sauda_label_report_add_group: (skip)
 * @self: a report
 *
 * Returns: (transfer none): a new group, to be filled
 */
SaudaLabelReportGroup *
sauda_label_report_add_group (SaudaLabelReport *self)
{
  SaudaLabelReportGroup *group = g_new0 (SaudaLabelReportGroup, 1);

  group->page_orders = g_ptr_array_new_with_free_func (g_free);
  group->page_stores = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->groups, group);
  return group;
}

/**
 * sauda_label_report_add_missing: (skip)
 * @self: a report
 * @store: the store
 * @code: number of the order
 * @reason: a sentence
 */
void
sauda_label_report_add_missing (SaudaLabelReport *self,
                                const char *store,
                                const char *code,
                                const char *reason)
{
  add_order (self->missing, store, code, reason);
}

/**
 * sauda_label_report_add_waiting: (skip)
 * @self: a report
 * @store: the store
 * @code: number of the order
 * @until_ms: until when it waits, UTC ms
 * @reason: a sentence
 */
void
sauda_label_report_add_waiting (SaudaLabelReport *self,
                                const char *store,
                                const char *code,
                                gint64 until_ms,
                                const char *reason)
{
  SaudaLabelMissing *missing = add_order (self->missing, store, code, reason);

  missing->waits = TRUE;
  missing->until_ms = until_ms;
  self->waiting++;
  self->waiting_until_ms = MAX (self->waiting_until_ms, until_ms);
}

/**
 * sauda_label_report_add_unmarked: (skip)
 * @self: a report
 * @store: the store
 * @code: number of the order
 * @reason: a sentence
 */
void
sauda_label_report_add_unmarked (SaudaLabelReport *self,
                                 const char *store,
                                 const char *code,
                                 const char *reason)
{
  add_order (self->unmarked, store, code, reason);
}

/**
 * sauda_label_report_sum_up: (skip)
 * @self: a report whose groups, missing and orders are filled
 */
void
sauda_label_report_sum_up (SaudaLabelReport *self)
{
  guint shipped = 0;
  gboolean complete = TRUE;

  self->labels = self->pages = 0;
  for (guint i = 0; i < self->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (self->groups, i);

    shipped += group->orders;
    self->labels += group->labels;
    self->pages += group->pages;
    complete = complete && group->complete;
  }
  self->proved = complete && self->labels == self->pages && self->missing->len == self->waiting &&
                 shipped + self->waiting == self->orders;
  self->complete = self->proved && self->waiting == 0;
}
