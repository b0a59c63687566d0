#pragma once

#include "sauda-size-chart.h"

G_BEGIN_DECLS

SaudaSizePeople sauda_size_product_get_people (const char *gender);
SaudaSizePeople sauda_size_product_get_people_of_size (SaudaSizePeople people, const char *size);
gboolean sauda_size_product_has_sizes (const char *product_type);

G_END_DECLS
