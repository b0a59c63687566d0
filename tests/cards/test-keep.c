#include "sauda-card-cache.h"
#include "sauda-card-drafts.h"
#include "sauda-card-uploads.h"
#include "sauda-cards-error.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#define CATEGORY "Master - Blenders"
#define ATTRIBUTE "Blenders*Common.type"

static GPtrArray *
make_names (const char *first, const char *second)
{
  GPtrArray *names = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_name_free);

  g_ptr_array_add (names, sauda_card_name_new (first, "Блендеры"));
  g_ptr_array_add (names, sauda_card_name_new (second, "Утюги"));
  return names;
}

static gpointer
write_cache (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) names = make_names (CATEGORY, "Master - Irons");
  g_autoptr (GPtrArray) values = make_names ("1", "2");
  g_autoptr (GPtrArray) attributes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_attribute_free);

  g_ptr_array_add (attributes, sauda_card_attribute_new (ATTRIBUTE, "enum", TRUE, TRUE));
  g_assert_true (sauda_card_cache_write_categories (connection, names, 7, error));
  /* What Kaspi tells anew takes the old one's place. */
  for (guint i = 0; i < 2; i++) {
    g_assert_true (sauda_card_cache_write_attributes (connection, CATEGORY, attributes, 8 + i, error));
    g_assert_true (sauda_card_cache_write_values (connection, CATEGORY, ATTRIBUTE, values, 8 + i, error));
  }
  g_assert_true (sauda_card_cache_write_schema (connection, "{}", 11, error));
  return GINT_TO_POINTER (TRUE);
}

static gpointer
read_cache (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) found = sauda_card_cache_list_categories (connection, "БЛЕНД", error);
  g_autofree char *code = sauda_card_cache_find_category (connection, "блендеры", error);
  g_autofree char *schema = sauda_card_cache_read_schema (connection, error);
  g_autoptr (SaudaCardForm) form = sauda_card_cache_read_form (connection, CATEGORY, error);
  g_autoptr (GError) local = NULL;
  const SaudaCardAttribute *attribute;
  gint64 read_ms;

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (code, ==, CATEGORY);
  g_assert_cmpstr (schema, ==, "{}");
  g_assert_cmpstr (form->category->name, ==, "Блендеры");
  g_assert_cmpuint (form->attributes->len, ==, 1);
  attribute = g_ptr_array_index (form->attributes, 0);
  g_assert_cmpstr (attribute->title, ==, "type");
  g_assert_true (attribute->multi_valued && attribute->mandatory);
  g_assert_cmpuint (attribute->values->len, ==, 2);
  g_assert_true (
    sauda_card_cache_get_read_ms (connection, SAUDA_CARD_LIST_VALUES, CATEGORY, ATTRIBUTE, &read_ms, error));
  g_assert_cmpint (read_ms, ==, 9);
  g_assert_true (
    sauda_card_cache_get_read_ms (connection, SAUDA_CARD_LIST_ATTRIBUTES, "none", "", &read_ms, error));
  g_assert_cmpint (read_ms, ==, 0);
  g_assert_null (sauda_card_cache_find_category (connection, "Чайники", &local));
  g_assert_error (local, SAUDA_CARDS_ERROR, SAUDA_CARDS_ERROR_NOT_FOUND);
  return GINT_TO_POINTER (TRUE);
}

static SaudaDatabase *
open_with_store (SaudaTestFolder *folder)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);

  sauda_test_database_execute (database, "INSERT INTO store (id, name, created_ms) VALUES (1, 'ONLYFIT', 0)");
  return database;
}

static void
test_cache (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (sauda_database_run (database, write_cache, NULL, &error));
  g_assert_nonnull (sauda_database_read (database, read_cache, NULL, &error));
  g_assert_no_error (error);
}

static SaudaCard *
make_card (const char *title)
{
  SaudaCard *card = sauda_card_new ("A 1");

  card->store_id = 1;
  sauda_card_take (&card->title, title);
  sauda_card_set_field (card, "b", "2|1");
  sauda_card_set_field (card, "a", "x");
  sauda_card_set_images (card, "https://a/1 https://a/2");
  return card;
}

static gpointer
save_twice (SaudaConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (SaudaCard) card = make_card (i == 0 ? "old" : "new");

    if (i == 1)
      sauda_card_set_field (card, "a", "");
    g_assert_true (sauda_card_drafts_save (connection, card, i, error));
    g_assert_cmpint (card->id, >, 0);
  }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
upload (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_upload_row_free);
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_upload_row_free);
  g_autoptr (GPtrArray) open = NULL, closed = NULL, all = NULL;
  const SaudaCardUpload *one;
  gint64 id;

  g_ptr_array_add (rows, sauda_card_upload_row_new ("A 1", "Блендер", NULL, NULL));
  g_ptr_array_add (rows, sauda_card_upload_row_new ("B", "Утюг", NULL, NULL));
  id = sauda_card_uploads_add (connection, 5, 1, rows, 100, error);
  g_assert_cmpint (id, >, 0);
  open = sauda_card_uploads_list (connection, TRUE, error);
  g_assert_cmpuint (open->len, ==, 0);
  g_assert_true (sauda_card_uploads_set_accepted (connection, 5, "42", 200, 300, error));
  g_ptr_array_unref (open);
  open = sauda_card_uploads_list (connection, TRUE, error);
  g_assert_cmpuint (open->len, ==, 1);
  one = g_ptr_array_index (open, 0);
  g_assert_cmpstr (one->code, ==, "42");
  g_assert_cmpint (one->next_check_ms, ==, 300);
  g_ptr_array_add (ends, sauda_card_upload_row_new ("A 1", NULL, "ERROR", "нет фото"));
  g_ptr_array_add (ends, sauda_card_upload_row_new ("B", NULL, "FINISHED", NULL));
  g_assert_true (sauda_card_uploads_set_status (connection, id, "FINISHED", NULL, 0, error));
  g_assert_true (sauda_card_uploads_end (connection, id, ends, 400, error));
  closed = sauda_card_uploads_list (connection, TRUE, error);
  g_assert_cmpuint (closed->len, ==, 0);
  all = sauda_card_uploads_list (connection, FALSE, error);
  one = g_ptr_array_index (all, 0);
  g_assert_cmpuint (one->cards, ==, 2);
  g_assert_cmpuint (one->refused, ==, 1);
  g_assert_cmpstr (((SaudaCardUploadRow *) g_ptr_array_index (one->rows, 0))->title, ==, "Блендер");
  return GINT_TO_POINTER (TRUE);
}

static gpointer
list_drafts (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_drafts_list (connection, 1, error);
}

static gpointer
remove_draft (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_drafts_remove (connection, *(gint64 *) data, error) ? data : NULL;
}

static void
test_drafts (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = open_with_store (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autofree char *field = NULL, *gone = NULL, *images = NULL;
  SaudaCard *card;

  g_assert_nonnull (sauda_database_run (database, save_twice, NULL, &error));
  g_assert_nonnull (sauda_database_run (database, upload, NULL, &error));
  g_assert_no_error (error);
  cards = sauda_database_read (database, list_drafts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cards->len, ==, 1);
  card = g_ptr_array_index (cards, 0);
  field = sauda_card_get_field_text (card, "b");
  gone = sauda_card_get_field_text (card, "a");
  images = sauda_card_get_images_text (card);
  g_assert_cmpstr (card->title, ==, "new");
  g_assert_cmpstr (field, ==, "2|1");
  g_assert_cmpstr (gone, ==, "");
  g_assert_cmpstr (images, ==, "https://a/1\nhttps://a/2");
  g_assert_cmpstr (card->state, ==, "ERROR");
  g_assert_cmpstr (card->message, ==, "нет фото");
  g_assert_nonnull (sauda_database_run (database, remove_draft, &card->id, &error));
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count (*) FROM card_field"), ==, 0);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count (*) FROM card_upload_row"), ==,
                   2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cards/keep/cache", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_cache,
              sauda_test_folder_tear_down);
  g_test_add ("/cards/keep/drafts", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_drafts,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
