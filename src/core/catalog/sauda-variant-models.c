#include "sauda-variant-models.h"

#include "sauda-connection.h"

#include <string.h>

static void
model_clear (gpointer data)
{
  SaudaVariantModel *model = data;

  g_free (model->key);
  g_free (model->name);
}

/* The sizes of a model mostly come one behind the other. */
static SaudaVariantModel *
ensure_model (GArray *models, const char *key, const char *name)
{
  SaudaVariantModel *last =
    models->len > 0 ? &g_array_index (models, SaudaVariantModel, models->len - 1) : NULL;
  SaudaVariantModel model;

  if (last != NULL && strcmp (last->key, key) == 0 && strcmp (last->name, name) == 0)
    return last;
  model = (SaudaVariantModel){ .key = g_strdup (key), .name = g_strdup (name) };
  g_array_append_val (models, model);
  return &g_array_index (models, SaudaVariantModel, models->len - 1);
}

/**
 * sauda_variant_models_list:
 * @connection: inside a transaction
 * @retired: (out): how many variants are not sold any more; they are in no model of the list
 * @error: return location
 *
 * One pass over the variants, a tenth of what sauda_variants_list() takes.
 *
 * Returns: (transfer full) (element-type SaudaVariantModel) (nullable): the models; one whose sizes came at
 * different times stands there as often. Or %NULL with an error of the store
 */
GArray *
sauda_variant_models_list (SaudaConnection *connection, guint *retired, GError **error)
{
  g_autoptr (GArray) models = g_array_new (FALSE, FALSE, sizeof (SaudaVariantModel));
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT model_key, model_name, retired_ms IS NOT NULL FROM variant ORDER BY id", error);
  gboolean row;

  g_array_set_clear_func (models, model_clear);
  *retired = 0;
  if (select == NULL)
    return NULL;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&models);
    if (sauda_statement_get_int64 (select, 2) != 0)
      (*retired)++;
    else
      ensure_model (models, sauda_statement_get_text (select, 0), sauda_statement_get_text (select, 1))
        ->on_sale++;
  }
}
