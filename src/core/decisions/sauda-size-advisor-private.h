#pragma once

#include "sauda-size-advisor.h"
#include "sauda-size-memory.h"

G_BEGIN_DECLS

/**
 * SaudaSizeMemoryFunc:
 * @memory: (transfer none): what is known; nobody else touches it meanwhile
 * @data: data of the caller
 * @error: return location
 */
typedef gboolean (*SaudaSizeMemoryFunc) (SaudaSizeMemory *memory, gpointer data, GError **error);

gboolean sauda_size_advisor_use (SaudaSizeAdvisor *self,
                                 SaudaConnection *connection,
                                 SaudaSizePeople people,
                                 SaudaSizeMemoryFunc func,
                                 gpointer data,
                                 GError **error);

G_END_DECLS
