#pragma once

#include "sauda-kaspi-export.h"

G_BEGIN_DECLS

/* Private to the room: the words of Kaspi's spreadsheets and what the API calls them. */

const char *sauda_kaspi_export_delivery_mode (const char *text);
const char *sauda_kaspi_export_payment_mode (const char *text);
gboolean sauda_kaspi_export_signature (const char *text, gboolean *required);
void sauda_kaspi_export_derive (SaudaKaspiExportOrder *order);

G_END_DECLS
