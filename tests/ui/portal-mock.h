#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PORTAL_MOCK_PATH "/org/freedesktop/portal/desktop"

/* The desktop of a sandbox, on a connection of its own: a program does not meet itself on the bus. */
typedef struct {
  GDBusConnection *connection; /* (owned) */
  guint owner;
  gboolean named;
} PortalMock;

void portal_mock_set_up (PortalMock *self,
                         const char *xml,
                         GDBusInterfaceMethodCallFunc on_call,
                         gpointer user_data);
void portal_mock_tear_down (PortalMock *self);
void portal_mock_respond (PortalMock *self,
                          const char *sender,
                          GVariant *options,
                          guint response,
                          GVariant *results);

G_END_DECLS
