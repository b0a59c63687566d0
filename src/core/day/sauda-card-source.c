#include "sauda-card-source.h"

#include "sauda-card-cache.h"
#include "sauda-card-records.h"
#include "sauda-channel.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-kaspi-card-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One list that is needed. */
typedef struct {
  SaudaCardList list;
  char *category;  /* (owned) (not nullable) "" for none; the merchant's word for it until it was looked up */
  char *attribute; /* (owned) (not nullable) "" for none */
} Item;

typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  char *store;               /* (owned) (nullable) */
  gboolean refresh;
  SaudaProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  GPtrArray *items;    /* (owned) (element-type Item) grows while attributes are read */
  guint next;          /* item at work */
  GPtrArray *channels; /* (owned) (nullable) (element-type SaudaChannel) opened when Kaspi is first asked */
  SaudaKaspiClient *client; /* (not owned) (nullable) */
  char *note;               /* (owned) (nullable) why something old had to do */
  gboolean needed;          /* whether the item at work must be asked for */
  gint64 read_ms;           /* when it was told last; 0: never */
  GPtrArray *records;       /* (owned) (nullable) told now */
  char *text;               /* (owned) (nullable) told now */
  gint64 now_ms;
} Reading;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->category);
  g_free (item->attribute);
  g_free (item);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->workspace);
  g_free (reading->store);
  g_ptr_array_unref (reading->items);
  g_clear_pointer (&reading->channels, g_ptr_array_unref);
  g_free (reading->note);
  g_clear_pointer (&reading->records, g_ptr_array_unref);
  g_free (reading->text);
  g_free (reading);
}

static void
add_item (Reading *reading, SaudaCardList list, const char *category, const char *attribute)
{
  Item *item = g_new0 (Item, 1);

  item->list = list;
  item->category = g_strdup (category);
  item->attribute = g_strdup (attribute);
  g_ptr_array_add (reading->items, item);
}

static Item *
get_item (Reading *reading)
{
  return g_ptr_array_index (reading->items, reading->next);
}

/* Looks up what the merchant calls a category; one that Kaspi does not have needs nothing. */
static gboolean
resolve (SaudaConnection *connection, Reading *reading, Item *item, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *code = sauda_card_cache_find_category (connection, item->category, &local);

  if (code == NULL && local->domain == SAUDA_STORE_ERROR) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (code == NULL)
    reading->needed = FALSE;
  else {
    g_free (item->category);
    item->category = code;
  }
  return TRUE;
}

/* The attributes that are lists have values of their own. */
static gboolean
add_value_lists (SaudaConnection *connection, Reading *reading, const char *category, GError **error)
{
  g_autoptr (SaudaCardForm) form = sauda_card_cache_read_form (connection, category, error);

  for (guint i = 0; form != NULL && i < form->attributes->len; i++) {
    const SaudaCardAttribute *attribute = g_ptr_array_index (form->attributes, i);

    if (attribute->kind == SAUDA_CARD_LIST)
      add_item (reading, SAUDA_CARD_LIST_VALUES, category, attribute->code);
  }
  return form != NULL;
}

static gpointer
look_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Reading *reading = data;
  Item *item = get_item (reading);

  reading->needed = TRUE;
  if (item->list == SAUDA_CARD_LIST_ATTRIBUTES && !resolve (connection, reading, item, error))
    return NULL;
  if (!sauda_card_cache_get_read_ms (connection, item->list, item->category, item->attribute,
                                     &reading->read_ms, error))
    return NULL;
  if (!reading->refresh && reading->read_ms > 0 &&
      reading->now_ms - reading->read_ms < SAUDA_CARD_CACHE_LIFE_MS)
    reading->needed = FALSE;
  if (!reading->needed && reading->read_ms > 0 && item->list == SAUDA_CARD_LIST_ATTRIBUTES &&
      !add_value_lists (connection, reading, item->category, error))
    return NULL;
  return reading;
}

static gpointer
write_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Reading *reading = data;
  const Item *item = get_item (reading);
  gboolean written = TRUE;

  if (item->list == SAUDA_CARD_LIST_SCHEMA)
    written = sauda_card_cache_write_schema (connection, reading->text, reading->now_ms, error);
  else if (item->list == SAUDA_CARD_LIST_CATEGORIES)
    written = sauda_card_cache_write_categories (connection, reading->records, reading->now_ms, error);
  else if (item->list == SAUDA_CARD_LIST_VALUES)
    written = sauda_card_cache_write_values (connection, item->category, item->attribute, reading->records,
                                             reading->now_ms, error);
  else
    written = sauda_card_cache_write_attributes (connection, item->category, reading->records,
                                                 reading->now_ms, error) &&
              add_value_lists (connection, reading, item->category, error);
  return written ? reading : NULL;
}

static void read_next (GTask *task);

/* Takes @task and @error. */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* What is old does when Kaspi cannot be asked; what was never told does not. Takes @error. */
static void
make_do (GTask *task, GError *error)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->read_ms == 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    fail (task, error);
    return;
  }
  if (reading->note == NULL)
    reading->note = g_strdup (error->message);
  g_error_free (error);
  reading->next++;
  read_next (task);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = g_task_get_task_data (data);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    fail (data, error);
    return;
  }
  g_clear_pointer (&reading->records, g_ptr_array_unref);
  g_clear_pointer (&reading->text, g_free);
  reading->next++;
  read_next (data);
}

static void
on_told (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = g_task_get_task_data (data);
  SaudaCardList list = get_item (reading)->list;
  GError *error = NULL;
  gpointer told = sauda_kaspi_client_read_cards_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  if (told == NULL) {
    make_do (data, error);
    return;
  }
  if (list == SAUDA_CARD_LIST_SCHEMA)
    reading->text = told;
  else {
    g_autoptr (GPtrArray) records = told;

    reading->records = list == SAUDA_CARD_LIST_ATTRIBUTES ? sauda_card_records_from_attributes (records)
                                                          : sauda_card_records_from_names (records);
  }
  sauda_database_run_async (sauda_workspace_get_database (reading->workspace), write_work, reading, NULL,
                            NULL, NULL, on_written, data);
}

static void
ask (GTask *task)
{
  static const SaudaKaspiCardData whats[] = {
    [SAUDA_CARD_LIST_CATEGORIES] = SAUDA_KASPI_CARD_CATEGORIES,
    [SAUDA_CARD_LIST_ATTRIBUTES] = SAUDA_KASPI_CARD_ATTRIBUTES,
    [SAUDA_CARD_LIST_VALUES] = SAUDA_KASPI_CARD_VALUES,
    [SAUDA_CARD_LIST_SCHEMA] = SAUDA_KASPI_CARD_SCHEMA,
  };
  Reading *reading = g_task_get_task_data (task);
  const Item *item = get_item (reading);

  sauda_kaspi_client_read_cards_async (reading->client, whats[item->list], item->category, item->attribute,
                                       g_task_get_cancellable (task), on_told, task);
}

/* The store that was named, or the first one that may ask Kaspi. */
static GError *
pick_client (Reading *reading)
{
  const SaudaChannel *stopped = NULL;

  for (guint i = 0; i < reading->channels->len && reading->client == NULL; i++) {
    const SaudaChannel *channel = g_ptr_array_index (reading->channels, i);

    if (reading->store != NULL && strcmp (channel->store->name, reading->store) != 0)
      continue;
    reading->client = channel->client;
    if (stopped == NULL && channel->problem != NULL)
      stopped = channel;
  }
  if (reading->client != NULL)
    return NULL;
  if (stopped != NULL)
    return g_error_new (SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED, _ ("%s: %s"), stopped->store->name,
                        stopped->problem);
  return g_error_new (SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_STORE, "%s",
                      _ ("There is no store whose token could ask Kaspi for its categories. Set one up in "
                         "Settings."));
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = g_task_get_task_data (data);
  GError *error = NULL;

  reading->channels = sauda_channels_open_finish (result, &error);
  if (reading->channels == NULL) {
    fail (data, error);
    return;
  }
  error = pick_client (reading);
  if (error != NULL)
    make_do (data, error);
  else
    ask (data);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = g_task_get_task_data (data);
  GError *error = NULL;

  if (sauda_database_read_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    fail (data, error);
    return;
  }
  if (!reading->needed) {
    reading->next++;
    read_next (data);
  } else if (reading->client != NULL) {
    ask (data);
  } else if (reading->channels != NULL) {
    make_do (data, pick_client (reading));
  } else {
    sauda_channels_open_async (reading->workspace, g_task_get_cancellable (data), on_channels, data);
  }
}

/* One list after the other; what is young enough is not asked for. */
static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->progress != NULL)
    reading->progress (reading->next, reading->items->len, reading->progress_data);
  if (reading->next >= reading->items->len) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  reading->now_ms = sauda_workspace_get_now (reading->workspace);
  sauda_database_read_async (sauda_workspace_get_database (reading->workspace), look_work, reading, NULL,
                             NULL, g_task_get_cancellable (task), on_looked, task);
}

/**
 * sauda_card_source_read_async:
 * @workspace: the merchant's folder
 * @request: what is needed; copied
 * @progress: (nullable): told of lists read and to read
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop
 * @callback: called when everything is kept
 * @user_data: for @callback
 *
 * Makes sure that categories, the rules of an upload, and the attributes and values of some categories are
 * kept and no older than a week. Where Kaspi cannot be asked, what is older does, with a note.
 */
void
sauda_card_source_read_async (SaudaWorkspace *workspace,
                              const SaudaCardSourceRequest *request,
                              SaudaProgressFunc progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, sauda_card_source_read_async);
  reading->workspace = g_object_ref (workspace);
  reading->store = g_strdup (request->store);
  reading->refresh = request->refresh;
  reading->progress = progress;
  reading->progress_data = progress_data;
  reading->items = g_ptr_array_new_with_free_func (item_free);
  add_item (reading, SAUDA_CARD_LIST_CATEGORIES, "", "");
  add_item (reading, SAUDA_CARD_LIST_SCHEMA, "", "");
  for (gsize i = 0; request->categories != NULL && request->categories[i] != NULL; i++)
    add_item (reading, SAUDA_CARD_LIST_ATTRIBUTES, request->categories[i], "");
  g_task_set_task_data (task, reading, reading_free);
  read_next (task);
}

/**
 * sauda_card_source_read_finish:
 * @result: the result
 * @note: (out) (optional) (nullable) (transfer full): a sentence when Kaspi could not be asked for something
 *   old
 * @error: return location
 *
 * Returns: %FALSE with an error of the room that failed, or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_card_source_read_finish (GAsyncResult *result, char **note, GError **error)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));

  if (note != NULL)
    *note = g_steal_pointer (&reading->note);
  return g_task_propagate_boolean (G_TASK (result), error);
}
