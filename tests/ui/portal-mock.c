#include "portal-mock.h"

#include "sauda-test.h"

#define NAME "org.freedesktop.portal.Desktop"

static void
on_named (GDBusConnection *connection, const char *name, gpointer user_data)
{
  ((PortalMock *) user_data)->named = TRUE;
}

/* Offers the one interface of @xml, whose methods @on_call answers. */
void
portal_mock_set_up (PortalMock *self,
                    const char *xml,
                    GDBusInterfaceMethodCallFunc on_call,
                    gpointer user_data)
{
  const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, &error);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  self->connection = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection, PORTAL_MOCK_PATH, node->interfaces[0], &vtable,
                                     user_data, NULL, &error);
  g_assert_no_error (error);
  self->owner = g_bus_own_name_on_connection (self->connection, NAME, 0, on_named, NULL, self, NULL);
  sauda_test_wait_until (self->named);
}

void
portal_mock_tear_down (PortalMock *self)
{
  g_bus_unown_name (self->owner);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
}

/* Answers a request: 0 yes, 1 no. */
void
portal_mock_respond (PortalMock *self,
                     const char *sender,
                     GVariant *options,
                     guint response,
                     GVariant *results)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;
  g_autofree char *path = NULL;

  g_variant_lookup (options, "handle_token", "&s", &token);
  path = g_strdup_printf (PORTAL_MOCK_PATH "/request/%s/%s", name, token);
  g_dbus_connection_emit_signal (self->connection, sender, path, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(u@a{sv})", response, results), NULL);
}
