#include "import-fixture.h"

#include "sauda-catalog.h"

void
import_fixture_set_up (ImportFixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
}

void
import_fixture_tear_down (ImportFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

SaudaCatalogReport *
import_fixture_import (ImportFixture *fixture, const char *path, gboolean preview)
{
  g_autoptr (GError) error = NULL;
  SaudaCatalogReport *report = sauda_catalog_import_file (
    fixture->database, path, &(SaudaCatalogImportOptions){ .preview = preview, .now_ms = 1000 }, NULL,
    &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->added + report->changed + report->same + report->refused, ==, report->rows);
  return report;
}

SaudaCatalogReport *
import_fixture_import_text (ImportFixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "catalogue.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return import_fixture_import (fixture, path, FALSE);
}

static gpointer
list_offers (SaudaConnection *connection, gpointer query, GError **error)
{
  return sauda_catalog_list (connection, query, error);
}

GPtrArray *
import_fixture_list (ImportFixture *fixture, const char *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *offers = sauda_database_run (fixture->database, list_offers, (gpointer) query, &error);

  g_assert_no_error (error);
  return offers;
}
