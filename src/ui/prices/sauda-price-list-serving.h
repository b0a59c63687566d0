#pragma once

#include "sauda-price-list-server.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/* What is served, as the data folder keeps it; the password lies in the keyring. */
typedef struct {
  guint port;
  char *user;  /* (owned) (nullable) NULL: everybody may fetch */
  gboolean on; /* begins again with the program */
} SaudaPriceListServing;

void sauda_price_list_serving_free (SaudaPriceListServing *serving);
gpointer sauda_price_list_serving_read (SaudaConnection *connection, gpointer unused, GError **error);
SaudaPriceListServer *sauda_price_list_serving_get (SaudaWorkspace *workspace);
const char *sauda_price_list_serving_get_trouble (SaudaWorkspace *workspace);
void sauda_price_list_serving_resume (SaudaWorkspace *workspace);
gboolean sauda_price_list_serving_begin (SaudaWorkspace *workspace,
                                         guint port,
                                         const char *user,
                                         const char *password,
                                         GError **error);
void sauda_price_list_serving_end (SaudaWorkspace *workspace);

G_END_DECLS
