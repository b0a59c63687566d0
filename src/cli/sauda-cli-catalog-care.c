#include "sauda-cli.h"

#include "sauda-catalog-files.h"
#include "sauda-catalog-imports.h"
#include "sauda-column-aliases.h"
#include "sauda-offer-links.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HISTORY_LENGTH 50

typedef struct {
  const char *store;
  const char *sku;
  const char *variant; /* (nullable) */
  const char *header;  /* (nullable) */
  const char *field;   /* (nullable) */
  guint kept;
  gint64 now_ms;
} Request;

static gpointer
imports_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_catalog_imports_list (connection, HISTORY_LENGTH, error);
}

static gpointer
undo_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  return sauda_catalog_files_undo (connection, request->now_ms, &request->kept, error);
}

static gpointer
aliases_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  if (request->header != NULL &&
      !sauda_column_aliases_set (connection, SAUDA_ALIASES_CATALOGUE, request->header, request->field,
                                 request->now_ms, error))
    return NULL;
  return sauda_column_aliases_list (connection, SAUDA_ALIASES_CATALOGUE, error);
}

static gpointer
suggest_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_offer_links_suggest (connection, error);
}

static gpointer
link_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  return sauda_offer_links_set (connection, request->store, request->sku, request->variant, error) ? request
                                                                                                   : NULL;
}

static void
add_import (JsonBuilder *json, const SaudaCatalogImportInfo *info)
{
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", info->id);
  sauda_cli_add_string (json, "name", info->name);
  sauda_cli_add_time (json, "at", info->at_ms);
  sauda_cli_add_time (json, "undone", info->undone_ms);
  sauda_cli_add_int (json, "new", info->added);
  sauda_cli_add_int (json, "changed", info->changed);
  sauda_cli_add_int (json, "same", info->same);
  sauda_cli_add_int (json, "refused", info->refused);
  json_builder_end_object (json);
}

/**
 * sauda_cli_catalog_imports:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_imports (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) imports = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  imports = sauda_workspace_read (cli->workspace, imports_work, NULL, &error);
  if (imports == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "imports");
  for (guint i = 0; i < imports->len; i++) {
    const SaudaCatalogImportInfo *info = g_ptr_array_index (imports, i);
    g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (info->at_ms));
    g_autofree char *clock = sauda_time_format_clock (info->at_ms);

    add_import (json, info);
    if (!cli->json)
      sauda_cli_print (_ ("%s %s  %s: new %u, changed %u, same %u, refused %u%s"), day, clock, info->name,
                       info->added, info->changed, info->same, info->refused,
                       info->undone_ms != 0 ? _ ("; taken back") : "");
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_catalog_undo:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_undo (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (SaudaCatalogImportInfo) info = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  info = sauda_workspace_write (cli->workspace, undo_work, &request, &error);
  if (info == NULL)
    return sauda_cli_fail (cli, error);
  if (!cli->json) {
    sauda_cli_print (_ ("%s was taken back."), info->name);
    if (request.kept > 0)
      sauda_cli_print (ngettext ("%u product stays, because something leans on it.",
                                 "%u products stay, because something leans on them.", request.kept),
                       request.kept);
    return SAUDA_EXIT_DONE;
  }
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "name", info->name);
  sauda_cli_add_int (json, "id", info->id);
  sauda_cli_add_int (json, "kept", request.kept);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
  return SAUDA_EXIT_DONE;
}

static SaudaExit
print_aliases (SaudaCli *cli, GPtrArray *aliases)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "aliases");
  for (guint i = 0; i < aliases->len; i++) {
    const SaudaColumnAlias *alias = g_ptr_array_index (aliases, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "header", alias->header);
    sauda_cli_add_string (json, "field", alias->field);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print ("%s = %s", alias->header, alias->field);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_catalog_aliases:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_aliases (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *forget = NULL, *header = NULL;
  const GOptionEntry entries[] = {
    { "forget", 0, 0, G_OPTION_ARG_STRING, &forget, N_ ("Forget a name"), "HEADER" }, { NULL }
  };
  Request request = { 0 };
  g_autoptr (GPtrArray) aliases = NULL;
  g_autoptr (GError) error = NULL;
  const char *equals;

  if (!sauda_cli_parse (cli, "[HEADER=FIELD]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  equals = argc == 2 ? strrchr (argv[1], '=') : NULL;
  if (argc > 2 || (argc == 2 && (equals == NULL || equals == argv[1] || forget != NULL)))
    return sauda_cli_usage (
      _ ("Tell which column is which: saudactl catalog aliases Price=Initial_KSP_Price"));
  if (argc == 2) {
    if (!sauda_column_aliases_check (argv[1], &error))
      return sauda_cli_usage (error->message);
    header = g_strndup (argv[1], (gsize) (equals - argv[1]));
  }
  request.header = forget != NULL ? forget : header;
  request.field = forget != NULL || equals == NULL ? NULL : equals + 1;
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  aliases = request.header != NULL ? sauda_workspace_write (cli->workspace, aliases_work, &request, &error)
                                   : sauda_workspace_read (cli->workspace, aliases_work, &request, &error);
  return aliases != NULL ? print_aliases (cli, aliases) : sauda_cli_fail (cli, error);
}

/**
 * sauda_cli_catalog_suggest:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_suggest (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) suggestions = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  suggestions = sauda_workspace_read (cli->workspace, suggest_work, NULL, &error);
  if (suggestions == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "suggestions");
  for (guint i = 0; i < suggestions->len; i++) {
    const SaudaLinkSuggestion *suggestion = g_ptr_array_index (suggestions, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "store", suggestion->store);
    sauda_cli_add_string (json, "sku", suggestion->sku);
    sauda_cli_add_string (json, "title", suggestion->title);
    sauda_cli_add_string (json, "variant", suggestion->variant_sku);
    sauda_cli_add_string (json, "reason", sauda_link_reason_get_title (suggestion->reason));
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print (_ ("%s, %s → %s: %s"), suggestion->store, suggestion->sku, suggestion->variant_sku,
                       sauda_link_reason_get_title (suggestion->reason));
  }
  if (!sauda_cli_end_list (cli, json))
    sauda_cli_print ("%s", _ ("To link one: saudactl catalog link STORE SKU PRODUCT"));
  return SAUDA_EXIT_DONE;
}

static SaudaExit
set_link (SaudaCli *cli, const char *store, const char *sku, const char *variant)
{
  Request request = { .store = store, .sku = sku, .variant = variant };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_open_now (cli, &request.now_ms, &error) ||
      sauda_workspace_write (cli->workspace, link_work, &request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "store", store);
  sauda_cli_add_string (json, "sku", sku);
  sauda_cli_add_string (json, "variant", variant);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", _ ("Noted."));
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_catalog_link:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_link (SaudaCli *cli, int argc, char **argv)
{
  if (argc != 4)
    return sauda_cli_usage (
      _ ("Name a store, its offer and a product: saudactl catalog link STORE SKU PRODUCT"));
  return set_link (cli, argv[1], argv[2], argv[3]);
}

/**
 * sauda_cli_catalog_unlink:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_unlink (SaudaCli *cli, int argc, char **argv)
{
  if (argc != 3)
    return sauda_cli_usage (_ ("Name a store and its offer: saudactl catalog unlink STORE SKU"));
  return set_link (cli, argv[1], argv[2], NULL);
}
