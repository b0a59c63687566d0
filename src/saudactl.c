#include "sauda-cli.h"

int
main (int argc, char **argv)
{
  return sauda_cli_main (argc, argv);
}
