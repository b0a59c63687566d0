#include "sauda-base-error.h"
#include "sauda-secrets.h"
#include "sauda-test.h"

static char *
look_up (const char *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_secrets_lookup_async (SAUDA_SECRETS_KASPI_TOKEN, store, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_secrets_lookup_finish (result, error);
}

static void
assert_secret (const char *store, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = look_up (store, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static void
save (const char *store, const char *value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_secrets_save_async (SAUDA_SECRETS_KASPI_TOKEN, store, value, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_secrets_save_finish (result, &error));
  g_assert_no_error (error);
}

static void
test_environment (void)
{
  g_setenv ("KASPI_TOKEN_ONLYFIT", "own", TRUE);
  g_setenv ("KASPI_TOKEN_MY_SHOP__2", "odd name", TRUE);
  g_setenv ("KASPI_TOKEN_EMPTY", "", TRUE);
  assert_secret ("OnlyFit", "own");
  assert_secret ("onlyfit", "own");
  assert_secret ("My shop №2", "odd name");
  assert_secret ("Other", NULL);
  g_setenv ("KASPI_TOKEN", "common", TRUE);
  assert_secret ("OnlyFit", "own");
  assert_secret ("Other", "common");
  assert_secret ("Empty", "common");
  assert_secret ("Магазин", "common");
  g_unsetenv ("KASPI_TOKEN");
  g_unsetenv ("KASPI_TOKEN_ONLYFIT");
  g_unsetenv ("KASPI_TOKEN_MY_SHOP__2");
  g_unsetenv ("KASPI_TOKEN_EMPTY");
}

/* libsecret 0.20 loses the file's entity tag at each writing, hence a process where leaks are not
 * looked for. */
static void
test_keyring (void)
{
  if (!g_test_subprocess ()) {
    g_setenv ("ASAN_OPTIONS", "detect_leaks=0", TRUE);
    g_test_trap_subprocess (NULL, 0, 0);
    g_unsetenv ("ASAN_OPTIONS");
    g_test_trap_assert_passed ();
    return;
  }
  assert_secret ("OnlyFit", NULL);
  save ("OnlyFit", "first");
  save ("Магазин", "другой");
  assert_secret ("OnlyFit", "first");
  assert_secret ("Магазин", "другой");
  assert_secret ("onlyfit", NULL);
  save ("OnlyFit", "second");
  assert_secret ("OnlyFit", "second");
  g_setenv ("KASPI_TOKEN", "from outside", TRUE);
  assert_secret ("OnlyFit", "from outside");
  g_unsetenv ("KASPI_TOKEN");
  save ("OnlyFit", NULL);
  assert_secret ("OnlyFit", NULL);
  save ("OnlyFit", "");
  assert_secret ("Магазин", "другой");
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sauda_secrets_lookup_async (SAUDA_SECRETS_KASPI_TOKEN, "OnlyFit", cancellable, sauda_test_keep_result,
                              &result);
  sauda_test_wait_until (result != NULL);
  g_assert_null (sauda_secrets_lookup_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* libsecret chooses its backend once, hence a process of its own. */
static void
test_no_service (void)
{
  if (g_test_subprocess ()) {
    g_autoptr (GError) error = NULL;

    g_unsetenv ("SECRET_BACKEND");
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
    g_assert_null (look_up ("OnlyFit", &error));
    g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SECRET);
    g_assert_nonnull (g_strstr_len (error->message, -1, "KASPI_TOKEN"));
    /* What the bus says is English in every language, and nothing that a shopkeeper can do anything about. */
    g_assert_null (g_strstr_len (error->message, -1, "connect"));
    g_assert_null (g_strstr_len (error->message, -1, "nowhere/at"));
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL, *keyring = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = sauda_test_folder_new ();
  keyring = g_build_filename (folder, "test.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_test_add_func ("/base/secrets/environment", test_environment);
  g_test_add_func ("/base/secrets/keyring", test_keyring);
  g_test_add_func ("/base/secrets/cancelled", test_cancelled);
  g_test_add_func ("/base/secrets/no-service", test_no_service);
  status = g_test_run ();
  sauda_test_folder_remove (folder);
  return status;
}
