#include "sauda-cli.h"

#include "sauda-base-error.h"
#include "sauda-reply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE_BREAK "\\n" /* how a file of replies writes one inside a text */

/* 0 is "not given"; whole numbers are written without a point. */
static void
add_measure (JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name (json, key);
  if (value == 0)
    json_builder_add_null_value (json);
  else if (value == (double) (gint64) value)
    json_builder_add_int_value (json, (gint64) value);
  else
    json_builder_add_double_value (json, value);
}

static void
add_reply (JsonBuilder *json, const char *text, const SaudaReply *reply)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "text", valid);
  add_measure (json, "height_cm", reply->height_cm);
  add_measure (json, "weight_kg", reply->weight_kg);
  sauda_cli_add_string (json, "size", *reply->size != '\0' ? reply->size : NULL);
  sauda_cli_add_string (json, "intent", sauda_reply_intent_get_name (reply->intent));
  json_builder_end_object (json);
}

static void
print_reply (const char *text, const SaudaReply *reply)
{
  g_autoptr (GString) found = g_string_new (sauda_reply_intent_get_name (reply->intent));
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (reply->height_cm > 0)
    g_string_append_printf (found, "  %g cm", reply->height_cm);
  if (reply->weight_kg > 0)
    g_string_append_printf (found, "  %g kg", reply->weight_kg);
  if (*reply->size != '\0')
    g_string_append_printf (found, "  %s", reply->size);
  sauda_cli_print ("%s  ←  %s", found->str, valid);
}

static SaudaReply
parse_written (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);

  g_string_replace (plain, LINE_BREAK, "\n", 0);
  return sauda_reply_parse (plain->str);
}

/* The first column of every line but the header. */
static char **
read_texts (const char *path, GError **error)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, &reason)) {
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE,
                 _ ("The file “%s” could not be read: %s. Check its name and whether you may open it."), path,
                 reason->message);
    return NULL;
  }
  lines = g_strsplit (content, "\n", -1);
  for (gsize i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
    lines[i][strcspn (lines[i], "\r")] = '\0';
    if (*lines[i] == '\0')
      continue;
    lines[i][strcspn (lines[i], "\t")] = '\0';
    g_strv_builder_add (texts, lines[i]);
  }
  return g_strv_builder_end (texts);
}

static SaudaExit
parse_file (SaudaCli *cli, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_auto (GStrv) texts = read_texts (path, &error);

  if (texts == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "replies");
  json_builder_begin_array (json);
  for (gsize i = 0; texts[i] != NULL; i++) {
    SaudaReply reply = parse_written (texts[i]);

    add_reply (json, texts[i], &reply);
    if (!cli->json)
      print_reply (texts[i], &reply);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

static SaudaExit
parse_text (SaudaCli *cli, const char *text)
{
  SaudaReply reply = sauda_reply_parse (text);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  add_reply (json, text, &reply);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    print_reply (text, &reply);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_reply_parse:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Tells what buyers' answers mean; touches no data folder.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_reply_parse (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *file = NULL;
  const GOptionEntry entries[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("Read the first column of a file with tabs"),
      "FILE.tsv" },
    { NULL },
  };
  /* A reply may begin with a minus, which is no option then. */
  gboolean options = argc > 1 && (g_str_has_prefix (argv[1], "--") || g_str_equal (argv[1], "-h"));

  if (options && !sauda_cli_parse (cli, "TEXT", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if ((file == NULL) == (argc != 2))
    return sauda_cli_usage (_ ("Name one text or one file: saudactl reply parse TEXT, or --file FILE.tsv"));
  return file != NULL ? parse_file (cli, file) : parse_text (cli, argv[1]);
}
