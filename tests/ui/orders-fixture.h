#pragma once

#include "sauda-edit-cell.h"
#include "sauda-orders-page.h"
#include "sauda-test-database.h"

G_BEGIN_DECLS

/* A page of orders in a window, over a database of its own. */
typedef struct {
  char *folder;
  SaudaDatabase *database;
  SaudaOrderList *list;
  SaudaClock *clock;
  SaudaOrdersPage *page;
  SaudaOrdersTable *table;
  SaudaGrid *grid; /* (unowned) the same */
  GtkWindow *window;
} OrdersFixture;

void orders_fixture_prepare (OrdersFixture *fixture, guint orders);
void orders_fixture_show (OrdersFixture *fixture);
void orders_fixture_open (OrdersFixture *fixture, guint orders);
void orders_fixture_close (OrdersFixture *fixture);

G_END_DECLS
