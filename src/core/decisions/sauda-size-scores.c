#include "sauda-size-scores.h"

#include "sauda-connection.h"
#include "sauda-size-history.h"

static char *
write_probabilities (const SaudaSizeScore *score)
{
  GString *text = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < score->n_sizes; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? " " : "", score->names[i],
                            g_ascii_formatd (number, sizeof number, "%.6g", score->probabilities[i]));
  return g_string_free (text, FALSE);
}

static void
read_probabilities (const char *text, SaudaSizeScore *score)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL && score->n_sizes < SAUDA_SIZE_MOST_SIZES;
       i += 2) {
    g_strlcpy (score->names[score->n_sizes], words[i], SAUDA_SIZE_NAME_LENGTH);
    score->probabilities[score->n_sizes++] = g_ascii_strtod (words[i + 1], NULL);
  }
}

/**
 * sauda_size_scores_put:
 * @connection: inside a transaction
 * @score: what was foretold
 * @error: return location
 *
 * Keeps what was foretold; what was foretold first stays.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_scores_put (SaudaConnection *connection, const SaudaSizeScore *score, GError **error)
{
  g_autofree char *probabilities = write_probabilities (score);
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT OR IGNORE INTO size_score (history_id, at_ms, size, probability, sure, probabilities)"
    " VALUES (?, ?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, score->history_id);
  sauda_statement_bind_int64 (insert, 2, score->at_ms);
  sauda_statement_bind_text (insert, 3, score->size);
  sauda_statement_bind_double (insert, 4, score->probability);
  sauda_statement_bind_int64 (insert, 5, score->sure);
  sauda_statement_bind_text (insert, 6, probabilities);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_size_scores_list:
 * @connection: inside a transaction
 * @people: whose
 * @most: only the latest so many
 * @error: return location
 *
 * Sizes that nobody looked at are not among them: they would be right by themselves. Nor are those that came
 * back.
 *
 * Returns: (transfer full) (element-type SaudaSizeScore) (nullable): what was foretold, the oldest first, or
 * %NULL with an error of the store
 */
GArray *
sauda_size_scores_list (SaudaConnection *connection, SaudaSizePeople people, guint most, GError **error)
{
  g_autoptr (GArray) scores = g_array_new (FALSE, TRUE, sizeof (SaudaSizeScore));
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT * FROM (SELECT size_score.history_id, size_history.at_ms, size_score.size, size_history.size,"
    " probability, sure, probabilities FROM size_score JOIN size_history ON size_history.id = history_id"
    " WHERE people = ?1 AND source <> 'rule' AND outcome = 'shipped'"
    " ORDER BY size_history.at_ms DESC, size_history.id DESC LIMIT ?2)"
    " ORDER BY 2, 1",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_text (select, 1, sauda_size_people_get_name (people));
  sauda_statement_bind_int64 (select, 2, most);
  for (;;) {
    SaudaSizeScore score = { 0 };

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&scores);
    score.history_id = sauda_statement_get_int64 (select, 0);
    score.at_ms = sauda_statement_get_int64 (select, 1);
    g_strlcpy (score.size, sauda_statement_get_text (select, 2), SAUDA_SIZE_NAME_LENGTH);
    g_strlcpy (score.shipped, sauda_statement_get_text (select, 3), SAUDA_SIZE_NAME_LENGTH);
    score.probability = sauda_statement_get_double (select, 4);
    score.sure = sauda_statement_get_int64 (select, 5) != 0;
    read_probabilities (sauda_statement_get_text (select, 6), &score);
    g_array_append_val (scores, score);
  }
}
