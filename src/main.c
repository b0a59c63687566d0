#include "sauda-application.h"
#include "sauda-log.h"

int
main (int argc, char **argv)
{
  g_autoptr (SaudaApplication) application = NULL;

  sauda_log_set_up (g_getenv ("SAUDA_VERBOSE") != NULL);
  sauda_application_choose_language (argc, argv);
  application = sauda_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
