#include "sauda-foreign-test.h"
#include "sauda-label-build.h"
#include "sauda-labels-error.h"
#include "sauda-labels-test.h"
#include "sauda-stamp-profiles.h"
#include "sauda-stamp-test.h"

#include <math.h>
#include <string.h>

#define DOTS_PER_MM (203 / 25.4)

static GBytes *
read_sample (void)
{
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();

  return g_bytes_ref (((SaudaWaybillFile *) g_ptr_array_index (files, 0))->pdf);
}

static PopplerDocument *
open_bytes (GBytes *pdf)
{
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, NULL);

  g_assert_nonnull (document);
  return document;
}

/* Builds a group of the one label, and tells what the mark changes on @paper, the label on its paper. */
static SaudaStampDifference
build_with (const char *folder, GBytes *pdf, GBytes *paper, GPtrArray *profiles, guint *unmarked)
{
  g_autofree char *path = sauda_labels_test_save (folder, "label.pdf", pdf);
  g_autofree char *out = g_build_filename (folder, "out", NULL), *written = NULL;
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  SaudaLabelOrder *order = sauda_label_order_new ("Universal", "900110392");
  g_autoptr (SaudaLabelReport) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  PopplerDocument *plain = open_bytes (paper), *stamped;
  SaudaStampDifference difference;
  char *data;
  gsize length;

  sauda_label_order_add_line (order, "print", "Принт 5в1", "2XL", "M", 1);
  sauda_label_order_set_label (order, path, 1);
  g_ptr_array_add (orders, order);
  report = sauda_label_build (
    &(SaudaLabelBuild){ .orders = orders, .folder = out, .stamp = TRUE, .profiles = profiles }, NULL, NULL);
  written =
    g_build_filename (out, ((SaudaLabelReportGroup *) g_ptr_array_index (report->groups, 0))->file, NULL);
  g_assert_true (g_file_get_contents (written, &data, &length, NULL));
  bytes = g_bytes_new_take (data, length);
  stamped = open_bytes (bytes);
  difference = sauda_stamp_test_compare (plain, stamped, 0);
  *unmarked = report->unmarked->len;
  g_object_unref (plain);
  g_object_unref (stamped);
  return difference;
}

static GPtrArray *
new_profiles (SaudaStampMode mode, cairo_rectangle_t place)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stamp_profile_free);
  SaudaStampProfile *profile = sauda_stamp_profile_new ("Kaspi", 100, 150);

  profile->mode = mode;
  profile->place = place;
  g_ptr_array_add (profiles, profile);
  return profiles;
}

static void
test_look (void)
{
  g_autoptr (GBytes) pdf = read_sample ();
  g_autoptr (SaudaStampLook) look = sauda_stamp_look_at (pdf, 0, NULL);
  const cairo_rectangle_t head = { 4, 4, 40, 15 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat_with_epsilon (look->width, 100, 0.1);
  g_assert_cmpfloat_with_epsilon (look->height, 150, 0.1);
  g_assert_true (look->has_place);
  g_assert_true (sauda_stamp_look_is_free (pdf, 0, &look->place));
  g_assert_false (sauda_stamp_look_is_free (pdf, 0, &head));
  g_assert_null (sauda_stamp_look_at (pdf, 7, &error));
  g_assert_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_DAMAGED);
}

/* The mark goes to the merchant's place where that is free, and is never put on ink where it is not. */
static void
test_fixed (void)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autoptr (GBytes) pdf = read_sample ();
  g_autoptr (SaudaStampLook) look = sauda_stamp_look_at (pdf, 0, NULL);
  cairo_rectangle_t place = look->place;
  g_autoptr (GPtrArray) wanted = NULL,
                        forbidden = new_profiles (SAUDA_STAMP_FIXED, (cairo_rectangle_t){ 4, 4, 60, 20 });
  g_autoptr (GPtrArray) none = new_profiles (SAUDA_STAMP_NONE, (cairo_rectangle_t){ 0 });
  SaudaStampDifference difference;
  guint unmarked;

  place.width = place.width * 0.8;
  wanted = new_profiles (SAUDA_STAMP_FIXED, place);
  difference = build_with (folder, pdf, pdf, wanted, &unmarked);
  g_assert_cmpuint (unmarked, ==, 0);
  g_assert_cmpuint (difference.changed, ==, 0);
  g_assert_cmpfloat_with_epsilon (difference.left / DOTS_PER_MM, place.x, 0.5);
  g_assert_cmpfloat_with_epsilon (difference.right / DOTS_PER_MM, place.x + place.width, 0.5);
  g_assert_cmpfloat_with_epsilon (difference.top / DOTS_PER_MM, place.y, 0.5);

  difference = build_with (folder, pdf, pdf, forbidden, &unmarked);
  g_assert_cmpuint (unmarked, ==, 0);
  g_assert_cmpuint (difference.changed, ==, 0);
  g_assert_cmpuint (difference.added, >, 0);

  difference = build_with (folder, pdf, pdf, none, &unmarked);
  g_assert_cmpuint (unmarked, ==, 1);
  g_assert_cmpuint (difference.added, ==, 0);
  sauda_test_folder_remove (folder);
}

/* A label of another maker is looked at on the paper that it gets in a group, and the place holds there. */
static void
test_papers (void)
{
  static const SaudaForeignLayout layouts[] = {
    { "a4-upper-left", 210, 297, 0, 0, 1, 0, 0, { 0 }, .full = FALSE },
    { "a4-lower-right", 210, 297, 110, 147, 1, 0, 0, { 0 }, .full = FALSE },
    { "a6", 105, 148, 2.5, 0, 0.98, 0, 0, { 0 }, .full = FALSE },
    { "75x120", 75, 120, 0, 4, 0.75, 0, 0, { 0 }, .full = FALSE },
    { "on-its-side", 150, 100, 150, 0, 1, 90, 0, { 0 }, .full = FALSE },
  };
  static const char *const codes[] = { "900110392", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++) {
    g_autofree char *folder = sauda_test_folder_new ();
    g_autoptr (GBytes) pdf = sauda_foreign_test_draw (&layouts[i], codes, 1);
    g_autoptr (SaudaStampLook) look = sauda_stamp_look_at (pdf, 0, NULL);
    g_autoptr (GPtrArray) wanted = NULL;
    cairo_rectangle_t place = look->place;
    SaudaStampDifference difference;
    guint unmarked = 0;

    g_test_message ("%s", layouts[i].name);
    g_assert_cmpfloat_with_epsilon (look->width, 100, 0.1);
    g_assert_cmpfloat_with_epsilon (look->height, 150, 0.1);
    g_assert_true (look->has_place);
    place.x += place.width * 0.25;
    place.width *= 0.75;
    g_assert_true (sauda_stamp_look_is_free (look->pdf, 0, &place));
    wanted = new_profiles (SAUDA_STAMP_FIXED, place);
    difference = build_with (folder, pdf, look->pdf, wanted, &unmarked);
    g_assert_cmpuint (unmarked, ==, 0);
    g_assert_cmpuint (difference.changed, ==, 0);
    g_assert_cmpfloat (difference.left / DOTS_PER_MM, >, place.x - 0.5);
    g_assert_cmpfloat (difference.right / DOTS_PER_MM, <, place.x + place.width + 0.5);
    g_assert_cmpfloat (difference.top / DOTS_PER_MM, >, place.y - 0.5);
    sauda_test_folder_remove (folder);
  }
}

static void
test_find (void)
{
  g_autoptr (GPtrArray) profiles = new_profiles (SAUDA_STAMP_NONE, (cairo_rectangle_t){ 0 });
  SaudaStampProfile *exact = sauda_stamp_profile_new ("exact", 100, 150);

  exact->layout = g_strdup ("abc");
  g_ptr_array_add (profiles, exact);
  g_assert_true (sauda_stamp_profiles_find (profiles, 100.4, 149.7, "abc") == exact);
  g_assert_cmpstr (sauda_stamp_profiles_find (profiles, 100, 150, "other")->name, ==, "Kaspi");
  g_assert_null (sauda_stamp_profiles_find (profiles, 75, 120, "abc"));
}

static void
test_files (void)
{
  static const char *const bad[] = {
    "",
    "{}",
    "[1]",
    "[{\"mode\": \"fixed\", \"width\": 100, \"height\": 150}]",
    "[{\"mode\": \"auto\", \"width\": -1, \"height\": 150}]",
    "[{\"mode\": \"fixed\", \"width\": 100, \"height\": 150, \"x\": 80, \"y\": 0, "
    "\"place-width\": 40, \"place-height\": 10}]"
  };
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "deep", "profiles.json", NULL);
  g_autoptr (GPtrArray) none = sauda_stamp_profiles_load (path, NULL), again = NULL;
  g_autoptr (GPtrArray) profiles =
    new_profiles (SAUDA_STAMP_FIXED, (cairo_rectangle_t){ 10.5, 20.25, 60, 20 });
  const SaudaStampProfile *read;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (sauda_stamp_profiles_save (profiles, path, NULL));
  again = sauda_stamp_profiles_load (path, NULL);
  g_assert_cmpuint (again->len, ==, 1);
  read = g_ptr_array_index (again, 0);
  g_assert_cmpstr (read->name, ==, "Kaspi");
  g_assert_null (read->layout);
  g_assert_cmpint (read->mode, ==, SAUDA_STAMP_FIXED);
  g_assert_cmpfloat (read->place.y, ==, 20.25);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (path, bad[i], -1, NULL));
    g_assert_null (sauda_stamp_profiles_load (path, &error));
    g_assert_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_DAMAGED);
  }
  sauda_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/profiles/look", test_look);
  g_test_add_func ("/labels/profiles/fixed", test_fixed);
  g_test_add_func ("/labels/profiles/papers", test_papers);
  g_test_add_func ("/labels/profiles/find", test_find);
  g_test_add_func ("/labels/profiles/files", test_files);
  return g_test_run ();
}
