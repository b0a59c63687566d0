#include "sauda-printers.h"

#include "sauda-connection.h"
#include "sauda-printing-error.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SMALLEST_PAPER 10.0
#define LARGEST_PAPER 2000.0

static SaudaPrinterProfile *
read_profile (SaudaStatement *row)
{
  SaudaPrinterProfile *profile = g_new0 (SaudaPrinterProfile, 1);

  profile->id = sauda_statement_get_int64 (row, 0);
  profile->name = g_strdup (sauda_statement_get_text (row, 1));
  profile->queue = g_strdup (sauda_statement_get_text (row, 2));
  profile->paper_width = sauda_statement_get_double (row, 3);
  profile->paper_height = sauda_statement_get_double (row, 4);
  profile->offset_x = sauda_statement_get_double (row, 5);
  profile->offset_y = sauda_statement_get_double (row, 6);
  profile->darkness = g_strdup (sauda_statement_get_text (row, 7));
  profile->stamp = sauda_statement_get_int64 (row, 8) != 0;
  return profile;
}

static gboolean
read_profiles (SaudaConnection *connection, SaudaPrinters *printers, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT id, name, queue, paper_width, paper_height, offset_x, offset_y, darkness, stamp"
    " FROM printer_profile ORDER BY search_key (name), id",
    error);
  gboolean row = FALSE;

  if (select == NULL)
    return FALSE;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    g_ptr_array_add (printers->profiles, read_profile (select));
  }
}

static gboolean
read_uses (SaudaConnection *connection, SaudaPrinters *printers, GError **error)
{
  SaudaStatement *select =
    sauda_connection_prepare (connection, "SELECT kind, profile_id FROM printer_use", error);
  gboolean row = FALSE;
  SaudaPrintKind kind;

  if (select == NULL)
    return FALSE;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (sauda_print_kind_from_name (sauda_statement_get_text (select, 0), &kind))
      printers->uses[kind] = sauda_statement_get_int64 (select, 1);
  }
}

static gboolean
is_paper (double millimetres)
{
  return isfinite (millimetres) && millimetres >= SMALLEST_PAPER && millimetres <= LARGEST_PAPER;
}

static gboolean
is_offset (double millimetres)
{
  return isfinite (millimetres) && fabs (millimetres) <= SAUDA_PRINTER_MAX_OFFSET;
}

static gboolean
check (const SaudaPrinterProfile *profile, const char *name, GError **error)
{
  if (*name == '\0')
    g_set_error_literal (error, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_INVALID_VALUE,
                         _ ("A printer needs a name, “Labels” for example."));
  else if (!is_paper (profile->paper_width) || !is_paper (profile->paper_height))
    g_set_error_literal (error, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_INVALID_VALUE,
                         _ ("Give the paper in millimetres, between 10 and 2000: a label is 100 × 150."));
  else if (!is_offset (profile->offset_x) || !is_offset (profile->offset_y))
    g_set_error_literal (
      error, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_INVALID_VALUE,
      _ ("The print can be moved by 20 mm at most. Measure the offset on the ruler page."));
  else
    return TRUE;
  return FALSE;
}

/* Whether another profile has the name, in any case. */
static gboolean
check_name (SaudaConnection *connection, const char *name, gint64 id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT 1 FROM printer_profile WHERE search_key (name) = search_key (?1) AND id <> ?2",
    error);
  gboolean row = FALSE;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, name);
  sauda_statement_bind_int64 (find, 2, id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  sauda_statement_reset (find);
  g_set_error (error, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_NAME_TAKEN,
               _ ("There is a printer “%s” already. Choose another name."), name);
  return FALSE;
}

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_NOT_FOUND,
                       _ ("This printer was removed meanwhile. Choose another one."));
}

/**
 * sauda_printer_profile_new:
 * @name: what the merchant calls it
 *
 * Returns: (transfer full): a printer of 100 x 150 mm labels without a queue
 */
SaudaPrinterProfile *
sauda_printer_profile_new (const char *name)
{
  SaudaPrinterProfile *profile = g_new0 (SaudaPrinterProfile, 1);

  profile->name = g_strdup (name);
  profile->queue = g_strdup ("");
  profile->darkness = g_strdup ("");
  profile->paper_width = SAUDA_PRINTER_LABEL_WIDTH;
  profile->paper_height = SAUDA_PRINTER_LABEL_HEIGHT;
  profile->stamp = TRUE;
  return profile;
}

/**
 * sauda_printer_profile_copy:
 * @profile: a printer
 *
 * Returns: (transfer full): the same
 */
SaudaPrinterProfile *
sauda_printer_profile_copy (const SaudaPrinterProfile *profile)
{
  SaudaPrinterProfile *copy = g_memdup2 (profile, sizeof *profile);

  copy->name = g_strdup (profile->name);
  copy->queue = g_strdup (profile->queue);
  copy->darkness = g_strdup (profile->darkness);
  return copy;
}

/**
 * sauda_printer_profile_free:
 * @profile: (transfer full): a printer
 */
void
sauda_printer_profile_free (SaudaPrinterProfile *profile)
{
  g_free (profile->name);
  g_free (profile->queue);
  g_free (profile->darkness);
  g_free (profile);
}

/**
 * sauda_printers_free:
 * @printers: (transfer full): printers
 */
void
sauda_printers_free (SaudaPrinters *printers)
{
  g_ptr_array_unref (printers->profiles);
  g_free (printers);
}

/**
 * sauda_printers_get:
 * @printers: the printers
 * @id: of one of them
 *
 * Returns: (transfer none) (nullable): that printer
 */
const SaudaPrinterProfile *
sauda_printers_get (const SaudaPrinters *printers, gint64 id)
{
  for (guint i = 0; i < printers->profiles->len; i++) {
    const SaudaPrinterProfile *profile = g_ptr_array_index (printers->profiles, i);

    if (profile->id == id)
      return profile;
  }
  return NULL;
}

/**
 * sauda_printers_get_for:
 * @printers: the printers
 * @kind: what is to be printed
 *
 * Returns: (transfer none) (nullable): the printer that was chosen for it
 */
const SaudaPrinterProfile *
sauda_printers_get_for (const SaudaPrinters *printers, SaudaPrintKind kind)
{
  g_return_val_if_fail (kind < SAUDA_PRINT_N_KINDS, NULL);
  return sauda_printers_get (printers, printers->uses[kind]);
}

/**
 * sauda_printers_load:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (nullable): every printer, or %NULL with an error of the store
 */
SaudaPrinters *
sauda_printers_load (SaudaConnection *connection, GError **error)
{
  g_autoptr (SaudaPrinters) printers = g_new0 (SaudaPrinters, 1);

  printers->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_printer_profile_free);
  if (!read_profiles (connection, printers, error) || !read_uses (connection, printers, error))
    return NULL;
  return g_steal_pointer (&printers);
}

/**
 * sauda_printers_save:
 * @connection: inside a transaction
 * @profile: a printer, new when its id is 0
 * @error: return location
 *
 * Returns: its id; 0 with %SAUDA_PRINTING_ERROR_INVALID_VALUE, %SAUDA_PRINTING_ERROR_NAME_TAKEN,
 * %SAUDA_PRINTING_ERROR_NOT_FOUND or an error of the store
 */
gint64
sauda_printers_save (SaudaConnection *connection, const SaudaPrinterProfile *profile, GError **error)
{
  g_autofree char *name = sauda_text_squeeze (profile->name);
  SaudaStatement *save = NULL;

  if (!check (profile, name, error) || !check_name (connection, name, profile->id, error))
    return 0;
  save = sauda_connection_prepare (
    connection,
    profile->id == 0
      ? "INSERT INTO printer_profile (name, queue, paper_width, paper_height, offset_x, offset_y, darkness,"
        " stamp) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
      : "UPDATE printer_profile SET name = ?1, queue = ?2, paper_width = ?3, paper_height = ?4,"
        " offset_x = ?5, offset_y = ?6, darkness = ?7, stamp = ?8 WHERE id = ?9",
    error);
  if (save == NULL)
    return 0;
  sauda_statement_bind_text (save, 1, name);
  sauda_statement_bind_text (save, 2, profile->queue);
  sauda_statement_bind_double (save, 3, profile->paper_width);
  sauda_statement_bind_double (save, 4, profile->paper_height);
  sauda_statement_bind_double (save, 5, profile->offset_x);
  sauda_statement_bind_double (save, 6, profile->offset_y);
  sauda_statement_bind_text (save, 7, profile->darkness);
  sauda_statement_bind_int64 (save, 8, profile->stamp);
  if (profile->id != 0)
    sauda_statement_bind_int64 (save, 9, profile->id);
  if (!sauda_statement_run (save, error))
    return 0;
  if (profile->id == 0)
    return sauda_connection_get_last_id (connection);
  if (sauda_connection_get_changes (connection) > 0)
    return profile->id;
  set_not_found (error);
  return 0;
}

/**
 * sauda_printers_remove:
 * @connection: inside a transaction
 * @id: of a printer; what it was chosen for has none afterwards
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_printers_remove (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *remove =
    sauda_connection_prepare (connection, "DELETE FROM printer_profile WHERE id = ?", error);

  if (remove == NULL)
    return FALSE;
  sauda_statement_bind_int64 (remove, 1, id);
  return sauda_statement_run (remove, error);
}

/**
 * sauda_printers_use:
 * @connection: inside a transaction
 * @kind: what is printed
 * @id: with which printer; 0: the print dialog asks
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRINTING_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_printers_use (SaudaConnection *connection, SaudaPrintKind kind, gint64 id, GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection,
    id == 0 ? "DELETE FROM printer_use WHERE kind = ?1"
            : "INSERT INTO printer_use (kind, profile_id) SELECT ?1, id FROM printer_profile WHERE id = ?2"
              " ON CONFLICT (kind) DO UPDATE SET profile_id = excluded.profile_id",
    error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_text (change, 1, sauda_print_kind_get_name (kind));
  if (id != 0)
    sauda_statement_bind_int64 (change, 2, id);
  if (!sauda_statement_run (change, error))
    return FALSE;
  if (id == 0 || sauda_connection_get_changes (connection) > 0)
    return TRUE;
  set_not_found (error);
  return FALSE;
}
