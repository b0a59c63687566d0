#include "sauda-size-advisor.h"

#include "sauda-database.h"
#include "sauda-line-advice-private.h"
#include "sauda-size-advisor-private.h"
#include "sauda-size-memory.h"
#include "sauda-sized-line.h"
#include "sauda-text.h"
#include "sauda-worker.h"

#define N_PEOPLE (SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS + 1)

struct _SaudaSizeAdvisor {
  GObject parent_instance;

  GMutex mutex;                        /* guards the three below */
  SaudaSizeMemory *memories[N_PEOPLE]; /* (owned) (nullable) NULL until it is asked for */
  guint generations[N_PEOPLE];         /* goes up with every other memory */
  gboolean refitting[N_PEOPLE];
  SaudaWorker *worker; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaSizeAdvisor, sauda_size_advisor, G_TYPE_OBJECT)

/* A refit in the worker's thread. */
typedef struct {
  SaudaSizeAdvisor *advisor; /* (not owned) waits for its worker before it goes */
  SaudaSizePeople people;
} Refit;

/* A learned memory on its way from one thread to another. */
typedef struct {
  SaudaSizeAdvisor *advisor; /* (not owned) */
  SaudaSizePeople people;
  SaudaSizeMemory *memory; /* (owned) (nullable) */
} Preparation;

static void
sauda_size_advisor_finalize (GObject *object)
{
  SaudaSizeAdvisor *self = SAUDA_SIZE_ADVISOR (object);

  g_object_unref (self->worker);
  for (guint i = 0; i < N_PEOPLE; i++)
    sauda_size_memory_free (self->memories[i]);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (sauda_size_advisor_parent_class)->finalize (object);
}

static void
sauda_size_advisor_class_init (SaudaSizeAdvisorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_size_advisor_finalize;
}

static void
sauda_size_advisor_init (SaudaSizeAdvisor *self)
{
  g_mutex_init (&self->mutex);
  self->worker = sauda_worker_new ("sizes");
}

/* Locked. */
static void
set_memory (SaudaSizeAdvisor *self, SaudaSizePeople people, SaudaSizeMemory *memory)
{
  sauda_size_memory_free (self->memories[people]);
  self->memories[people] = memory;
  self->generations[people]++;
}

/* Locked. What was decided while @learner was refit is noted behind it. */
static void
take_learner (SaudaSizeMemory *memory, SaudaSizeLearner *learner, guint n_known)
{
  guint n_orders;
  const SaudaSizeOrder *orders = sauda_size_learner_get_orders (memory->learner, &n_orders);

  for (guint i = n_known; i < n_orders; i++)
    sauda_size_learner_note (learner, &orders[i]);
  sauda_size_learner_free (memory->learner);
  memory->learner = learner;
}

/* A copy is refit without the lock, so that nobody waits. */
static void
refit (gpointer data)
{
  g_autofree Refit *job = data;
  SaudaSizeAdvisor *self = job->advisor;
  SaudaSizePeople people = job->people;
  SaudaSizeLearner *learner = NULL;
  guint generation, n_known = 0;

  g_mutex_lock (&self->mutex);
  generation = self->generations[people];
  if (self->memories[people] != NULL) {
    learner = sauda_size_learner_copy (self->memories[people]->learner);
    sauda_size_learner_get_orders (learner, &n_known);
  }
  g_mutex_unlock (&self->mutex);
  if (learner != NULL)
    sauda_size_learner_refit (learner);
  g_mutex_lock (&self->mutex);
  self->refitting[people] = FALSE;
  if (learner != NULL && self->generations[people] == generation)
    take_learner (self->memories[people], g_steal_pointer (&learner), n_known);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&learner, sauda_size_learner_free);
}

static void
start_refit (SaudaSizeAdvisor *self, SaudaSizePeople people)
{
  Refit *job;

  if (self->refitting[people] || !sauda_size_learner_is_due (self->memories[people]->learner))
    return;
  self->refitting[people] = TRUE;
  job = g_new (Refit, 1);
  *job = (Refit){ self, people };
  sauda_worker_push (self->worker, refit, job);
}

/* Locked. Reads what is not known yet, and what was decided since. */
static gboolean
update (SaudaSizeAdvisor *self, SaudaConnection *connection, SaudaSizePeople people, GError **error)
{
  gboolean outdated = FALSE;

  if (self->memories[people] != NULL &&
      !sauda_size_memory_follow (self->memories[people], connection, &outdated, error))
    return FALSE;
  if (outdated || self->memories[people] == NULL) {
    SaudaSizeMemory *memory = sauda_size_memory_read (connection, people, error);

    if (memory == NULL)
      return FALSE;
    sauda_size_memory_learn (memory);
    set_memory (self, people, memory);
  }
  start_refit (self, people);
  return TRUE;
}

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Preparation *preparation = data;

  preparation->memory = sauda_size_memory_read (connection, preparation->people, error);
  return preparation->memory;
}

static gpointer
save_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Preparation *preparation = data;

  return GINT_TO_POINTER (sauda_size_memory_save_scores (preparation->memory, connection, error));
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer database, GCancellable *cancellable)
{
  GError *error = NULL;

  if (sauda_size_advisor_prepare (source, database, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
advise (SaudaSizeMemory *memory, gpointer data, GError **error)
{
  sauda_line_advice_fill (data, memory);
  return TRUE;
}

/* Takes the advice of @question. */
static SaudaLineAdvice *
answer (SaudaSizeAdvisor *self, SaudaConnection *connection, SaudaLineQuestion *question, GError **error)
{
  g_autoptr (SaudaLineAdvice) advice = question->advice;

  if (advice->kind == SAUDA_ADVICE_SIZE &&
      !sauda_size_advisor_use (self, connection, advice->people, advise, question, error))
    return NULL;
  return g_steal_pointer (&advice);
}

/**
 * sauda_size_advisor_use:
 * @self: an advisor
 * @connection: inside a transaction
 * @people: whose sizes
 * @func: (scope call): uses what is known
 * @data: for @func
 * @error: return location
 *
 * Lends what is known, up to date with the database. Nobody else asks meanwhile, so @func has to be short.
 *
 * Returns: %FALSE with an error of the store or of @func
 */
gboolean
sauda_size_advisor_use (SaudaSizeAdvisor *self,
                        SaudaConnection *connection,
                        SaudaSizePeople people,
                        SaudaSizeMemoryFunc func,
                        gpointer data,
                        GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return update (self, connection, people, error) && func (self->memories[people], data, error);
}

/**
 * sauda_size_advisor_new:
 *
 * Returns: (transfer full): an advisor that reads the database when it is first asked
 */
SaudaSizeAdvisor *
sauda_size_advisor_new (void)
{
  return g_object_new (SAUDA_TYPE_SIZE_ADVISOR, NULL);
}

/**
 * sauda_size_advisor_advise:
 * @self: an advisor
 * @connection: inside a transaction
 * @line_id: a line of an order
 * @height_cm: the buyer's height in cm, as told
 * @weight_kg: the buyer's weight in kg, as told; 0 for a child of whom only the height is known
 * @error: return location
 *
 * Tells which size that buyer should get of that line. Runs where @connection does, on the database's thread.
 *
 * Returns: (transfer full) (nullable): the advice, or %NULL with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of
 * the store
 */
SaudaLineAdvice *
sauda_size_advisor_advise (SaudaSizeAdvisor *self,
                           SaudaConnection *connection,
                           gint64 line_id,
                           double height_cm,
                           double weight_kg,
                           GError **error)
{
  g_autoptr (SaudaSizedLine) line = sauda_sized_line_find (connection, line_id, error);
  SaudaLineAdvice *advice;

  if (line == NULL)
    return NULL;
  advice = sauda_line_advice_new (line->people, line->has_sizes, height_cm, weight_kg);
  advice->line_id = line_id;
  return answer (self, connection, &(SaudaLineQuestion){ advice, line, line->group }, error);
}

/**
 * sauda_size_advisor_recommend:
 * @self: an advisor
 * @connection: inside a transaction
 * @people: whom the product is cut for
 * @product: (nullable): a physical model, as a catalogue or a sheet names it
 * @height_cm: the buyer's height in cm, as told
 * @weight_kg: the buyer's weight in kg, as told; 0 for a child of whom only the height is known
 * @error: return location
 *
 * The same without an order.
 *
 * Returns: (transfer full) (nullable): the advice, or %NULL with an error of the store
 */
SaudaLineAdvice *
sauda_size_advisor_recommend (SaudaSizeAdvisor *self,
                              SaudaConnection *connection,
                              SaudaSizePeople people,
                              const char *product,
                              double height_cm,
                              double weight_kg,
                              GError **error)
{
  g_autofree char *key = sauda_text_search_key (product);
  SaudaLineAdvice *advice = sauda_line_advice_new (people, TRUE, height_cm, weight_kg);

  return answer (self, connection, &(SaudaLineQuestion){ advice, NULL, key }, error);
}

/**
 * sauda_size_advisor_prepare:
 * @self: an advisor
 * @database: the database of its workspace
 * @error: return location
 *
 * Learns whatever is not learned yet, without keeping the database's thread busy, and keeps the scores. For
 * worker threads and the command line: it may take a second after a large import.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_advisor_prepare (SaudaSizeAdvisor *self, SaudaDatabase *database, GError **error)
{
  for (guint people = 0; people < N_PEOPLE; people++) {
    Preparation preparation = { .advisor = self, .people = people };
    g_autoptr (SaudaSizeMemory) memory = NULL;

    if (sauda_database_read (database, read_work, &preparation, error) == NULL)
      return FALSE;
    memory = preparation.memory;
    sauda_size_memory_learn (memory);
    if (memory->scores->len > 0 && sauda_database_run (database, save_work, &preparation, error) == NULL)
      return FALSE;
    g_mutex_lock (&self->mutex);
    set_memory (self, people, g_steal_pointer (&memory));
    g_mutex_unlock (&self->mutex);
  }
  return TRUE;
}

/**
 * sauda_size_advisor_prepare_async:
 * @self: an advisor
 * @database: the database of its workspace
 * @cancellable: (nullable): to stop
 * @callback: called when it has learned
 * @user_data: for @callback
 *
 * See sauda_size_advisor_prepare().
 */
void
sauda_size_advisor_prepare_async (SaudaSizeAdvisor *self,
                                  SaudaDatabase *database,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_size_advisor_prepare_async);
  g_task_set_task_data (task, g_object_ref (database), g_object_unref);
  g_task_run_in_thread (task, prepare_in_thread);
}

/**
 * sauda_size_advisor_prepare_finish:
 * @self: an advisor
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with an error of the store or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_size_advisor_prepare_finish (SaudaSizeAdvisor *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
