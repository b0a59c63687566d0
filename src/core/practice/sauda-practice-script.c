#include "sauda-practice-script.h"

#include "sauda-practice-mail-private.h"

static void
line_free (gpointer data)
{
  SaudaPracticeLine *line = data;

  g_free (line->order);
  g_free (line->buyer);
  g_free (line->content);
  g_free (line->text);
  g_free (line);
}

static SaudaPracticeLine *
line_new (const SaudaPracticeLetter *letter)
{
  SaudaPracticeLine *line = g_new0 (SaudaPracticeLine, 1);

  line->at_ms = letter->at_ms;
  line->order = g_strdup (letter->order);
  line->buyer = g_strdup (letter->buyer);
  line->content = g_strdup (letter->content);
  line->text = g_strdup (letter->body);
  return line;
}

/**
 * sauda_practice_script_read:
 * @folder: a practice folder; no server need run
 * @error: return location
 *
 * Reads what the buyers of the practice day write: a buyer makes up the answers in the moment of being asked.
 *
 * Returns: (transfer full) (element-type SaudaPracticeLine) (nullable): the earliest first, those that the
 *   clock has not come to yet too; or %NULL with %SAUDA_PRACTICE_ERROR_FOLDER
 */
GPtrArray *
sauda_practice_script_read (const char *folder, GError **error)
{
  g_autoptr (SaudaPracticeMail) mail = NULL;
  g_autoptr (GPtrArray) letters = NULL;
  GPtrArray *script;

  g_return_val_if_fail (folder != NULL, NULL);

  mail = sauda_practice_mail_open (folder, error);
  letters = mail != NULL ? sauda_practice_mail_list (mail, NULL, G_MAXINT64, error) : NULL;
  if (letters == NULL)
    return NULL;
  script = g_ptr_array_new_with_free_func (line_free);
  for (guint i = letters->len; i > 0; i--) {
    const SaudaPracticeLetter *letter = g_ptr_array_index (letters, i - 1);

    if (letter->inbound)
      g_ptr_array_add (script, line_new (letter));
  }
  return script;
}
