#include "sauda-cli.h"

#include "sauda-own-papers.h"
#include "sauda-ruler.h"
#include "sauda-template-library.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* What the commands take; each takes a part of it. */
typedef struct {
  char *label;    /* (owned) (nullable) */
  char *sheet;    /* (owned) (nullable) */
  char *query;    /* (owned) (nullable) */
  char *store;    /* (owned) (nullable) */
  char *date;     /* (owned) (nullable) */
  char *paper;    /* (owned) (nullable) */
  char *copies;   /* (owned) (nullable) */
  int first;      /* from 1, 0: not said */
  gboolean marks; /* cut marks */
  gboolean tomorrow, prices;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->label);
  g_free (words->sheet);
  g_free (words->query);
  g_free (words->store);
  g_free (words->date);
  g_free (words->paper);
  g_free (words->copies);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static SaudaExit
write_paper (SaudaCli *cli, const SaudaOwnPaperOptions *options)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaOwnPaperReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_own_papers_write_async (cli->workspace, options, cli->cancellable, sauda_cli_on_ready, &result);
  report = sauda_own_papers_write_finish (sauda_cli_wait (&result), &error);
  if (report == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "file", options->path);
    sauda_cli_add_int (json, "written", report->written);
    sauda_cli_add_int (json, "pages", report->pages);
    sauda_cli_begin_array (json, "problems");
    for (guint i = 0; i < report->problems->len; i++)
      json_builder_add_string_value (json, g_ptr_array_index (report->problems, i));
    json_builder_end_array (json);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else {
    sauda_cli_print (_ ("Written %u, pages %u: %s"), report->written, report->pages, options->path);
    for (guint i = 0; i < report->problems->len; i++)
      sauda_cli_print ("  %s", (const char *) g_ptr_array_index (report->problems, i));
  }
  return report->problems->len > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

/* `100x150`, millimetres. */
static gboolean
read_paper (const char *text, double *width, double *height)
{
  char *end = NULL;

  if (text == NULL)
    return TRUE;
  if (g_ascii_strcasecmp (text, "a4") == 0 || g_ascii_strcasecmp (text, "a5") == 0) {
    gboolean a4 = text[1] == '4';

    *width = a4 ? 210 : 148;
    *height = a4 ? 297 : 210;
    return TRUE;
  }
  *width = g_ascii_strtod (text, &end);
  if (end == text || *end != 'x')
    return FALSE;
  text = end + 1;
  *height = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *width > 0 && *height > 0;
}

static gboolean
read_words (const Words *words, SaudaOwnPaperOptions *options, GError **error)
{
  char *end = NULL;

  options->day = SAUDA_DAY_NONE;
  options->label = words->label;
  options->sheet = words->sheet;
  options->query = words->query;
  options->store = words->store;
  options->marks = words->marks;
  options->tomorrow = words->tomorrow;
  options->prices = words->prices;
  options->first = (guint) MAX (words->first - 1, 0);
  if (words->date != NULL && !sauda_day_parse (words->date, &options->day, error))
    return FALSE;
  if (!read_paper (words->paper, &options->width, &options->height)) {
    g_set_error_literal (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_PAPER,
                         _ ("A paper is A4, A5, or its sides in millimetres: 100x150"));
    return FALSE;
  }
  if (words->copies == NULL || g_str_equal (words->copies, "stock"))
    return TRUE;
  options->copies = (guint) g_ascii_strtoull (words->copies, &end, 10);
  if (*end == '\0' && options->copies > 0 && options->copies <= 10000)
    return TRUE;
  g_set_error_literal (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_PAPER,
                       _ ("Copies are a number from 1 to 10000, or “stock”."));
  return FALSE;
}

static SaudaExit
run_paper (SaudaCli *cli, const Words *words, SaudaOwnPaper paper, int argc, char **argv)
{
  SaudaOwnPaperOptions options = { .paper = paper };
  g_autoptr (GError) error = NULL;

  if (argc < 2)
    return sauda_cli_usage (_ ("Say where the labels go: FILE.pdf"));
  if (!read_words (words, &options, &error))
    return sauda_cli_usage (error->message);
  options.path = argv[1];
  options.items = argc > 2 ? (const char *const *) argv + 2 : NULL;
  return write_paper (cli, &options);
}

/**
 * sauda_cli_labels_product:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_labels_product (SaudaCli *cli, int argc, char **argv)
{
  g_auto (Words) words = { 0 };
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_STRING, &words.label, N_ ("The template, product-58x40 at first"),
      "ID" },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &words.sheet, N_ ("A sheet of labels instead of a roll"), "ID" },
    { "first", 0, 0, G_OPTION_ARG_INT, &words.first, N_ ("The first label of the sheet that is left"), "N" },
    { "marks", 0, 0, G_OPTION_ARG_NONE, &words.marks, N_ ("Cut marks on sheets"), NULL },
    { "query", 0, 0, G_OPTION_ARG_STRING, &words.query, N_ ("Goods with these words"), "TEXT" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &words.store, N_ ("Of this store alone"), "NAME" },
    { "copies", 0, 0, G_OPTION_ARG_STRING, &words.copies, N_ ("Labels of each, 1 at first"), "N|stock" },
    { NULL }
  };

  if (!sauda_cli_parse (cli, "FILE.pdf [SKU[=N]…]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (words.copies == NULL)
    words.copies = g_strdup ("1");
  return run_paper (cli, &words, SAUDA_OWN_PAPER_PRODUCTS, argc, argv);
}

/**
 * sauda_cli_labels_boxes:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_labels_boxes (SaudaCli *cli, int argc, char **argv)
{
  g_auto (Words) words = { 0 };
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_STRING, &words.label, N_ ("The template, box-100x150 at first"), "ID" },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &words.sheet, N_ ("A sheet of labels instead of a roll"), "ID" },
    { "places", 0, 0, G_OPTION_ARG_STRING, &words.copies,
      N_ ("Places of each order, as on its waybill at first"), "N" },
    { "date", 0, 0, G_OPTION_ARG_STRING, &words.date, N_ ("The day to ship, today at first"), "DAY" },
    { "tomorrow", 0, 0, G_OPTION_ARG_NONE, &words.tomorrow, N_ ("Tomorrow's orders too"), NULL },
    { "store", 0, 0, G_OPTION_ARG_STRING, &words.store, N_ ("Of this store alone"), "NAME" },
    { NULL }
  };

  if (!sauda_cli_parse (cli, "FILE.pdf [ORDER…]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  return run_paper (cli, &words, SAUDA_OWN_PAPER_BOXES, argc, argv);
}

/**
 * sauda_cli_labels_slips:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_labels_slips (SaudaCli *cli, int argc, char **argv)
{
  g_auto (Words) words = { 0 };
  const GOptionEntry entries[] = {
    { "paper", 0, 0, G_OPTION_ARG_STRING, &words.paper, N_ ("The paper, 100x150 at first"), "WxH|A4|A5" },
    { "prices", 0, 0, G_OPTION_ARG_NONE, &words.prices, N_ ("With prices"), NULL },
    { "date", 0, 0, G_OPTION_ARG_STRING, &words.date, N_ ("The day to ship, today at first"), "DAY" },
    { "tomorrow", 0, 0, G_OPTION_ARG_NONE, &words.tomorrow, N_ ("Tomorrow's orders too"), NULL },
    { "store", 0, 0, G_OPTION_ARG_STRING, &words.store, N_ ("Of this store alone"), "NAME" },
    { NULL }
  };

  if (!sauda_cli_parse (cli, "FILE.pdf [ORDER…]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  return run_paper (cli, &words, SAUDA_OWN_PAPER_SLIPS, argc, argv);
}

/**
 * sauda_cli_labels_handover:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_labels_handover (SaudaCli *cli, int argc, char **argv)
{
  g_auto (Words) words = { 0 };
  const GOptionEntry entries[] = {
    { "paper", 0, 0, G_OPTION_ARG_STRING, &words.paper, N_ ("The paper, A4 at first"), "WxH|A4|A5" },
    { "date", 0, 0, G_OPTION_ARG_STRING, &words.date, N_ ("The day to ship, today at first"), "DAY" },
    { "tomorrow", 0, 0, G_OPTION_ARG_NONE, &words.tomorrow, N_ ("Tomorrow's orders too"), NULL },
    { "store", 0, 0, G_OPTION_ARG_STRING, &words.store, N_ ("Of this store alone"), "NAME" },
    { NULL }
  };

  if (!sauda_cli_parse (cli, "FILE.pdf [ORDER…]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  return run_paper (cli, &words, SAUDA_OWN_PAPER_HANDOVER, argc, argv);
}

/**
 * sauda_cli_labels_ruler:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_labels_ruler (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *paper = NULL;
  double width = 100, height = 150;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "paper", 0, 0, G_OPTION_ARG_STRING, &paper, N_ ("The paper, 100x150 at first"), "WxH|A4|A5" }, { NULL }
  };

  if (!sauda_cli_parse (cli, "FILE.pdf", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Say where the test page goes: saudactl labels ruler FILE.pdf"));
  if (!read_paper (paper, &width, &height))
    return sauda_cli_usage (_ ("A paper is A4, A5, or its sides in millimetres: 100x150"));
  if (!sauda_ruler_write (argv[1], width, height, &error))
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "file", argv[1]);
    sauda_cli_add_int (json, "pages", 1);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else
    sauda_cli_print (_ ("Print %s at 100 %% and lay a ruler on it."), argv[1]);
  return SAUDA_EXIT_DONE;
}

static void
list_kind (SaudaTemplateLibrary *library, SaudaTemplateKind kind, JsonBuilder *json)
{
  g_autoptr (GPtrArray) list = sauda_template_library_list (library, kind);

  for (guint i = 0; i < list->len; i++) {
    const SaudaTemplate *label = g_ptr_array_index (list, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "id", label->id);
    sauda_cli_add_string (json, "kind", sauda_template_kind_get_name (kind));
    sauda_cli_add_string (json, "title", label->title);
    json_builder_set_member_name (json, "own");
    json_builder_add_boolean_value (json, sauda_template_library_is_own (library, label->id));
    json_builder_end_object (json);
  }
}

static void
list_sheets (SaudaTemplateLibrary *library, JsonBuilder *json)
{
  g_autoptr (GPtrArray) list = sauda_template_library_list_sheets (library);

  for (guint i = 0; i < list->len; i++) {
    const SaudaSheetGrid *sheet = g_ptr_array_index (list, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "id", sheet->id);
    sauda_cli_add_string (json, "title", sheet->title);
    sauda_cli_add_int (json, "labels", sheet->columns * sheet->rows);
    json_builder_end_object (json);
  }
}

static void
print_templates (SaudaTemplateLibrary *library, const char *folder)
{
  g_autoptr (GPtrArray) sheets = sauda_template_library_list_sheets (library);

  for (guint kind = 0; kind < SAUDA_TEMPLATE_N_KINDS; kind++) {
    g_autoptr (GPtrArray) list = sauda_template_library_list (library, kind);

    for (guint i = 0; i < list->len; i++) {
      const SaudaTemplate *label = g_ptr_array_index (list, i);
      const SaudaCliCell cells[] = { { label->id, 28 }, { label->title, 0 } };

      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
    }
  }
  for (guint i = 0; i < sheets->len; i++) {
    const SaudaSheetGrid *sheet = g_ptr_array_index (sheets, i);
    const SaudaCliCell cells[] = { { sheet->id, 28 }, { sheet->title, 0 } };

    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
  sauda_cli_print (_ ("Your own templates and sheets, as JSON: %s"), folder);
}

/**
 * sauda_cli_labels_templates:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_labels_templates (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (SaudaTemplateLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  const char *const *problems;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  folder = sauda_own_papers_get_folder (cli->workspace);
  library = sauda_template_library_new (folder);
  problems = sauda_template_library_get_problems (library);
  if (cli->json) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "folder", folder);
    sauda_cli_begin_array (json, "templates");
    for (guint kind = 0; kind < SAUDA_TEMPLATE_N_KINDS; kind++)
      list_kind (library, kind, json);
    json_builder_end_array (json);
    sauda_cli_begin_array (json, "sheets");
    list_sheets (library, json);
    json_builder_end_array (json);
    sauda_cli_begin_array (json, "problems");
    for (guint i = 0; problems[i] != NULL; i++)
      json_builder_add_string_value (json, problems[i]);
    json_builder_end_array (json);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else {
    print_templates (library, folder);
    for (guint i = 0; problems[i] != NULL; i++)
      sauda_cli_print ("%s", problems[i]);
  }
  return problems[0] != NULL ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
