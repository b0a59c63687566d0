#include "sauda-decisions.h"
#include "sauda-size-charts.h"
#include "sauda-size-scores.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#define NOW G_GINT64_CONSTANT (1795400000000)
#define N_ORDERS 200

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
  SaudaSizeAdvisor *advisor;
} Fixture;

typedef struct {
  SaudaSizeAdvisor *advisor;
  gint64 line_id;
  double height_cm;
  double weight_kg;
} Question;

typedef struct {
  SaudaSizeAdvisor *advisor;
  SaudaDecision decision;
} Deciding;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) sql = g_string_new (
    "INSERT INTO store (id, name, created_ms) VALUES (1, 'ONE', 0);"
    "INSERT INTO variant (id, sku, model_key, model_name, size, model, gender, product_type, search_key) "
    "VALUES"
    " (1, 'P_M', 'P', 'Принт', 'M', 'Print51', 'Men', 'CL', 'p'),"
    " (2, 'P_L', 'P', 'Принт', 'L', 'Print51', 'Men', 'CL', 'p'),"
    " (3, 'P_XL', 'P', 'Принт', 'XL', 'Print51', 'Men', 'CL', 'p'),"
    " (4, 'K_28', 'K', 'Ромб', '28', 'Kid-31', 'Kids', 'CL', 'k'),"
    " (5, 'E', 'E', 'Лампа', NULL, NULL, NULL, 'ELS', 'e'),"
    " (6, 'T_48', 'T', 'Брюки', '48', 'T', 'Men', 'CL', 't');"
    "INSERT INTO offer (store_id, sku, variant_id, stock_entered) VALUES (1, 'm', 1, 5), (1, 'l', 2, 3),"
    " (1, 'xl', 3, 0), (1, '28', 4, 1), (1, 'e', 5, 1), (1, '48', 6, 2);");

  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
  fixture->advisor = sauda_size_advisor_new ();
  for (int i = 1; i <= N_ORDERS; i++) {
    static const char *const skus[] = { "m", "28", "e", "48", "unknown_L" };

    g_string_append_printf (
      sql,
      "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
      " VALUES (%d, 1, '%d', 'packing', 'api', 0, 0);"
      "INSERT INTO order_line (id, order_id, position, sku, quantity) VALUES"
      " (%d, %d, 0, '%s', 1);",
      i, i, i, i, i <= 5 ? skus[i - 1] : "m");
  }
  sauda_test_database_execute (fixture->database, sql->str);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->advisor);
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static gpointer
advise_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Question *question = data;

  return sauda_size_advisor_advise (question->advisor, connection, question->line_id, question->height_cm,
                                    question->weight_kg, error);
}

static SaudaLineAdvice *
advise (Fixture *fixture, gint64 line_id, double height_cm, double weight_kg)
{
  Question question = { fixture->advisor, line_id, height_cm, weight_kg };
  GError *error = NULL;
  SaudaLineAdvice *advice = sauda_database_read (fixture->database, advise_work, &question, &error);

  g_assert_no_error (error);
  g_assert_nonnull (advice);
  g_assert_cmpint (advice->line_id, ==, line_id);
  return advice;
}

static gpointer
decide_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Deciding *deciding = data;

  return GINT_TO_POINTER (sauda_decisions_decide (deciding->advisor, connection, &deciding->decision, error));
}

static void
decide (Fixture *fixture, const SaudaDecision *decision)
{
  Deciding deciding = { fixture->advisor, *decision };
  GError *error = NULL;

  deciding.decision.now_ms = NOW + decision->line_id;
  deciding.decision.who = "Айгуль";
  sauda_database_run (fixture->database, decide_work, &deciding, &error);
  g_assert_no_error (error);
}

static void
test_advises (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaLineAdvice) advice = advise (fixture, 1, 175, 85);
  double sum = 0;

  g_assert_cmpint (advice->kind, ==, SAUDA_ADVICE_SIZE);
  g_assert_cmpint (advice->people, ==, SAUDA_SIZE_PEOPLE_MEN);
  /* XL would fit, and is out of stock. */
  g_assert_cmpstr (advice->sizes[0].size, ==, "L");
  g_assert_cmpint (advice->sizes[0].stock, ==, 3);
  for (guint i = 0; i < advice->n_sizes; i++) {
    sum += advice->sizes[i].probability;
    g_assert_true (i == 0 || advice->sizes[i].probability <= advice->sizes[i - 1].probability);
  }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
  /* Nothing is known yet, so a person looks. */
  g_assert_false (advice->sure);
  g_assert_cmpstr (advice->reason, !=, "");
}

static void
test_advises_not (Fixture *fixture, gconstpointer data)
{
  static const struct {
    gint64 line_id;
    double height_cm, weight_kg;
    SaudaAdviceKind kind;
  } cases[] = {
    { 1, 175, 250, SAUDA_ADVICE_ASK_AGAIN }, { 1, 17, 70, SAUDA_ADVICE_ASK_AGAIN },
    { 1, 190, 30, SAUDA_ADVICE_ASK_AGAIN },  { 2, 120, 0, SAUDA_ADVICE_SIZE },
    { 3, 175, 80, SAUDA_ADVICE_NO_SIZES },   { 4, 175, 80, SAUDA_ADVICE_SIZE },
    { 5, 175, 80, SAUDA_ADVICE_SIZE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaLineAdvice) advice =
      advise (fixture, cases[i].line_id, cases[i].height_cm, cases[i].weight_kg);

    g_assert_cmpint (advice->kind, ==, cases[i].kind);
    g_assert_cmpuint (advice->n_sizes > 0, ==, cases[i].kind == SAUDA_ADVICE_SIZE);
    g_assert_cmpstr (advice->reason, !=, "");
  }
}

/* Sizes in numbers have a chart of their own; trousers by inches are on none. */
static void
test_advises_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaLineAdvice) numbers = advise (fixture, 4, 175, 80), inches = NULL;

  g_assert_cmpint (numbers->kind, ==, SAUDA_ADVICE_SIZE);
  g_assert_cmpint (numbers->people, ==, SAUDA_SIZE_PEOPLE_MEN_NUMBERS);
  /* Men of 175 cm and 80 kg have a chest of 104 cm on average: 52 is for 102 to 106. */
  g_assert_cmpstr (numbers->sizes[0].size, ==, "52");
  sauda_test_database_execute (fixture->database, "UPDATE variant SET size = '30' WHERE id = 6");
  inches = advise (fixture, 4, 175, 80);
  g_assert_cmpint (inches->kind, ==, SAUDA_ADVICE_NO_CHART);
  g_assert_cmpuint (inches->n_sizes, ==, 0);
}

static void
test_swaps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaLineAdvice) advice = advise (fixture, 1, 70, 175);

  g_assert_cmpint (advice->kind, ==, SAUDA_ADVICE_SIZE);
  g_assert_cmpfloat (advice->height_cm, ==, 175);
  g_assert_cmpfloat (advice->weight_kg, ==, 70);
}

static void
test_decides (Fixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL, *score = NULL;

  decide (fixture, &(SaudaDecision){ .line_id = 1,
                                     .size = "л",
                                     .height_cm = 178,
                                     .weight_kg = 82.5,
                                     .answer = "178/82,5",
                                     .source = SAUDA_SIZE_SOURCE_PERSON,
                                     .reason = "by the chart" });
  said =
    sauda_test_database_read_text (fixture->database, "SELECT group_concat (kind || ' ' || coalesce (before, "
                                                      "'-') || ' ' || after || ' ' || who || ' ' || reason)"
                                                      " FROM order_event WHERE order_id = 1");
  g_assert_cmpstr (said, ==, "size - L Айгуль by the chart");
  g_clear_pointer (&said, g_free);
  said = sauda_test_database_read_text (
    fixture->database, "SELECT people || ' ' || product || ' ' || height_cm || ' ' || weight_kg"
                       " || ' ' || size || ' ' || outcome || ' ' || source FROM size_history");
  g_assert_cmpstr (said, ==, "men print51 178.0 82.5 L shipped person");
  score = sauda_test_database_read_text (fixture->database, "SELECT probabilities FROM size_score");
  g_assert_true (g_str_has_prefix (score, "S "));
  /* Decided anew: the line is in the history once. */
  decide (
    fixture,
    &(SaudaDecision){
      .line_id = 1, .size = "XL", .height_cm = 178, .weight_kg = 82.5, .source = SAUDA_SIZE_SOURCE_BUYER });
  g_assert_cmpint (sauda_test_database_read_number (fixture->database,
                                                    "SELECT count (*) FROM size_history WHERE size = 'XL'"),
                   ==, 1);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count (*) FROM size_history"),
                   ==, 1);
  /* As clicked, from nothing: nothing is left to learn. */
  decide (fixture, &(SaudaDecision){ .line_id = 1, .source = SAUDA_SIZE_SOURCE_RULE });
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count (*) FROM size_history"),
                   ==, 0);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count (*) FROM size_score"),
                   ==, 0);
}

static gboolean
is_learned (Fixture *fixture)
{
  g_autoptr (SaudaLineAdvice) advice = advise (fixture, 6, 168, 72);

  return g_str_equal (advice->sizes[0].size, "XL") && advice->sizes[0].probability > 0.8;
}

/* A merchant who ships a size larger than the usual chart is understood, refits and all. */
static void
test_learns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaLineAdvice) before = NULL, after = NULL, other = NULL;
  SaudaSizeAdvisor *fresh = sauda_size_advisor_new ();
  SaudaSizeAdvisor *first = fixture->advisor;

  sauda_test_database_execute (fixture->database, "UPDATE offer SET stock_entered = NULL");
  before = advise (fixture, 6, 168, 72);
  g_assert_cmpstr (before->sizes[0].size, !=, "XL");
  for (int i = 7; i < N_ORDERS; i++) {
    double weight_kg = 55 + i % 21;

    decide (fixture, &(SaudaDecision){ .line_id = i,
                                       .size = weight_kg < 60   ? "M"
                                               : weight_kg < 67 ? "L"
                                                                : "XL",
                                       .height_cm = 168,
                                       .weight_kg = weight_kg,
                                       .source = SAUDA_SIZE_SOURCE_PERSON });
  }
  /* The refit runs in a thread of its own. */
  sauda_test_wait_until (is_learned (fixture));
  after = advise (fixture, 6, 168, 72);
  g_assert_cmpuint (after->n_similar, >, 20);
  /* Another start knows the same from the database. */
  fixture->advisor = fresh;
  other = advise (fixture, 6, 168, 72);
  g_assert_cmpstr (other->sizes[0].size, ==, "XL");
  g_assert_cmpfloat_with_epsilon (other->sizes[0].probability, after->sizes[0].probability, 0.1);
  fixture->advisor = first;
  g_assert_finalize_object (fresh);
}

/* What nobody looked at teaches nothing until it comes back. */
static void
test_rule_teaches_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaLineAdvice) advice = NULL;

  for (int i = 7; i < 40; i++)
    decide (
      fixture,
      &(SaudaDecision){
        .line_id = i, .size = "XL", .height_cm = 175, .weight_kg = 60, .source = SAUDA_SIZE_SOURCE_RULE });
  advice = advise (fixture, 6, 175, 60);
  g_assert_cmpuint (advice->n_similar, ==, 0);
}

static gpointer
return_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaDecision known = { .line_id = 7, .who = "Айгуль", .now_ms = NOW };
  const SaudaDecision unknown = { .line_id = 8, .who = "Айгуль", .now_ms = NOW };
  gboolean learned = FALSE, nothing = TRUE;

  if (!sauda_decisions_note_return (connection, &known, SAUDA_SIZE_OUTCOME_TOO_SMALL, &learned, error) ||
      !sauda_decisions_note_return (connection, &unknown, SAUDA_SIZE_OUTCOME_TOO_SMALL, &nothing, error))
    return NULL;
  g_assert_true (learned);
  g_assert_false (nothing);
  return GINT_TO_POINTER (TRUE);
}

static void
test_returns_teach (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaLineAdvice) before = NULL, after = NULL;
  GError *error = NULL;
  double larger = 0, larger_before = 0;

  sauda_test_database_execute (fixture->database, "UPDATE offer SET stock_entered = NULL");
  before = advise (fixture, 6, 175, 66);
  decide (fixture, &(SaudaDecision){ .line_id = 7,
                                     .size = before->sizes[0].size,
                                     .height_cm = 175,
                                     .weight_kg = 66,
                                     .source = SAUDA_SIZE_SOURCE_RULE });
  sauda_database_run (fixture->database, return_work, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sauda_test_database_read_number (
                     fixture->database, "SELECT count (*) FROM order_event WHERE kind = 'size-return'"),
                   ==, 2);
  after = advise (fixture, 6, 175, 66);
  for (guint i = 0; i < after->n_sizes; i++) {
    if (g_str_equal (before->sizes[i].size, before->sizes[0].size))
      larger_before = before->sizes[i].probability;
    if (g_str_equal (after->sizes[i].size, before->sizes[0].size))
      larger = after->sizes[i].probability;
  }
  g_assert_cmpfloat (larger, <, larger_before);
}

static gpointer
chart_work (SaudaConnection *connection, gpointer data, GError **error)
{
  static const char *const sizes[] = { "M", "L", "XL" };
  static const double weights_kg[] = { 50, 60, 0 }, heights_cm[] = { 190, 195, 0 };
  SaudaChartEntry entry = { .source = SAUDA_CHART_SOURCE_SUPPLIER, .at_ms = NOW, .who = (char *) "Айгуль" };

  g_assert_true (sauda_size_chart_init_supplier (&entry.chart, sizes, weights_kg, heights_cm, 3));
  if (!sauda_size_charts_put (connection, SAUDA_SIZE_PEOPLE_MEN, &entry, error))
    return NULL;
  entry.chart.limits[1].weight_kg = 40;
  g_assert_false (sauda_size_charts_put (connection, SAUDA_SIZE_PEOPLE_MEN, &entry, NULL));
  return sauda_size_charts_list (connection, SAUDA_SIZE_PEOPLE_MEN, error);
}

static void
test_takes_chart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaLineAdvice) before = advise (fixture, 6, 175, 66), after = NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) charts = NULL;
  const SaudaChartEntry *chart;

  sauda_test_database_execute (fixture->database, "UPDATE offer SET stock_entered = NULL");
  charts = sauda_database_run (fixture->database, chart_work, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (charts->len, ==, 1);
  chart = g_ptr_array_index (charts, 0);
  g_assert_cmpuint (chart->chart.n_sizes, ==, 3);
  g_assert_cmpfloat (chart->chart.limits[1].weight_kg, ==, 60);
  g_assert_cmpint (chart->source, ==, SAUDA_CHART_SOURCE_SUPPLIER);
  after = advise (fixture, 6, 175, 66);
  g_assert_cmpuint (after->n_sizes, ==, 3);
  g_assert_cmpstr (after->sizes[0].size, ==, "XL");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/decisions/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("advises", test_advises);
  ADD ("advises-not", test_advises_not);
  ADD ("advises-numbers", test_advises_numbers);
  ADD ("swaps", test_swaps);
  ADD ("decides", test_decides);
  ADD ("learns", test_learns);
  ADD ("rule-teaches-nothing", test_rule_teaches_nothing);
  ADD ("returns-teach", test_returns_teach);
  ADD ("takes-chart", test_takes_chart);
#undef ADD
  return g_test_run ();
}
