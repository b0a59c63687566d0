#pragma once

#include "sauda-order-merge.h"
#include "sauda-orders.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

G_BEGIN_DECLS

#define NOW G_GINT64_CONSTANT (1795400000000)
#define HOUR G_GINT64_CONSTANT (3600000)

/* A database with two stores and one product that the catalogue knows. */
typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
} OrdersFixture;

/* One merge, or its preview. */
typedef struct {
  GPtrArray *records; /* (not owned) */
  gint64 now_ms;
  gboolean preview;
  SaudaMergeCounts counts;
} OrdersJob;

void orders_test_set_up (OrdersFixture *fixture, gconstpointer data);
void orders_test_tear_down (OrdersFixture *fixture, gconstpointer data);
SaudaOrderRecord *orders_test_api (const char *code);
SaudaOrderRecord *orders_test_file (const char *code);
gpointer orders_test_run (SaudaConnection *connection, gpointer data, GError **error);
char orders_test_merge (OrdersFixture *fixture, SaudaOrderRecord *record);
void orders_test_assert_text (OrdersFixture *fixture, const char *sql, const char *expected);
gint64 orders_test_number (OrdersFixture *fixture, const char *sql);
SaudaOrderInfo *orders_test_find (OrdersFixture *fixture, const char *code);
void orders_test_assert_stage (OrdersFixture *fixture, const char *code, SaudaStage stage);

G_END_DECLS
