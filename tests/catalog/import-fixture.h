#pragma once

#include "sauda-catalog-import.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#define HEADER                                                                                               \
  "SKU_ID;Kaspi_name_core;MY_SIZE;SKU_ID_KSP;Initial_KSP_Price;Stock_entered;SKU_key;Weight_kg;Store_name\n"

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
} ImportFixture;

void import_fixture_set_up (ImportFixture *fixture, gconstpointer data);
void import_fixture_tear_down (ImportFixture *fixture, gconstpointer data);
SaudaCatalogReport *import_fixture_import (ImportFixture *fixture, const char *path, gboolean preview);
SaudaCatalogReport *import_fixture_import_text (ImportFixture *fixture, const char *text);
GPtrArray *import_fixture_list (ImportFixture *fixture, const char *query);
