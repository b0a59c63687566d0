#pragma once

#include "sauda-kaspi-client.h"
#include "sauda-kaspi-transport.h"

G_BEGIN_DECLS

SaudaKaspiTransport *sauda_kaspi_client_get_transport (SaudaKaspiClient *self);

G_END_DECLS
