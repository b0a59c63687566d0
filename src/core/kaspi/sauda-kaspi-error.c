#include "sauda-kaspi-error.h"

G_DEFINE_QUARK (sauda - kaspi - error - quark, sauda_kaspi_error)
