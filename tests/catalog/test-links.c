#include "sauda-catalog.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
} Fixture;

typedef struct {
  gint64 store_id;
  const char *sku;
  gint64 variant_id;
  SaudaOfferLink link;
} Question;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
  sauda_test_database_execute (
    fixture->database,
    "INSERT INTO store (id, name, created_ms) VALUES (1, 'ONE', 0), (2, 'TWO', 0), (3, 'THREE', 0);"
    "INSERT INTO variant (id, sku, model_key, model_name, search_key) VALUES (10, 'A', 'A', 'A', 'a'),"
    " (11, 'B', 'B', 'B', 'b'), (12, 'C', 'C', 'C', 'c');"
    "INSERT INTO offer (store_id, sku, lenient_sku, variant_id) VALUES (1, 'x 1', 'x1', 10),"
    " (2, 'x1', NULL, 11), (1, 'y 1', 'y1', 10), (1, 'y  1', 'y1', 11), (2, 'only', NULL, 12),"
    " (1, 'both', NULL, 10), (2, 'both', NULL, 11), (1, 'loose', NULL, NULL), (1, 'same', NULL, 12),"
    " (2, 'same', NULL, 12), (1, 'tight', NULL, 11), (1, 'mixed', NULL, 10), (1, 'mix ed', 'mixed', 11);");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static gpointer
ask (SaudaConnection *connection, gpointer data, GError **error)
{
  Question *question = data;

  return GINT_TO_POINTER (sauda_catalog_find_variant (connection, question->store_id, question->sku,
                                                      &question->variant_id, &question->link, error));
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  static const Question expected[] = {
    { 1, "x 1", 10, SAUDA_OFFER_LINK_EXACT },
    { 1, "x1", 10, SAUDA_OFFER_LINK_LENIENT }, /* the store's own before another store's exact one */
    { 2, "x1", 11, SAUDA_OFFER_LINK_EXACT },
    { 1, "y1", 0, SAUDA_OFFER_LINK_NONE }, /* two variants fit */
    { 1, "only", 12, SAUDA_OFFER_LINK_OTHER_STORE },
    { 3, "both", 0, SAUDA_OFFER_LINK_NONE }, /* two stores mean two things */
    { 3, "same", 12, SAUDA_OFFER_LINK_OTHER_STORE },
    { 1, "loose", 0, SAUDA_OFFER_LINK_NONE },      /* an offer that nobody linked */
    { 1, "ti ght", 11, SAUDA_OFFER_LINK_LENIENT }, /* the blank is in the order, not in the catalogue */
    { 1, "mixe d", 0, SAUDA_OFFER_LINK_NONE },
    { 1, "nowhere", 0, SAUDA_OFFER_LINK_NONE },
    { 1, "", 0, SAUDA_OFFER_LINK_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    Question question = { expected[i].store_id, expected[i].sku, -1, SAUDA_OFFER_LINK_NONE };
    g_autoptr (GError) error = NULL;

    g_assert_nonnull (sauda_database_run (fixture->database, ask, &question, &error));
    g_assert_no_error (error);
    g_test_message ("%s in store %d", question.sku, (int) question.store_id);
    g_assert_cmpint (question.variant_id, ==, expected[i].variant_id);
    g_assert_cmpint (question.link, ==, expected[i].link);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/catalog/links", Fixture, NULL, set_up, test_links, tear_down);
  return g_test_run ();
}
