#include "sauda-database.h"
#include "sauda-offer-sale.h"
#include "sauda-purchase.h"
#include "sauda-stock-history.h"
#include "sauda-stock-ledger.h"
#include "sauda-stock-opening.h"
#include "sauda-stock-question.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795400000000)

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
  SaudaStockDraft draft;
  gint64 batch_id;
  gint64 variant_id;
  gboolean added;
  GPtrArray *doubts;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
  sauda_test_database_execute (
    fixture->database,
    "INSERT INTO store (id, name, created_ms) VALUES (1, 'ONE', 0), (2, 'TWO', 0);"
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"
    " (10, 'P_M', 'P', 'Принт', 'M', 'p'), (11, 'P_L', 'P', 'Принт', 'L', 'p');"
    "INSERT INTO offer (id, store_id, sku, variant_id, stock_entered) VALUES (1, 1, 'a M', 10, 40),"
    " (2, 2, 'b M', 10, 0), (3, 1, 'a L', 11, 7), (4, 2, 'b L', 11, 7), (5, 2, 'a M', 10, 9);");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->doubts, g_ptr_array_unref);
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static gpointer
run (Fixture *fixture, SaudaDatabaseFunc func)
{
  g_autoptr (GError) error = NULL;
  gpointer result = sauda_database_run (fixture->database, func, fixture, &error);

  g_assert_no_error (error);
  return result;
}

static gpointer
add_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Fixture *fixture = data;

  fixture->batch_id = sauda_stock_ledger_begin (connection, "Test", "Айгуль", NOW, error);
  if (fixture->batch_id == 0)
    return NULL;
  return sauda_stock_ledger_add (connection, fixture->batch_id, &fixture->draft, NOW, &fixture->added, error)
           ? data
           : NULL;
}

static gpointer
undo_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_ledger_undo (connection, ((Fixture *) data)->batch_id, "Айгуль", NOW, error) != 0 ? data
                                                                                                       : NULL;
}

static gpointer
opening_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_clear_pointer (&fixture->doubts, g_ptr_array_unref);
  return sauda_stock_opening_take (connection, "Opening", "catalogue", NOW, &fixture->doubts, error) ? data
                                                                                                     : NULL;
}

static gint64
on_hand (Fixture *fixture, const char *sku)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT coalesce (sum (pieces), 0) FROM stock_movement JOIN variant ON variant.id = "
                     "variant_id WHERE sku = '%s'",
                     sku);

  return sauda_test_database_read_number (fixture->database, sql);
}

static void
add (Fixture *fixture, SaudaStockDraft draft)
{
  fixture->draft = draft;
  run (fixture, add_work);
}

static void
test_stock_is_the_sum_of_movements (Fixture *fixture, gconstpointer data)
{
  add (fixture, (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_OPENING, .pieces = 5 });
  add (fixture,
       (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_SALE, .pieces = -2, .key = "sale/1" });
  g_assert_true (fixture->added);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 3);
  add (fixture,
       (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_SALE, .pieces = -2, .key = "sale/1" });
  g_assert_false (fixture->added);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 3);
  add (fixture,
       (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_SALE, .pieces = -9, .key = "sale/2" });
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, -6);
}

static void
test_history_cannot_be_rewritten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  static const char *const attempts[] = { "UPDATE stock_movement SET pieces = 99",
                                          "DELETE FROM stock_movement" };

  add (fixture, (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_COUNT, .pieces = 5 });
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++) {
    gint64 before = on_hand (fixture, "P_M");

    g_assert_null (sauda_database_run (fixture->database, (SaudaDatabaseFunc) sauda_connection_execute,
                                       (gpointer) attempts[i], &error));
    g_assert_nonnull (error);
    g_clear_error (&error);
    g_assert_cmpint (on_hand (fixture, "P_M"), ==, before);
  }
}

static gpointer
list_batches (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_history_list_batches (connection, 1, error);
}

/* A timer may write in another language than the window reads: what was done is kept in parts. */
static void
test_history_speaks_the_readers_language (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) batches = NULL;
  g_autofree char *kept = NULL;

  add (fixture, (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_COUNT, .pieces = 5 });
  run (fixture, undo_work);
  kept = sauda_test_database_read_text (fixture->database,
                                        "SELECT title FROM stock_batch WHERE undoes IS NOT NULL");
  g_assert_true (g_str_has_prefix (kept, "Undo: %s"));
  batches = run (fixture, list_batches);
  g_assert_cmpuint (batches->len, ==, 1);
  g_assert_cmpstr (((const SaudaStockBatch *) g_ptr_array_index (batches, 0))->title, ==, "Undo: Test");
}

static void
test_undo_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (fixture,
       (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_PURCHASE, .pieces = 50, .inspect = 2 });
  run (fixture, undo_work);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 0);
  g_assert_cmpint (
    sauda_test_database_read_number (fixture->database, "SELECT sum (inspect) FROM stock_movement"), ==, 0);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count(*) FROM stock_movement"),
                   ==, 2);
  g_assert_null (sauda_database_run (fixture->database, undo_work, fixture, &error));
  g_assert_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_DONE_ALREADY);
  g_clear_error (&error);
  fixture->batch_id = 4711;
  g_assert_null (sauda_database_run (fixture->database, undo_work, fixture, &error));
  g_assert_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND);
}

static void
test_opening_from_the_catalogue (Fixture *fixture, gconstpointer data)
{
  const SaudaStockDoubt *doubt;

  run (fixture, opening_work);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "PRAGMA ignore_check_constraints"), ==,
                   0);
  g_assert_cmpint (on_hand (fixture, "P_L"), ==, 7);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 9);
  g_assert_cmpuint (fixture->doubts->len, ==, 1);
  doubt = g_ptr_array_index (fixture->doubts, 0);
  g_assert_cmpstr (doubt->sku, ==, "P_M");
  g_assert_cmpint (doubt->smallest, ==, 0);
  g_assert_cmpint (doubt->largest, ==, 40);
  /* the catalogue again, and with other numbers: the ledger goes its own way */
  sauda_test_database_execute (fixture->database, "UPDATE offer SET stock_entered = 100");
  run (fixture, opening_work);
  g_assert_cmpint (on_hand (fixture, "P_L"), ==, 7);
  g_assert_cmpuint (fixture->doubts->len, ==, 0);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count(*) FROM stock_batch"),
                   ==, 1);
}

static gpointer
ask_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockQuestion questions[] = {
    { .line_id = 1, .variant_id = 10, .order_code = (char *) "900", .late_cancel = TRUE, .pieces = 1 },
    { .line_id = 2, .variant_id = 10, .order_code = (char *) "901", .late_cancel = FALSE, .pieces = 2 },
  };
  gboolean asked;

  for (gsize i = 0; i < 2; i++)
    if (!sauda_stock_question_ask (connection, &questions[i], &asked, error) || !asked ||
        !sauda_stock_question_ask (connection, &questions[i], &asked, error) || asked)
      return NULL;
  return data;
}

static gpointer
list_questions_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_question_list (connection, error);
}

static gpointer
answer_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_question_answer (connection, 1, TRUE, "Айгуль", NOW, error) &&
             sauda_stock_question_answer (connection, 2, TRUE, "Айгуль", NOW, error)
           ? data
           : NULL;
}

static void
test_questions_are_asked_once_and_answered_by_people (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (run (fixture, ask_work));
  open = run (fixture, list_questions_work);
  g_assert_cmpuint (open->len, ==, 2);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 0);
  run (fixture, answer_work);
  /* the parcel goes on the shelf, the return is inspected first */
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 1);
  g_assert_cmpint (
    sauda_test_database_read_number (fixture->database, "SELECT sum (inspect) FROM stock_movement"), ==, 2);
  g_assert_null (sauda_database_run (fixture->database, answer_work, fixture, &error));
  g_assert_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND);
}

static gpointer
off_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const gint64 variant_id = 10;
  g_autoptr (GPtrArray) offers = sauda_offer_sale_list (connection, &variant_id, 1, error);

  g_assert_cmpuint (offers->len, ==, 3);
  fixture->batch_id = sauda_stock_ledger_begin (connection, "Off", "rule", NOW, error);
  for (guint i = 0; i < offers->len; i++)
    if (!sauda_offer_sale_set (connection, fixture->batch_id,
                               ((SaudaOfferState *) g_ptr_array_index (offers, i))->offer_id,
                               SAUDA_OFFER_SALE_OFF, NOW, error))
      return NULL;
  return data;
}

static void
test_off_sale_in_every_store_and_one_undo (Fixture *fixture, gconstpointer data)
{
  static const char *const count = "SELECT count(*) FROM offer_sale WHERE state = 'off'";

  run (fixture, off_work);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, count), ==, 3);
  run (fixture, undo_work);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, count), ==, 0);
}

static gpointer
release_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const gint64 variant_id = 10;
  g_autoptr (GPtrArray) offers = sauda_offer_sale_list (connection, &variant_id, 1, error);

  fixture->batch_id = sauda_stock_ledger_begin (connection, "Back", "Айгуль", NOW, error);
  for (guint i = 0; i < offers->len; i++)
    if (!sauda_offer_sale_set (connection, fixture->batch_id,
                               ((SaudaOfferState *) g_ptr_array_index (offers, i))->offer_id,
                               SAUDA_OFFER_SALE_BY_STOCK, NOW, error))
      return NULL;
  return data;
}

/* What was put back on sale is off sale again. */
static void
test_release_and_its_undo (Fixture *fixture, gconstpointer data)
{
  static const char *const count = "SELECT count(*) FROM offer_sale WHERE state = 'off'";

  run (fixture, off_work);
  run (fixture, release_work);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, count), ==, 0);
  run (fixture, undo_work);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, count), ==, 3);
}

static gpointer
purchase_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaReorderRule rule = { 20, 7, 1.65 };
  gint64 supplier = sauda_supplier_set (connection, "Гуанчжоу", &rule, error);
  gint64 id = supplier != 0 ? sauda_purchase_add (connection, "Август", supplier, "Айгуль", NOW, error) : 0;

  return id != 0 && sauda_supplier_set_model (connection, "Гуанчжоу", "P", error) &&
             sauda_purchase_add_line (connection, id, 10, 30, error) &&
             sauda_purchase_add_line (connection, id, 11, 20, error) &&
             sauda_purchase_receive (connection, id, 10, 10, "Айгуль", NOW, error) != 0
           ? data
           : NULL;
}

static gpointer
on_order_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_purchase_read_on_order (connection, error);
}

static gpointer
rest_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_purchase_receive (connection, 1, 10, 20, "Айгуль", NOW, error) != 0 &&
             sauda_purchase_receive (connection, 1, 11, 20, "Айгуль", NOW, error) != 0
           ? data
           : NULL;
}

static gpointer
take_back_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaStatement *last =
    sauda_connection_prepare (connection, "SELECT max (batch_id) FROM purchase_receipt", error);
  gboolean row;
  gint64 batch_id;

  if (last == NULL || !sauda_statement_step (last, &row, error))
    return NULL;
  batch_id = sauda_statement_get_int64 (last, 0);
  sauda_statement_reset (last);
  return sauda_stock_ledger_undo (connection, batch_id, "Айгуль", NOW, error) != 0 ? data : NULL;
}

/* What is taken back is on its way again, and the purchase open. */
static void
test_receipt_is_taken_back (Fixture *fixture, gconstpointer data)
{
  const gint64 medium = 10, large = 11;
  g_autoptr (GHashTable) on_order = NULL;

  run (fixture, purchase_work);
  run (fixture, rest_work);
  run (fixture, take_back_work);
  on_order = run (fixture, on_order_work);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (on_order, &large), ==, 20);
  g_assert_null (g_hash_table_lookup (on_order, &medium));
  g_assert_cmpint (on_hand (fixture, "P_L"), ==, 0);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 30);
}

static void
test_receive_against_a_purchase (Fixture *fixture, gconstpointer data)
{
  const gint64 medium = 10, large = 11;
  g_autoptr (GHashTable) on_order = NULL;
  g_autoptr (GError) error = NULL;

  run (fixture, purchase_work);
  on_order = run (fixture, on_order_work);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (on_order, &medium), ==, 20);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (on_order, &large), ==, 20);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 10);
  run (fixture, rest_work);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 30);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database,
                                                    "SELECT count(*) FROM purchase WHERE closed_ms IS NULL"),
                   ==, 0);
  g_assert_null (sauda_database_run (fixture->database, rest_work, fixture, &error));
  g_assert_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND);
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, 30);
}

static gpointer
find_work (SaudaConnection *connection, gpointer data, GError **error)
{
  gint64 variant, ambiguous, unknown, offer;

  if (!sauda_stock_ledger_find_variant (connection, "P_L", &variant, error) ||
      !sauda_stock_ledger_find_variant (connection, "b L", &offer, error) ||
      !sauda_stock_ledger_find_variant (connection, "a M", &ambiguous, error) ||
      !sauda_stock_ledger_find_variant (connection, "nobody", &unknown, error))
    return NULL;
  g_assert_cmpint (variant, ==, 11);
  g_assert_cmpint (offer, ==, 11);
  g_assert_cmpint (ambiguous, ==, 10);
  g_assert_cmpint (unknown, ==, 0);
  return data;
}

static void
test_variants_by_any_sku (Fixture *fixture, gconstpointer data)
{
  run (fixture, find_work);
}

/* One act after the other on the same variant; what is refused leaves the ledger as it was. */
static void
test_only_what_waits_is_inspected (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SaudaStockKind kind;
    gint64 pieces, inspect;
    const char *refused; /* (nullable) words of the sentence */
    gint64 waiting;      /* afterwards */
  } rows[] = {
    { SAUDA_STOCK_GOOD, 1, -1, "No piece of “P_M” waits", 0 },
    { SAUDA_STOCK_DAMAGED, 0, -1, "No piece of “P_M” waits", 0 },
    { SAUDA_STOCK_LOST, 0, -1, "No piece of “P_M” waits", 0 },
    { SAUDA_STOCK_RETURN, 0, 3, NULL, 3 },
    { SAUDA_STOCK_DAMAGED, 0, -4, "Only 3 pieces of “P_M” wait", 3 },
    { SAUDA_STOCK_GOOD, 2, -2, NULL, 1 },
    { SAUDA_STOCK_LOST, 0, -2, "Only 1 piece of “P_M” waits", 1 },
    { SAUDA_STOCK_DAMAGED, 0, -1, NULL, 0 },
    { SAUDA_STOCK_GOOD, 1, -1, "No piece of “P_M” waits", 0 },
    { SAUDA_STOCK_SALE, -9, 0, NULL, 0 },
  };

  add (fixture, (SaudaStockDraft){ .variant_id = 11, .kind = SAUDA_STOCK_RETURN, .inspect = 5 });
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    fixture->draft = (SaudaStockDraft){
      .variant_id = 10, .kind = rows[i].kind, .pieces = rows[i].pieces, .inspect = rows[i].inspect
    };
    sauda_database_run (fixture->database, add_work, fixture, &error);
    if (rows[i].refused != NULL) {
      g_assert_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE);
      g_assert_nonnull (strstr (error->message, rows[i].refused));
    } else {
      g_assert_no_error (error);
    }
    g_assert_cmpint (
      sauda_test_database_read_number (
        fixture->database, "SELECT coalesce (sum (inspect), 0) FROM stock_movement WHERE variant_id = 10"),
      ==, rows[i].waiting);
  }
  g_assert_cmpint (on_hand (fixture, "P_M"), ==, -7);
}

#define ADD(name, func) g_test_add ("/inventory/ledger/" name, Fixture, NULL, set_up, func, tear_down)

/* What came back and was inspected is in no box any more, from which an undo could take it. */
static void
test_inspected_return_is_not_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 came_back, inspected;

  add (fixture, (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_RETURN, .inspect = 1 });
  came_back = fixture->batch_id;
  add (fixture, (SaudaStockDraft){ .variant_id = 10, .kind = SAUDA_STOCK_GOOD, .pieces = 1, .inspect = -1 });
  inspected = fixture->batch_id;
  fixture->batch_id = came_back;
  g_assert_null (sauda_database_run (fixture->database, undo_work, fixture, &error));
  g_assert_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE);
  g_assert_nonnull (strstr (error->message, "P_M"));
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count(*) FROM stock_batch"),
                   ==, 2);

  /* The other way round both go. */
  fixture->batch_id = inspected;
  run (fixture, undo_work);
  fixture->batch_id = came_back;
  run (fixture, undo_work);
  g_assert_cmpint (sauda_test_database_read_number (
                     fixture->database, "SELECT sum (inspect) + sum (pieces) FROM stock_movement"),
                   ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("sum", test_stock_is_the_sum_of_movements);
  ADD ("kept", test_history_cannot_be_rewritten);
  ADD ("language", test_history_speaks_the_readers_language);
  ADD ("undo", test_undo_once);
  ADD ("opening", test_opening_from_the_catalogue);
  ADD ("questions", test_questions_are_asked_once_and_answered_by_people);
  ADD ("off-sale", test_off_sale_in_every_store_and_one_undo);
  ADD ("release", test_release_and_its_undo);
  ADD ("purchase", test_receive_against_a_purchase);
  ADD ("purchase/undo", test_receipt_is_taken_back);
  ADD ("inspected", test_only_what_waits_is_inspected);
  ADD ("inspected/undo", test_inspected_return_is_not_undone);
  ADD ("find", test_variants_by_any_sku);
  return g_test_run ();
}
