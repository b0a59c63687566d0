#include "labels-day.h"
#include "sauda-label-ahead.h"

#include <poppler.h>

static SaudaLabelReport *
build_stamped (LabelsDay *day, const char *folder, SaudaLabelAhead *ahead)
{
  g_autoptr (GError) error = NULL;
  SaudaLabelReport *report = sauda_label_build (
    &(SaudaLabelBuild){
      .orders = day->orders, .day = LABELS_DAY, .folder = folder, .stamp = TRUE, .ahead = ahead },
    NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* Begins the groups of a day none of whose labels is here; they come in one by one, but for the last @late
 * ones. */
static SaudaLabelAhead *
begin_ahead (LabelsDay *day, guint late)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  g_autoptr (GError) error = NULL;
  SaudaLabelAhead *ahead;

  for (guint i = 0; i < day->orders->len; i++) {
    const SaudaLabelOrder *order = labels_day_get_order (day, i);
    SaudaLabelOrder *copy = sauda_label_order_new (order->store_name, order->code);

    for (guint k = 0; k < order->lines->len; k++) {
      const SaudaLabelLine *line = g_ptr_array_index (order->lines, k);

      sauda_label_order_add_line (copy, line->model_key, line->model_name, line->size, line->clicked_size,
                                  line->quantity);
    }
    g_ptr_array_add (orders, copy);
  }
  ahead = sauda_label_ahead_new (orders, NULL, LABELS_DAY, day->out, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < day->orders->len - late; i++) {
    const SaudaLabelOrder *order = labels_day_get_order (day, i);

    sauda_label_ahead_add (ahead, order->store_name, order->code, order->label_path, order->label_pages);
  }
  return ahead;
}

static GStrv
read_words (GBytes *pdf)
{
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, NULL);
  g_autoptr (GStrvBuilder) pages = g_strv_builder_new ();

  for (int i = 0; i < poppler_document_get_n_pages (document); i++) {
    PopplerPage *page = poppler_document_get_page (document, i);
    g_autofree char *text = poppler_page_get_text (page);

    g_strv_builder_add (pages, text);
    g_object_unref (page);
  }
  g_object_unref (document);
  return g_strv_builder_end (pages);
}

/* Both runs say the same, and every file has the same pages with the same words. */
static void
assert_same_run (LabelsDay *day, const SaudaLabelReport *a, const char *folder_a, const SaudaLabelReport *b)
{
  g_assert_true (a->complete && b->complete);
  g_assert_cmpuint (a->pages, ==, b->pages);
  g_assert_cmpuint (a->groups->len, ==, b->groups->len);
  for (guint i = 0; i < a->groups->len; i++) {
    const SaudaLabelReportGroup *group_a = g_ptr_array_index (a->groups, i),
                                *group_b = g_ptr_array_index (b->groups, i);
    g_autoptr (GBytes) pdf_a = labels_day_read_bytes (folder_a, group_a->file),
                       pdf_b = labels_day_read_bytes (day->out, group_b->file);
    g_auto (GStrv) words_a = read_words (pdf_a), words_b = read_words (pdf_b);

    g_assert_cmpstr (group_a->file, ==, group_b->file);
    g_assert_cmpuint (group_a->pages, ==, group_b->pages);
    g_assert_cmpuint (group_a->labels, ==, group_b->labels);
    g_assert_cmpuint (group_a->page_orders->len, ==, group_b->page_orders->len);
    for (guint k = 0; k < group_a->page_orders->len; k++)
      g_assert_cmpstr (g_ptr_array_index (group_a->page_orders, k), ==,
                       g_ptr_array_index (group_b->page_orders, k));
    g_assert_cmpstrv (words_a, words_b);
  }
}

/* Orders of both stores, not all of them with one place. */
#define FEW 34

static void
drop_several_pages (LabelsDay *day)
{
  for (guint i = 0; i < day->orders->len;)
    if (labels_day_get_order (day, i)->label_pages != 1)
      g_ptr_array_remove_index (day->orders, i);
    else
      i++;
}

/* Groups that were begun while their labels came in are those that a run without them writes: all, some, or
 * none. */
static void
test_same (LabelsDay *day, gconstpointer data)
{
  g_autofree char *usual = g_build_filename (day->folder.path, "usual", NULL);
  g_autoptr (SaudaLabelReport) expected = NULL;

  g_ptr_array_set_size (day->orders, FEW);
  drop_several_pages (day);
  expected = build_stamped (day, usual, NULL);
  for (guint late = 0; late < 10; late += 5) {
    g_autoptr (SaudaLabelAhead) ahead = begin_ahead (day, late);
    g_autoptr (SaudaLabelReport) report = build_stamped (day, day->out, ahead);

    assert_same_run (day, expected, usual, report);
  }
}

/* A size that is decided anew, a label that does not come, and one of two pages change names, marks and
 * counts. */
static void
test_outdated (LabelsDay *day, gconstpointer data)
{
  g_autofree char *usual = g_build_filename (day->folder.path, "usual", NULL);
  g_autoptr (SaudaLabelAhead) whole = NULL;
  g_autoptr (SaudaLabelReport) expected = NULL, report = NULL;

  g_ptr_array_set_size (day->orders, FEW);
  whole = begin_ahead (day, 0);
  expected = build_stamped (day, usual, NULL);
  report = build_stamped (day, day->out, whole);
  assert_same_run (day, expected, usual, report);
  drop_several_pages (day);
  g_assert_cmpuint (day->orders->len, <, FEW);
  for (guint round = 0; round < 2; round++) {
    g_autoptr (SaudaLabelAhead) ahead = begin_ahead (day, 1);
    SaudaLabelLine *line = g_ptr_array_index (labels_day_get_order (day, 0)->lines, 0);

    g_clear_pointer (&expected, sauda_label_report_free);
    g_clear_pointer (&report, sauda_label_report_free);
    if (round == 0) {
      g_free (line->size);
      line->size = g_strdup ("4XL");
    } else
      g_ptr_array_remove_index (day->orders, day->orders->len - 1);
    expected = build_stamped (day, usual, NULL);
    report = build_stamped (day, day->out, ahead);
    assert_same_run (day, expected, usual, report);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/labels/ahead/same", LabelsDay, NULL, labels_day_set_up, test_same, labels_day_tear_down);
  g_test_add ("/labels/ahead/outdated", LabelsDay, NULL, labels_day_set_up, test_outdated,
              labels_day_tear_down);
  return g_test_run ();
}
