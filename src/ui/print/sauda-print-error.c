#include "sauda-print-error.h"

GQuark
sauda_print_error_quark (void)
{
  return g_quark_from_static_string ("sauda-print-error-quark");
}
