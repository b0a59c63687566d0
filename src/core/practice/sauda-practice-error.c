#include "sauda-practice-error.h"

GQuark
sauda_practice_error_quark (void)
{
  return g_quark_from_static_string ("sauda-practice-error");
}
