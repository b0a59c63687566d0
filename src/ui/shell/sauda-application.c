#include "sauda-application.h"

#include "sauda-compat.h"
#include "sauda-config.h"
#include "sauda-help-window.h"
#include "sauda-language.h"
#include "sauda-latin-keys.h"
#include "sauda-lent-words.h"
#include "sauda-mnemonics.h"
#include "sauda-open-popovers.h"
#include "sauda-spoken-names.h"
#include "sauda-stall-watch.h"
#include "sauda-ui-resource.h"
#include "sauda-ui-settings.h"
#include "sauda-whole-texts.h"
#include "sauda-window.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* What a person takes for instant; seen with G_MESSAGES_DEBUG=sauda-ui. */
#define LONGEST_STALL_MS 50
#define EXIT_NO_DISPLAY 1
#define EXIT_WRONG_USAGE 2
#define RESOURCE_PATH "/io/github/sauda/Sauda"

struct _SaudaApplication {
  AdwApplication parent_instance;

  char *data_folder; /* (owned) (nullable) */
  gboolean practice;
};

G_DEFINE_FINAL_TYPE (SaudaApplication, sauda_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "practice", 'p', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_ ("Open the practice store: nothing reaches a real shop"), NULL },
  { "data-dir", 'd', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL, N_ ("Keep everything in this folder"),
    N_ ("FOLDER") },
  { "lang", 'l', G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_ ("Language of the window: en, ru or kk"),
    N_ ("LANGUAGE") },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Tell the version"), NULL },
  { NULL },
};

/* The pages by their places in the sidebar, along the upper row of keys. */
static const struct {
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.help", { "F1" } },
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "win.page::day", { "<Alt>1" } },
  { "win.page::orders", { "<Alt>2" } },
  { "win.page::decisions", { "<Alt>3" } },
  { "win.page::labels", { "<Alt>4" } },
  { "win.page::catalogue", { "<Alt>5" } },
  { "win.page::stock", { "<Alt>6" } },
  { "win.page::prices", { "<Alt>7" } },
  { "win.page::profit", { "<Alt>8" } },
  { "win.page::sizes", { "<Alt>9" } },
  { "win.page::conversations", { "<Alt>0" } },
  { "win.page::customers", { "<Alt>minus" } },
  { "win.page::settings", { "<Alt>equal" } },
  { "win.import", { "<Control>o" } },
  { "win.find", { "<Control>f" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.sync", { "F5" } },
  { "win.ship", { "<Control>Return" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "win.pack", { "<Control>k" } },
  { "window.close", { "<Control>w" } },
};

static SaudaWindow *
get_window (SaudaApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (SAUDA_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *window = get_window (SAUDA_APPLICATION (user_data));

  /* Closing asks before a run is left. */
  if (window != NULL)
    sauda_window_quit (window);
  else
    g_application_quit (G_APPLICATION (user_data));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaApplication *self = SAUDA_APPLICATION (user_data);

  /* The bus may have started the program for this alone. */
  if (get_window (self) == NULL)
    g_application_activate (G_APPLICATION (self));
  g_action_group_activate_action (G_ACTION_GROUP (get_window (self)), "page",
                                  g_variant_new_string ("settings"));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_compat_about (GTK_WINDOW (get_window (SAUDA_APPLICATION (user_data))));
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *window = get_window (SAUDA_APPLICATION (user_data));

  gtk_window_present (GTK_WINDOW (sauda_help_window_new (window != NULL ? GTK_WINDOW (window) : NULL)));
}

static const GActionEntry actions[] = {
  { "help", on_help },
  { "quit", on_quit },
  { "preferences", on_preferences },
  { "about", on_about },
};

/* Programs on different data must not raise each other's window: each folder has its own name on the bus. */
static void
apply_id (SaudaApplication *self)
{
  g_autoptr (GString) id = g_string_new (SAUDA_APP_ID);

  if (self->practice)
    g_string_append (id, ".Practice");
  if (self->data_folder != NULL) {
    g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->data_folder, -1);

    g_string_append_printf (id, ".Folder%.12s", sum);
  }
  g_application_set_application_id (G_APPLICATION (self), id->str);
}

static int
sauda_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  SaudaApplication *self = SAUDA_APPLICATION (application);
  const char *folder = NULL, *language = NULL;
  g_autofree char *fault = NULL;

  if (g_variant_dict_lookup (dict, "lang", "&s", &language))
    fault = sauda_language_get_fault (language);
  if (fault != NULL) {
    g_printerr ("sauda: %s\n", fault);
    return EXIT_WRONG_USAGE;
  }
  if (g_variant_dict_contains (dict, "version")) {
    g_print ("sauda %s\n", SAUDA_VERSION);
    return 0;
  }
  g_variant_dict_lookup (dict, "practice", "b", &self->practice);
  if (g_variant_dict_lookup (dict, "data-dir", "^&ay", &folder))
    sauda_application_set_data_folder (self, folder);
  apply_id (self);
  return -1;
}

static void
sauda_application_startup (GApplication *application)
{
  /* GTK would say it in English alone, and not what else there is. */
  if (!gtk_init_check ()) {
    g_printerr ("sauda: %s\n", _ ("There is no display here, so no window can open: saudactl does the same "
                                  "work on the terminal."));
    exit (EXIT_NO_DISPLAY);
  }
  G_APPLICATION_CLASS (sauda_application_parent_class)->startup (application);
  sauda_lent_words_use ();
  gtk_window_set_default_icon_name (SAUDA_APP_ID);
  sauda_whole_texts_watch ();
  sauda_spoken_names_watch ();
  sauda_mnemonics_watch ();
  sauda_open_popovers_watch ();
  sauda_latin_keys_watch ();
#ifdef SAUDA_DEBUG
  sauda_stall_watch_start (LONGEST_STALL_MS);
#endif
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action,
                                           shortcuts[i].accels);
}

static void
sauda_application_activate (GApplication *application)
{
  SaudaWindow *window = get_window (SAUDA_APPLICATION (application));

  if (window == NULL)
    window = sauda_window_new (SAUDA_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (window));
}

static void
sauda_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n_files; i++)
    g_list_store_append (list, files[i]);
  g_application_activate (application);
  sauda_window_import (get_window (SAUDA_APPLICATION (application)), G_LIST_MODEL (list));
}

static void
sauda_application_finalize (GObject *object)
{
  SaudaApplication *self = SAUDA_APPLICATION (object);

  g_free (self->data_folder);
  G_OBJECT_CLASS (sauda_application_parent_class)->finalize (object);
}

static void
sauda_application_class_init (SaudaApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = sauda_application_finalize;
  application_class->handle_local_options = sauda_application_handle_local_options;
  application_class->startup = sauda_application_startup;
  application_class->activate = sauda_application_activate;
  application_class->open = sauda_application_open;
}

static void
sauda_application_init (SaudaApplication *self)
{
  g_resources_register (sauda_ui_get_resource ());
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
}

/**
 * sauda_application_new:
 *
 * Returns: (transfer full): the program
 */
SaudaApplication *
sauda_application_new (void)
{
  return g_object_new (SAUDA_TYPE_APPLICATION, "application-id", SAUDA_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", RESOURCE_PATH, NULL);
}

/**
 * sauda_application_get_practice:
 * @self: the program
 *
 * Returns: whether it works on the practice store
 */
gboolean
sauda_application_get_practice (SaudaApplication *self)
{
  g_return_val_if_fail (SAUDA_IS_APPLICATION (self), FALSE);
  return self->practice;
}

/**
 * sauda_application_set_practice:
 * @self: the program, without a window yet
 * @practice: whether it works on the practice store
 */
void
sauda_application_set_practice (SaudaApplication *self, gboolean practice)
{
  g_return_if_fail (SAUDA_IS_APPLICATION (self));
  self->practice = practice;
}

/**
 * sauda_application_get_data_folder:
 * @self: the program
 *
 * Returns: (nullable): the folder to work in; %NULL for the usual one
 */
const char *
sauda_application_get_data_folder (SaudaApplication *self)
{
  g_return_val_if_fail (SAUDA_IS_APPLICATION (self), NULL);
  return self->data_folder;
}

/**
 * sauda_application_set_data_folder:
 * @self: the program, without a window yet
 * @folder: (nullable): the folder to work in; %NULL for the usual one
 */
void
sauda_application_set_data_folder (SaudaApplication *self, const char *folder)
{
  g_return_if_fail (SAUDA_IS_APPLICATION (self));
  g_free (self->data_folder);
  self->data_folder = folder != NULL ? g_canonicalize_filename (folder, NULL) : NULL;
}

/**
 * sauda_application_use_language:
 * @language: (nullable): "en", "ru" or "kk"; %NULL for the desktop's
 *
 * See sauda_language_use(). Must be called before GTK is started.
 */
void
sauda_application_use_language (const char *language)
{
  sauda_language_use (language);
  /* GTK would go back to the environment's locale, in which gettext may translate nothing. */
  if (!gtk_is_initialized ())
    gtk_disable_setlocale ();
}

/**
 * sauda_application_choose_language:
 * @argc: number of words
 * @argv: the call
 *
 * Takes the language of `--lang`, else that of the settings, else the desktop's. GLib decides at the first
 * text whether to translate at all, so this comes before the options are read in earnest.
 */
void
sauda_application_choose_language (int argc, char **argv)
{
  g_autofree char *chosen = sauda_ui_settings_get_text ("language", "system");
  const char *language = g_strcmp0 (chosen, "system") != 0 ? chosen : NULL;

  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--lang="))
      language = argv[i] + strlen ("--lang=");
    else if ((g_str_equal (argv[i], "--lang") || g_str_equal (argv[i], "-l")) && i + 1 < argc)
      language = argv[i + 1];
  sauda_application_use_language (language);
}
