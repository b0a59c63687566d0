#pragma once

#include "sauda-test.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/* An open data folder of its own with the stores UNIVERSAL and ONLYFIT. */
typedef struct {
  SaudaTestFolder folder;
  SaudaWorkspace *workspace;
} WorkspaceFixture;

void workspace_fixture_set_up (WorkspaceFixture *fixture, gconstpointer data);
void workspace_fixture_tear_down (WorkspaceFixture *fixture, gconstpointer data);

G_END_DECLS
