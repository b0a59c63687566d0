#include "sauda-cli.h"

#include "sauda-backups.h"
#include "sauda-config.h"
#include "sauda-crash.h"
#include "sauda-log-file.h"
#include "sauda-practice-catalog.h"
#include "sauda-practice-day.h"
#include "sauda-practice-server.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Orders of the practice day are all there by then, and the cut-off is still ahead. */
#define PRACTICE_HOUR 10

/* A byte that no word begins with. */
#define SHIELD "\x1f"

static gboolean
takes_value (const GOptionEntry *entries, const char *word)
{
  for (guint i = 0; g_str_has_prefix (word, "--") && entries[i].long_name != NULL; i++)
    if (g_str_equal (entries[i].long_name, word + 2))
      return entries[i].arg != G_OPTION_ARG_NONE;
  return FALSE;
}

/* GLib takes the -3 of a correction for an option. */
static void
shield_numbers (const GOptionEntry *entries, int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (argv[i][0] == '-' && g_ascii_isdigit (argv[i][1]) && !takes_value (entries, argv[i - 1])) {
      g_autofree char *shielded = g_strconcat (SHIELD, argv[i], NULL);

      argv[i] = (char *) g_intern_string (shielded);
    }
}

static void
unshield_numbers (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (argv[i][0] == *SHIELD)
      argv[i]++;
}

/**
 * sauda_cli_parse:
 * @cli: the call
 * @usage: what stands behind the command
 * @entries: its options
 * @argc: (inout): number of words
 * @argv: (inout): the words
 *
 * Reads a command's own options, and says what is wrong with them.
 *
 * Returns: whether they are right
 */
gboolean
sauda_cli_parse (SaudaCli *cli, const char *usage, const GOptionEntry *entries, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  shield_numbers (entries, *argc, *argv);
  if (g_option_context_parse (context, argc, argv, &error)) {
    unshield_numbers (*argc, *argv);
    return TRUE;
  }
  g_printerr ("saudactl: %s\n", error->message);
  return FALSE;
}

/**
 * sauda_cli_get_practice_folder:
 * @cli: the call
 *
 * Returns: (transfer full): where the practice store keeps its day
 */
char *
sauda_cli_get_practice_folder (SaudaCli *cli)
{
  return sauda_workspace_get_default_folder (TRUE, cli->data_folder);
}

/**
 * sauda_cli_parse_at:
 * @at: a time of day, `15:05`, or a whole moment as `practice serve --clock` takes it
 * @day: the day of a bare time
 * @now_ms: (out): what the practice clock shall show, in UTC milliseconds
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_INVALID_VALUE when @at is neither
 */
gboolean
sauda_cli_parse_at (const char *at, SaudaDay day, gint64 *now_ms, GError **error)
{
  int hour, minute;

  if (strchr (at, 'T') != NULL)
    return sauda_time_parse_iso (at, now_ms, error);
  if (!sauda_time_parse_clock (at, &hour, &minute, error))
    return FALSE;
  *now_ms = sauda_day_time_ms (day, hour, minute);
  return TRUE;
}

/* The practice store's clock shows its own day: at --at, or in the morning. */
static gboolean
set_practice_clock (SaudaCli *cli, SaudaDay day, SaudaClock *clock, GError **error)
{
  gint64 now_ms = sauda_day_time_ms (day, PRACTICE_HOUR, 0);

  if (cli->at != NULL && !sauda_cli_parse_at (cli->at, day, &now_ms, error))
    return FALSE;
  sauda_clock_set_now (clock, now_ms);
  return TRUE;
}

/* Starts the practice store in this process. Returns its address. */
static const char *
start_practice (SaudaCli *cli, const char *folder, SaudaClock *clock, GError **error)
{
  g_autoptr (SaudaPracticeOptions) options = sauda_practice_options_new ();
  SaudaPracticeDay day;

  options->folder = g_strdup (folder);
  options->clock = g_object_ref (clock);
  if (!sauda_practice_day_open (options, &day, error) || !set_practice_clock (cli, day.day, clock, error))
    return NULL;
  cli->server = sauda_practice_server_new (options, error);
  if (cli->server == NULL || !sauda_practice_server_start (cli->server, error))
    return NULL;
  return sauda_practice_server_get_url (cli->server);
}

static gboolean
fill_practice_options (SaudaCli *cli, SaudaWorkspaceOptions *options, GError **error)
{
  g_autofree char *folder = sauda_cli_get_practice_folder (cli);

  options->kaspi_url = cli->practice_url;
  if (options->kaspi_url == NULL)
    options->kaspi_url = start_practice (cli, folder, options->clock, error);
  else if (cli->at != NULL &&
           !set_practice_clock (cli, sauda_day_from_ms (sauda_clock_get_now (options->clock)), options->clock,
                                error))
    return FALSE;
  return options->kaspi_url != NULL;
}

static void
fill_practice_stores (SaudaWorkspaceStore *stores, guint n_stores, const SaudaPracticeStore *practice)
{
  for (guint i = 0; i < n_stores; i++) {
    stores[i].name = practice[i].name;
    stores[i].merchant_id = practice[i].merchant_id;
    stores[i].token = practice[i].token;
  }
}

static void
on_pausing (SaudaWorkspace *workspace, const char *sentence)
{
  if (*sentence != '\0')
    sauda_cli_say ("%s %s", sentence, _ ("Ctrl+C ends it."));
}

/* The window has a button for it. */
static void
name_restore (SaudaCli *cli, GError **error)
{
  g_autofree char *folder = sauda_workspace_get_default_folder (cli->practice, cli->data_folder);
  g_autoptr (SaudaBackupTest) test = NULL;
  g_autoptr (GError) damage = NULL;

  if (error == NULL || !sauda_backups_is_damage (*error))
    return;
  test = sauda_backups_find_tested (folder);
  damage = g_steal_pointer (error);
  g_set_error (error, damage->domain, damage->code, _ ("%s To restore it: saudactl backup restore “%s”"),
               damage->message, test != NULL ? test->file : "FILE");
}

/**
 * sauda_cli_open:
 * @cli: the call
 * @error: return location
 *
 * Opens the data folder that the call names, and the practice store when the call is for practice.
 *
 * Returns: (transfer none) (nullable): the workspace, which @cli owns
 */
SaudaWorkspace *
sauda_cli_open (SaudaCli *cli, GError **error)
{
  g_autoptr (SaudaClock) clock = sauda_clock_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) catalogue = NULL;
  SaudaWorkspaceOptions options = { .data_folder = cli->data_folder,
                                    .practice = cli->practice,
                                    .clock = clock };
  SaudaWorkspaceStore stores[SAUDA_PRACTICE_STORES];

  if (cli->practice) {
    guint n_stores;
    const SaudaPracticeStore *practice = sauda_practice_get_stores (&n_stores);

    if (!fill_practice_options (cli, &options, error))
      return NULL;
    fill_practice_stores (stores, n_stores, practice);
    catalogue = sauda_practice_get_catalog ();
    options.stores = stores;
    options.n_stores = n_stores;
    options.catalogue = catalogue;
  }
  sauda_workspace_open_async (&options, cli->cancellable, sauda_cli_on_ready, &result);
  cli->workspace = sauda_workspace_open_finish (sauda_cli_wait (&result), error);
  if (cli->workspace == NULL)
    name_restore (cli, error);
  else {
    g_signal_connect (cli->workspace, "pausing", G_CALLBACK (on_pausing), NULL);
    sauda_log_file_open (sauda_workspace_get_folder (cli->workspace), "saudactl");
    sauda_crash_watch (sauda_workspace_get_folder (cli->workspace), SAUDA_VERSION);
  }
  return cli->workspace;
}

/**
 * sauda_cli_open_now:
 * @cli: the call
 * @now_ms: (out): the moment that the whole command goes by, in milliseconds
 * @error: return location
 *
 * Like sauda_cli_open().
 *
 * Returns: whether it is open
 */
gboolean
sauda_cli_open_now (SaudaCli *cli, gint64 *now_ms, GError **error)
{
  if (sauda_cli_open (cli, error) == NULL)
    return FALSE;
  *now_ms = sauda_workspace_get_now (cli->workspace);
  return TRUE;
}
