#include "sauda-label-build.h"

#include "sauda-label-ahead-private.h"
#include "sauda-label-manifest-private.h"
#include "sauda-label-merge-private.h"
#include "sauda-label-stage-private.h"
#include "sauda-pick-list.h"
#include "sauda-pick-sheet.h"
#include "sauda-zip-write.h"

#include <glib/gi18n-lib.h>

/* Pick list, archive, taking the place of the last run. */
#define STEPS_BESIDE_GROUPS 3

typedef struct {
  const SaudaLabelBuild *build; /* (not nullable) */
  SaudaLabelStage *stage;       /* (owned) (not nullable) */
  GPtrArray *orders;            /* (owned) (not nullable) (element-type SaudaLabelOrder) shallow copies */
  GHashTable *unreadable;       /* (owned) (not nullable) set of orders whose label file is no good */
  SaudaLabelPlan *plan;         /* (owned) (nullable) */
  SaudaStampRun *stamps;        /* (owned) (nullable) */
  GPtrArray *merges;            /* (owned) (nullable) (element-type SaudaLabelMerge) */
  guint done;                   /* steps */
  GCancellable *cancellable;    /* (nullable) borrowed */
} Building;

static void
report_step (Building *building)
{
  const SaudaLabelBuild *build = building->build;

  building->done++;
  if (build->progress != NULL)
    build->progress (building->done, building->merges->len + STEPS_BESIDE_GROUPS, build->progress_data);
}

static void
on_merged (const SaudaLabelMerge *merge, gpointer data)
{
  if (merge->error == NULL)
    report_step (data);
}

static char *
relative_path (const SaudaLabelStore *store, SaudaLabelKind kind, const char *file)
{
  return g_build_filename (SAUDA_LABEL_TODAY, store->folder, sauda_label_kind_get_folder (kind), file, NULL);
}

static gboolean
plan_store (Building *building, const SaudaLabelStore *store, GError **error)
{
  const SaudaLabelBuild *build = building->build;
  const SaudaLabelLayout layout = { building->stamps, build->sheet, build->cover ? building->plan : NULL,
                                    build->reverse, build->templates };

  for (guint kind = 0; kind < SAUDA_LABEL_N_KINDS; kind++) {
    g_autofree char *folder = relative_path (store, kind, NULL);

    if (!sauda_label_stage_make_folder (building->stage, folder, error))
      return FALSE;
  }
  for (guint i = 0; i < store->groups->len; i++) {
    const SaudaLabelGroup *group = g_ptr_array_index (store->groups, i);
    g_autofree char *file = relative_path (store, group->kind, group->file);

    g_ptr_array_add (
      building->merges,
      sauda_label_merge_new (store, group, &layout, sauda_label_stage_build_path (building->stage, file)));
  }
  return TRUE;
}

static gboolean
plan_run (Building *building, GError **error)
{
  g_clear_pointer (&building->merges, g_ptr_array_unref);
  g_clear_pointer (&building->stamps, sauda_stamp_run_free);
  g_clear_pointer (&building->plan, sauda_label_plan_free);
  g_clear_pointer (&building->stage, sauda_label_stage_free);
  building->done = 0;
  building->stage = sauda_label_stage_new (building->build->folder, building->build->day, error);
  if (building->stage == NULL)
    return FALSE;
  building->plan = sauda_label_plan_new (building->orders, building->build->day, building->build->together);
  if (building->build->stamp)
    building->stamps = sauda_stamp_run_new (building->plan, building->build->profiles);
  building->merges = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_merge_free);
  for (guint i = 0; i < building->plan->stores->len; i++)
    if (!plan_store (building, g_ptr_array_index (building->plan->stores, i), error))
      return FALSE;
  return TRUE;
}

/* Names hold counts, so an order whose file turns out to be no good changes the plan. */
static gboolean
drop_unreadable (Building *building)
{
  guint dropped = 0;

  for (guint i = 0; i < building->merges->len; i++) {
    const SaudaLabelMerge *merge = g_ptr_array_index (building->merges, i);

    for (guint j = 0; j < merge->unreadable->len; j++, dropped++) {
      SaudaLabelOrder *order = g_ptr_array_index (merge->unreadable, j);

      order->label_path = NULL;
      g_hash_table_add (building->unreadable, order);
    }
  }
  return dropped > 0;
}

/* What was written ahead need not be written again. Returns: (transfer container): the others */
static GPtrArray *
take_over (Building *building)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < building->merges->len; i++) {
    SaudaLabelMerge *merge = g_ptr_array_index (building->merges, i);

    if (building->build->ahead != NULL && sauda_label_ahead_take (building->build->ahead, merge))
      on_merged (merge, building);
    else
      g_ptr_array_add (others, merge);
  }
  return others;
}

static gboolean
write_groups (Building *building, GError **error)
{
  if (building->build->ahead != NULL)
    sauda_label_ahead_wait (building->build->ahead);
  do {
    g_autoptr (GPtrArray) others = plan_run (building, error) ? take_over (building) : NULL;

    if (others == NULL || !sauda_label_merge_run (others, on_merged, building, building->cancellable, error))
      return FALSE;
  } while (drop_unreadable (building));
  return TRUE;
}

static gboolean
write_text (Building *building, const char *name, GString *text, GError **error)
{
  gboolean written = sauda_label_stage_write (building->stage, name, text, error);

  g_string_free (text, TRUE);
  return written;
}

static gboolean
write_manifests (Building *building, GError **error)
{
  for (guint i = 0; i < building->plan->stores->len; i++) {
    const SaudaLabelStore *store = g_ptr_array_index (building->plan->stores, i);

    for (guint kind = 0; kind < SAUDA_LABEL_N_KINDS; kind++) {
      g_autofree char *name = sauda_label_manifest_name (kind);
      g_autofree char *path = g_build_filename (SAUDA_LABEL_TODAY, store->folder, name, NULL);

      if (!write_text (building, path, sauda_label_manifest_write (building->merges, store, kind), error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
write_pick_list (Building *building, GError **error)
{
  g_autoptr (SaudaPickList) list = sauda_pick_list_new (building->plan, building->build->walk);
  g_autofree char *path = sauda_label_stage_build_path (building->stage, SAUDA_LABEL_PICK_PDF);

  return sauda_pick_sheet_write (list, path, NULL, error) &&
         write_text (building, SAUDA_LABEL_PICK_CSV, sauda_pick_list_write_csv (list), error);
}

static GStrv
list_zip_files (Building *building)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < building->plan->stores->len; i++) {
    const SaudaLabelStore *store = g_ptr_array_index (building->plan->stores, i);

    for (guint j = 0; j < store->groups->len; j++) {
      const SaudaLabelGroup *group = g_ptr_array_index (store->groups, j);
      g_autofree char *name =
        g_build_filename (store->folder, sauda_label_kind_get_folder (group->kind), group->file, NULL);

      g_strv_builder_add (names, name);
    }
    for (guint kind = 0; kind < SAUDA_LABEL_N_KINDS; kind++) {
      g_autofree char *manifest = sauda_label_manifest_name (kind);
      g_autofree char *name = g_build_filename (store->folder, manifest, NULL);

      g_strv_builder_add (names, name);
    }
  }
  return g_strv_builder_end (names);
}

static gboolean
write_zip (Building *building, GError **error)
{
  g_autofree char *name = sauda_label_zip_name (building->build->day);
  g_autofree char *path = sauda_label_stage_build_path (building->stage, name);
  g_autofree char *base = sauda_label_stage_build_path (building->stage, SAUDA_LABEL_TODAY);
  g_auto (GStrv) files = list_zip_files (building);

  if (*files == NULL)
    return TRUE;
  return sauda_zip_write (path, base, (const char *const *) files, building->cancellable, error);
}

static void
report_unmarked (SaudaLabelReport *report, const SaudaLabelMerge *merge)
{
  for (guint i = 0; i < merge->unmarked->len; i++) {
    const SaudaLabelOrder *order = g_ptr_array_index (merge->unmarked, i);

    sauda_label_report_add_unmarked (
      report, order->store_name, order->code,
      _ ("No room for the size mark is left on its label. Take the size from the name of the group's file."));
  }
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

static SaudaLabelReport *
make_report (Building *building)
{
  SaudaLabelReport *report = sauda_label_report_new ();

  report->orders = building->plan->orders;
  for (guint i = 0; i < building->merges->len; i++) {
    const SaudaLabelMerge *merge = g_ptr_array_index (building->merges, i);
    SaudaLabelReportGroup *group = sauda_label_report_add_group (report);

    group->store = g_strdup (merge->group->store);
    group->code = g_strdup (merge->group->code);
    group->covers = merge->covers;
    group->papers = merge->papers;
    group->kind = g_strdup (sauda_label_kind_get_name (merge->group->kind));
    group->model = g_strdup (merge->group->model);
    group->size = g_strdup (merge->group->size);
    group->file = relative_path (merge->store, merge->group->kind, merge->group->file);
    group->orders = merge->group->orders->len;
    group->labels = merge->labels;
    group->pages = merge->pages;
    group->complete = sauda_label_merge_is_complete (merge);
    g_ptr_array_extend (group->page_orders, merge->paper_orders, copy_text, NULL);
    g_ptr_array_extend (group->page_stores, merge->paper_stores, copy_text, NULL);
    report_unmarked (report, merge);
  }
  for (guint i = 0; i < building->plan->missing->len; i++) {
    const SaudaLabelOrder *order = g_ptr_array_index (building->plan->missing, i);

    if (order->waiting != NULL) {
      sauda_label_report_add_waiting (report, order->store_name, order->code, order->waiting_until_ms,
                                      order->waiting);
      continue;
    }
    sauda_label_report_add_missing (
      report, order->store_name, order->code,
      g_hash_table_contains (building->unreadable, order)
        ? _ ("Its label file is gone or damaged. Import or download the label again, then build once more.")
        : _ ("No label was saved for it. Import or download the label, then build once more."));
  }
  sauda_label_report_sum_up (report);
  return report;
}

static gboolean
write_rest (Building *building, const SaudaLabelReport *report, GError **error)
{
  if (!write_manifests (building, error) ||
      !write_text (building, SAUDA_LABEL_MISSING_FILE, sauda_label_manifest_write_missing (report), error) ||
      !write_text (building, SAUDA_LABEL_LOG_FILE,
                   sauda_label_manifest_write_log (report, building->build->now_ms), error) ||
      !write_pick_list (building, error))
    return FALSE;
  report_step (building);
  if (!write_zip (building, error))
    return FALSE;
  report_step (building);
  if (g_cancellable_set_error_if_cancelled (building->cancellable, error) ||
      !sauda_label_stage_commit (building->stage, error))
    return FALSE;
  report_step (building);
  return TRUE;
}

static GPtrArray *
copy_orders (GPtrArray *orders)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (copies, g_memdup2 (g_ptr_array_index (orders, i), sizeof (SaudaLabelOrder)));
  return copies;
}

/**
 * sauda_label_build:
 * @build: what is to be written
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Writes the labels of a day, grouped and named as product.md 2 says, with manifests, pick list, archive and
 * log. Pages are copied without loss and counted in the written files. Everything is written aside and takes
 * the place of the day's last run at the end: when it fails or is cancelled, the last run is untouched.
 * Without any order nothing is written at all, so that a press after the hand-over removes nothing.
 *
 * Returns: (transfer full) (nullable): the proof, or %NULL with %SAUDA_LABELS_ERROR_WRITE or
 * %G_IO_ERROR_CANCELLED
 */
SaudaLabelReport *
sauda_label_build (const SaudaLabelBuild *build, GCancellable *cancellable, GError **error)
{
  Building building = { .build = build, .cancellable = cancellable };
  g_autoptr (SaudaLabelReport) report = NULL;

  if (build->orders->len == 0) {
    report = sauda_label_report_new ();
    sauda_label_report_sum_up (report);
    return g_steal_pointer (&report);
  }
  building.orders = copy_orders (build->orders);
  building.unreadable = g_hash_table_new (NULL, NULL);
  if (write_groups (&building, error)) {
    report = make_report (&building);
    if (!write_rest (&building, report, error))
      g_clear_pointer (&report, sauda_label_report_free);
  }
  g_clear_pointer (&building.merges, g_ptr_array_unref);
  g_clear_pointer (&building.stamps, sauda_stamp_run_free);
  g_clear_pointer (&building.plan, sauda_label_plan_free);
  g_clear_pointer (&building.stage, sauda_label_stage_free);
  g_ptr_array_unref (building.orders);
  g_hash_table_unref (building.unreadable);
  return g_steal_pointer (&report);
}
