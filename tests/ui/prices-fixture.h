#pragma once

#include "sauda-prices-page.h"
#include "workspace-fixture.h"

G_BEGIN_DECLS

/* The page of the prices in a window, with forty offers. */
typedef struct {
  GtkWindow *window;
  SaudaPricesPage *page;
  SaudaGrid *grid;
} PricesDesk;

PricesDesk prices_fixture_open_desk (WorkspaceFixture *fixture);
void prices_fixture_close_desk (const PricesDesk *desk);
const SaudaPriceRow *prices_fixture_peek_row (const PricesDesk *desk, guint position);
GtkWindow *prices_fixture_find_window (GType type);
gint64 prices_fixture_read_number (WorkspaceFixture *fixture, const char *sql);
void prices_fixture_execute (WorkspaceFixture *fixture, const char *sql);

G_END_DECLS
