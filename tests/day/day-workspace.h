#pragma once

#include "sauda-workspace.h"

SaudaWorkspace *day_workspace_open (const char *folder);
