#include "sauda-labels-test.h"
#include "sauda-waybill-match.h"
#include "sauda-waybill-text.h"

#include <string.h>

static GHashTable *
make_codes (const char *const *codes)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; codes[i] != NULL; i++)
    g_hash_table_add (set, (gpointer) codes[i]);
  return set;
}

static SaudaWaybillMatch *
match (const char *name, const char *const *texts, const char *const *codes)
{
  g_autoptr (GHashTable) set = make_codes (codes);
  g_autoptr (GBytes) pdf = sauda_labels_test_draw (texts);
  g_autoptr (SaudaWaybillFile) file = sauda_waybill_file_new (name, pdf);
  g_autoptr (GError) error = NULL;
  SaudaWaybillMatch *result = sauda_waybill_match (file, set, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    const char *codes;
  } cases[] = {
    { "KASPI_SHOP-900110392.pdf", "900110392" },
    { "900110392 (1).pdf", "900110392" },
    { "900 110 392.pdf", "900110392" },
    { "накладная 12 900 110 392.pdf", "900110392" },
    { "29001103921.pdf", "" },
    { "900110392-900116525.pdf", "900110392 900116525" },
    { "900110392 900110392.pdf", "900110392" },
    { "label.pdf", "" },
    { "", "" },
  };
  g_autoptr (GHashTable) set = make_codes ((const char *const[]){ "900110392", "900116525", NULL });

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) found = sauda_waybill_name_codes (cases[i].name, set);
    g_autofree char *joined = g_strjoinv (" ", found);

    g_assert_cmpstr (joined, ==, cases[i].codes);
  }
}

static void
test_page_texts (void)
{
  static const struct {
    const char *text;
    const char *numbers;
    guint place, places;
  } cases[] = {
    { "900 110 392 - 1\n1/1\nVELES", "900110392 110392", 1, 1 },
    { "1 900 110 392 - 2\n2/3", "1900110392 900110392 110392", 2, 3 },
    { "900\302\240110\302\240392 - 1", "900110392 110392", 1, 0 },
    { "700 000 00 00\n5/7", "", 0, 0 },
    { "", "", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaWaybillPage) page = sauda_waybill_page_parse (cases[i].text);
    g_autofree char *joined = g_strjoinv (" ", page->numbers);

    g_assert_cmpstr (joined, ==, cases[i].numbers);
    g_assert_cmpuint (page->place, ==, cases[i].place);
    g_assert_cmpuint (page->places, ==, cases[i].places);
  }
}

/* Every label of the sample day, found by its name and, under a name that says nothing, by its text. */
static void
test_samples (void)
{
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < files->len; i++)
    g_hash_table_add (codes,
                      sauda_labels_test_code (((SaudaWaybillFile *) g_ptr_array_index (files, i))->name));
  for (guint i = 0; i < files->len; i++) {
    SaudaWaybillFile *file = g_ptr_array_index (files, i);
    g_autofree char *code = sauda_labels_test_code (file->name);

    for (guint pass = 0; pass < 2; pass++) {
      g_autoptr (SaudaWaybillMatch) result = sauda_waybill_match (file, codes, NULL, NULL);
      const SaudaWaybillLabel *label;

      g_assert_cmpint (result->kind, ==, SAUDA_WAYBILL_MATCHED);
      g_assert_cmpuint (result->labels->len, ==, 1);
      g_assert_null (*result->problems);
      label = g_ptr_array_index (result->labels, 0);
      g_assert_cmpstr (label->code, ==, code);
      g_assert_cmpuint (label->places, ==, file->pages);
      g_assert_cmpuint (label->pages, ==, file->pages);
      g_assert_true (label->pdf == file->pdf);
      g_free (file->name);
      file->name = g_strdup ("label.pdf");
    }
  }
}

static void
test_unknown (void)
{
  static const char *const codes[] = { "900110392", NULL };
  g_autoptr (SaudaWaybillMatch) foreign =
    match ("label.pdf", (const char *const[]){ "900 999 999 - 1\n1/1", NULL }, codes);
  g_autoptr (SaudaWaybillMatch) silent = match ("label.pdf", (const char *const[]){ "hello", NULL }, codes);
  g_autoptr (SaudaWaybillMatch) by_name =
    match ("900110392.pdf", (const char *const[]){ "hello", NULL }, codes);

  g_assert_cmpint (foreign->kind, ==, SAUDA_WAYBILL_UNKNOWN);
  g_assert_nonnull (strstr (foreign->problems[0], "900999999"));
  g_assert_cmpint (silent->kind, ==, SAUDA_WAYBILL_UNKNOWN);
  g_assert_nonnull (silent->problems[0]);
  g_assert_cmpint (by_name->kind, ==, SAUDA_WAYBILL_MATCHED);
}

static void
test_conflict (void)
{
  static const char *const codes[] = { "900110392", "900116525", NULL };
  static const char *const texts[] = { "900 116 525 - 1", "900 999 999 - 1", "900116525" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SaudaWaybillMatch) result =
      match ("KASPI_SHOP-900110392.pdf", (const char *const[]){ texts[i], NULL }, codes);
    g_autofree char *digits = g_strdup (texts[i]);

    g_assert_cmpint (result->kind, ==, SAUDA_WAYBILL_CONFLICT);
    g_assert_cmpuint (result->labels->len, ==, 0);
    g_assert_nonnull (strstr (result->problems[0], "900110392"));
    g_assert_nonnull (strstr (result->problems[0], i == 1 ? "900999999" : "900116525"));
  }
  {
    g_autoptr (SaudaWaybillMatch) two =
      match ("900110392 or 900116525.pdf", (const char *const[]){ "nothing", NULL }, codes);
    g_autoptr (SaudaWaybillMatch) told =
      match ("900110392 or 900116525.pdf", (const char *const[]){ "900 116 525 - 1", NULL }, codes);

    g_assert_cmpint (two->kind, ==, SAUDA_WAYBILL_CONFLICT);
    g_assert_cmpint (told->kind, ==, SAUDA_WAYBILL_MATCHED);
    g_assert_cmpstr (((SaudaWaybillLabel *) g_ptr_array_index (told->labels, 0))->code, ==, "900116525");
  }
}

static void
assert_label (const SaudaWaybillMatch *result, guint index, const char *code, guint pages)
{
  const SaudaWaybillLabel *label;
  g_autoptr (GPtrArray) read = NULL;

  g_assert_cmpuint (index, <, result->labels->len);
  label = g_ptr_array_index (result->labels, index);
  g_assert_cmpstr (label->code, ==, code);
  g_assert_cmpuint (label->pages, ==, pages);
  read = sauda_waybill_text_read (label->pdf, NULL, NULL);
  g_assert_cmpuint (read->len, ==, pages);
  for (guint i = 0; i < pages; i++) {
    const SaudaWaybillPage *page = g_ptr_array_index (read, i);

    g_assert_true (g_strv_contains ((const char *const *) page->numbers, code));
    g_assert_cmpuint (page->place, ==, i + 1);
  }
}

/* All labels of a day in one PDF, places mixed up, one page twice, one foreign, one without a number. */
static void
test_merged (void)
{
  g_autoptr (SaudaWaybillMatch) result =
    match ("all labels 23.11.26.pdf",
           (const char *const[]){ "900 110 392 - 2\n2/2", "900 116 525 - 1\n1/1", "900 110 392 - 1\n1/2",
                                  "900 116 525 - 1\n1/1", "900 999 999 - 1\n1/1", "an advertisement", NULL },
           (const char *const[]){ "900110392", "900116525", NULL });

  g_assert_cmpint (result->kind, ==, SAUDA_WAYBILL_MATCHED);
  g_assert_cmpuint (result->labels->len, ==, 2);
  assert_label (result, 0, "900110392", 2);
  g_assert_cmpuint (((SaudaWaybillLabel *) g_ptr_array_index (result->labels, 0))->places, ==, 2);
  assert_label (result, 1, "900116525", 1);
  g_assert_cmpuint (g_strv_length (result->problems), ==, 2);
  g_assert_nonnull (strstr (result->problems[0], "900999999"));
  g_assert_nonnull (strstr (result->problems[1], "Page 6"));
}

static void
test_two_places (void)
{
  g_autoptr (SaudaWaybillMatch) result = match (
    "KASPI_SHOP-900110392.pdf", (const char *const[]){ "900 110 392 - 1\n1/2", "900 110 392 - 2\n2/2", NULL },
    (const char *const[]){ "900110392", NULL });

  assert_label (result, 0, "900110392", 2);
  g_assert_null (*result->problems);
}

static void
test_codes (void)
{
  g_autoptr (GBytes) pdf = sauda_labels_test_draw (
    (const char *const[]){ "900 110 392 - 1\nref 7000001 x 12", "900 116 525 - 1", NULL });
  g_auto (GStrv) codes = sauda_waybill_text_codes (pdf, NULL, NULL);
  g_autofree char *joined = g_strjoinv (" ", codes);

  g_assert_cmpstr (joined, ==, "900110392 110392 900116525 116525 7000001");
}

static void
test_cancel (void)
{
  g_autoptr (GHashTable) codes = make_codes ((const char *const[]){ "1", NULL });
  g_autoptr (GBytes) pdf = sauda_labels_test_draw ((const char *const[]){ "900 110 392 - 1", NULL });
  g_autoptr (SaudaWaybillFile) file = sauda_waybill_file_new ("a.pdf", pdf);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sauda_waybill_match (file, codes, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A label that was scanned or printed to a picture: no text, and a name that says nothing. */
static void
test_picture (void)
{
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();
  const SaudaWaybillFile *sample = g_ptr_array_index (files, 0);
  g_autofree char *code = sauda_labels_test_code (sample->name);
  g_autoptr (GBytes) picture = sauda_labels_test_picture (sample->pdf);
  g_autoptr (SaudaWaybillFile) file = sauda_waybill_file_new ("scan-12.pdf", picture);
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SaudaWaybillMatch) match = NULL, none = NULL;
  g_autoptr (GHashTable) others = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (codes, code);
  g_hash_table_add (codes, (gpointer) "900000001");
  match = sauda_waybill_match (file, codes, NULL, NULL);
  g_assert_cmpint (match->kind, ==, SAUDA_WAYBILL_MATCHED);
  g_assert_cmpuint (match->labels->len, ==, 1);
  g_assert_cmpstr (((SaudaWaybillLabel *) g_ptr_array_index (match->labels, 0))->code, ==, code);
  g_hash_table_add (others, (gpointer) "900000001");
  none = sauda_waybill_match (file, others, NULL, NULL);
  g_assert_cmpint (none->kind, ==, SAUDA_WAYBILL_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/match/names", test_names);
  g_test_add_func ("/labels/match/page-texts", test_page_texts);
  g_test_add_func ("/labels/match/samples", test_samples);
  g_test_add_func ("/labels/match/unknown", test_unknown);
  g_test_add_func ("/labels/match/conflict", test_conflict);
  g_test_add_func ("/labels/match/merged", test_merged);
  g_test_add_func ("/labels/match/two-places", test_two_places);
  g_test_add_func ("/labels/match/codes", test_codes);
  g_test_add_func ("/labels/match/picture", test_picture);
  g_test_add_func ("/labels/match/cancel", test_cancel);
  return g_test_run ();
}
