#include "sauda-label-name.h"

#include "sauda-text.h"

#include <string.h>

/* What the staff knows these files by, in every language (product.md 2). */
#define SPECIAL "Местовая"
/* A file name's limit on Linux, in bytes: a Cyrillic letter takes two. */
#define MAX_BYTES 255
/* Leaves room for the size, the counts and " (99)". */
#define MODEL_BYTES 180
#define SIZE_BYTES 24
/* Less of a model's name tells nobody anything. */
#define SHORTEST_MODEL 8

static char *
clean_size (const char *size)
{
  return sauda_text_is_empty (size) ? NULL : sauda_text_file_name (size, SIZE_BYTES);
}

/* Everything of a line but its model: `-2XL-1(2-3)`. */
static char *
line_tail (const SaudaLabelLine *line, guint number, guint lines)
{
  g_autofree char *size = clean_size (line->size);

  return size != NULL ? g_strdup_printf ("-%s-%u(%u-%u)", size, line->quantity, number, lines)
                      : g_strdup_printf ("-%u(%u-%u)", line->quantity, number, lines);
}

/* How long a model may be so that the first @shown of them fit into @bytes; short ones leave room to long
 * ones. */
static gsize
find_cap (const char *const *models, guint shown, gsize bytes)
{
  for (gsize cap = MODEL_BYTES; cap > 0; cap--) {
    gsize used = 0;

    for (guint i = 0; i < shown; i++)
      used += MIN (strlen (models[i]), cap);
    if (used <= bytes)
      return cap;
  }
  return 0;
}

static char *
write_lines (const char *head, const char *const *models, GPtrArray *tails, guint shown, gboolean must_fit)
{
  g_autofree char *rest = shown < tails->len ? g_strdup_printf ("_+%u", tails->len - shown) : g_strdup ("");
  gsize fixed = strlen (head) + strlen (rest) + strlen (".pdf");
  GString *name;
  gsize cap;

  for (guint i = 0; i < shown; i++)
    fixed += 1 + strlen (g_ptr_array_index (tails, i));
  cap = fixed < MAX_BYTES ? find_cap (models, shown, MAX_BYTES - fixed) : 0;
  if (cap < SHORTEST_MODEL && !must_fit)
    return NULL;
  name = g_string_new (head);
  for (guint i = 0; i < shown; i++) {
    g_autofree char *model = sauda_text_file_name (models[i], cap);

    g_string_append_printf (name, "_%s%s", model, (const char *) g_ptr_array_index (tails, i));
  }
  g_string_append (name, rest);
  g_string_append (name, ".pdf");
  return g_string_free (name, FALSE);
}

/**
 * sauda_label_name_unique:
 * @taken: (element-type utf8 utf8): set of names in use, case folded; grows by the one returned
 * @wanted: a name
 *
 * Case does not tell names apart: a memory stick would put one file over the other.
 *
 * Returns: (transfer full): @wanted, or with " (2)", " (3)" … behind it, before an extension
 */
char *
sauda_label_name_unique (GHashTable *taken, const char *wanted)
{
  const char *extension =
    g_str_has_suffix (wanted, ".pdf") ? wanted + strlen (wanted) - 4 : wanted + strlen (wanted);
  char *name = g_strdup (wanted);

  for (guint i = 2;; i++) {
    g_autofree char *folded = g_utf8_casefold (name, -1);

    if (!g_hash_table_contains (taken, folded)) {
      g_hash_table_add (taken, g_steal_pointer (&folded));
      return name;
    }
    g_free (name);
    name = g_strdup_printf ("%.*s (%u)%s", (int) (extension - wanted), wanted, i, extension);
  }
}

/**
 * sauda_label_name_model:
 * @model_name: the merchant's name of a model
 *
 * Returns: (transfer full): as much of it as file names may hold
 */
char *
sauda_label_name_model (const char *model_name)
{
  return sauda_text_file_name (model_name, MODEL_BYTES);
}

/**
 * sauda_label_name_single:
 * @model: from sauda_label_name_model()
 * @size: (nullable): decided size
 * @orders: orders of the group
 *
 * Returns: (transfer full): `Принт 5в1 черный_2XL-12.pdf`
 */
char *
sauda_label_name_single (const char *model, const char *size, guint orders)
{
  g_autofree char *clean = clean_size (size);

  return clean != NULL ? g_strdup_printf ("%s_%s-%u.pdf", model, clean, orders)
                       : g_strdup_printf ("%s-%u.pdf", model, orders);
}

/**
 * sauda_label_name_multi_qty:
 * @number: running number of such orders in the store, from 1
 * @model: from sauda_label_name_model()
 * @size: (nullable): decided size
 * @quantity: pieces
 *
 * Returns: (transfer full): `Местовая-1_Принт_L-2.pdf`
 */
char *
sauda_label_name_multi_qty (guint number, const char *model, const char *size, guint quantity)
{
  g_autofree char *clean = clean_size (size);

  return clean != NULL ? g_strdup_printf (SPECIAL "-%u_%s_%s-%u.pdf", number, model, clean, quantity)
                       : g_strdup_printf (SPECIAL "-%u_%s-%u.pdf", number, model, quantity);
}

/**
 * sauda_label_name_multi_line:
 * @number: running number of such orders in the store, from 1
 * @models: (array): names of the lines' models, from sauda_label_name_model()
 * @lines: (element-type SaudaLabelLine): lines of the order
 *
 * Long models are cut, evenly; where even that does not help, the last lines are counted instead of named.
 *
 * Returns: (transfer full): `Местовая-2_Футболка-L-1(1-2)_Шорты-M-1(2-2).pdf`
 */
char *
sauda_label_name_multi_line (guint number, const char *const *models, GPtrArray *lines)
{
  g_autoptr (GPtrArray) tails = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *head = g_strdup_printf (SPECIAL "-%u", number);
  char *name = NULL;

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (tails, line_tail (g_ptr_array_index (lines, i), i + 1, lines->len));
  for (guint shown = lines->len; name == NULL; shown--)
    name = write_lines (head, models, tails, shown, shown <= 1);
  return name;
}
