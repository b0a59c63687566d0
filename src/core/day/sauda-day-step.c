#include "sauda-day-step.h"

#include <glib/gi18n-lib.h>

#define NOTIFY_INTERVAL_US 100000
#define MOST_NAMED 3 /* orders in a brief sentence */

struct _SaudaDayStep {
  GObject parent_instance;

  char *name;  /* (owned) (not nullable) */
  char *title; /* (owned) (not nullable) */
  SaudaStepState state;
  guint done;
  guint total;
  char *detail;       /* (owned) (not nullable) */
  GPtrArray *waiting; /* (owned) (element-type utf8) ends with NULL */
  GPtrArray *brief;   /* (owned) (element-type utf8) likewise, the same in fewer words */
  GPtrArray *failed;  /* (owned) (element-type utf8) ends with NULL */
  gint64 begun_us;    /* monotonic, 0 before */
  gint64 ended_us;    /* monotonic, 0 before */
  gint64 notified_us;
};

G_DEFINE_FINAL_TYPE (SaudaDayStep, sauda_day_step, G_TYPE_OBJECT)

enum { PROP_0, PROP_STATE, PROP_DONE, PROP_TOTAL, PROP_DETAIL, N_PROPERTIES };

static GParamSpec *properties[N_PROPERTIES];

static const struct {
  const char *name;
  const char *title;
} states[] = {
  [SAUDA_STEP_WAITING] = { "waiting", N_ ("Waiting") },
  [SAUDA_STEP_RUNNING] = { "running", N_ ("Running") },
  [SAUDA_STEP_DONE] = { "done", N_ ("Done") },
  [SAUDA_STEP_PARTLY] = { "partly", N_ ("Done in part") },
  [SAUDA_STEP_FAILED] = { "failed", N_ ("Failed") },
  [SAUDA_STEP_SKIPPED] = { "skipped", N_ ("Nothing to do") },
  [SAUDA_STEP_CANCELLED] = { "cancelled", N_ ("Stopped") },
};

static GPtrArray *
new_sentences (void)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (sentences, NULL);
  return sentences;
}

static void
add_sentence (GPtrArray *sentences, const char *sentence)
{
  sentences->pdata[sentences->len - 1] = g_strdup (sentence);
  g_ptr_array_add (sentences, NULL);
}

static void
sauda_day_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaudaDayStep *self = SAUDA_DAY_STEP (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, (int) self->state);
    break;
  case PROP_DONE:
    g_value_set_uint (value, self->done);
    break;
  case PROP_TOTAL:
    g_value_set_uint (value, self->total);
    break;
  case PROP_DETAIL:
    g_value_set_string (value, self->detail);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sauda_day_step_finalize (GObject *object)
{
  SaudaDayStep *self = SAUDA_DAY_STEP (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->detail);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->brief);
  g_ptr_array_unref (self->failed);
  G_OBJECT_CLASS (sauda_day_step_parent_class)->finalize (object);
}

static void
sauda_day_step_class_init (SaudaDayStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sauda_day_step_get_property;
  object_class->finalize = sauda_day_step_finalize;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, SAUDA_STEP_CANCELLED, 0, flags);
  properties[PROP_DONE] = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
sauda_day_step_init (SaudaDayStep *self)
{
  self->detail = g_strdup ("");
  self->waiting = new_sentences ();
  self->brief = new_sentences ();
  self->failed = new_sentences ();
}

/**
 * sauda_step_state_get_name:
 * @state: a state
 *
 * Returns: its name in the journal and in JSON
 */
const char *
sauda_step_state_get_name (SaudaStepState state)
{
  return states[state].name;
}

/**
 * sauda_step_state_get_title:
 * @state: a state
 *
 * Returns: what people read, translated
 */
const char *
sauda_step_state_get_title (SaudaStepState state)
{
  return _ (states[state].title);
}

/**
 * sauda_day_step_new:
 * @name: its name in the journal
 * @title: what people read, translated
 *
 * Returns: (transfer full): a step that waits
 */
SaudaDayStep *
sauda_day_step_new (const char *name, const char *title)
{
  SaudaDayStep *self = g_object_new (SAUDA_TYPE_DAY_STEP, NULL);

  self->name = g_strdup (name);
  self->title = g_strdup (title);
  return self;
}

/**
 * sauda_day_step_get_name:
 * @self: a step
 *
 * Returns: its name in the journal
 */
const char *
sauda_day_step_get_name (SaudaDayStep *self)
{
  return self->name;
}

/**
 * sauda_day_step_get_title:
 * @self: a step
 *
 * Returns: what people read
 */
const char *
sauda_day_step_get_title (SaudaDayStep *self)
{
  return self->title;
}

/**
 * sauda_day_step_get_state:
 * @self: a step
 *
 * Returns: how far it is
 */
SaudaStepState
sauda_day_step_get_state (SaudaDayStep *self)
{
  return self->state;
}

/**
 * sauda_day_step_get_done:
 * @self: a step
 *
 * Returns: orders, or other units, that are through
 */
guint
sauda_day_step_get_done (SaudaDayStep *self)
{
  return self->done;
}

/**
 * sauda_day_step_get_total:
 * @self: a step
 *
 * Returns: units in all, 0 while unknown
 */
guint
sauda_day_step_get_total (SaudaDayStep *self)
{
  return self->total;
}

/**
 * sauda_day_step_get_fraction:
 * @self: a step
 *
 * Returns: 0 to 1
 */
double
sauda_day_step_get_fraction (SaudaDayStep *self)
{
  if (self->state == SAUDA_STEP_DONE || self->state == SAUDA_STEP_SKIPPED)
    return 1;
  return self->total == 0 ? 0 : MIN (1.0, (double) self->done / self->total);
}

/**
 * sauda_day_step_get_detail:
 * @self: a step
 *
 * Returns: (not nullable): a sentence about its outcome, may be empty
 */
const char *
sauda_day_step_get_detail (SaudaDayStep *self)
{
  return self->detail;
}

/**
 * sauda_day_step_get_seconds:
 * @self: a step
 *
 * Returns: how long it has taken
 */
double
sauda_day_step_get_seconds (SaudaDayStep *self)
{
  if (self->begun_us == 0)
    return 0;
  return (double) ((self->ended_us != 0 ? self->ended_us : g_get_monotonic_time ()) - self->begun_us) /
         G_USEC_PER_SEC;
}

/**
 * sauda_day_step_get_waiting:
 * @self: a step
 *
 * Returns: (array zero-terminated=1): sentences: what waits and for whom
 */
const char *const *
sauda_day_step_get_waiting (SaudaDayStep *self)
{
  return (const char *const *) self->waiting->pdata;
}

/**
 * sauda_day_step_get_waiting_brief:
 * @self: a step
 *
 * Returns: (array zero-terminated=1): the sentences of sauda_day_step_get_waiting() for a narrow place: no
 * more than a few orders stand in each
 */
const char *const *
sauda_day_step_get_waiting_brief (SaudaDayStep *self)
{
  return (const char *const *) self->brief->pdata;
}

/**
 * sauda_day_step_get_failed:
 * @self: a step
 *
 * Returns: (array zero-terminated=1): sentences: which order failed and why
 */
const char *const *
sauda_day_step_get_failed (SaudaDayStep *self)
{
  return (const char *const *) self->failed->pdata;
}

/**
 * sauda_day_step_begin:
 * @self: a step
 */
void
sauda_day_step_begin (SaudaDayStep *self)
{
  self->begun_us = g_get_monotonic_time ();
  self->state = SAUDA_STEP_RUNNING;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * sauda_day_step_end:
 * @self: a step
 * @state: how it ended
 * @detail: (nullable): a sentence
 */
void
sauda_day_step_end (SaudaDayStep *self, SaudaStepState state, const char *detail)
{
  self->ended_us = g_get_monotonic_time ();
  self->state = state;
  g_free (self->detail);
  self->detail = g_strdup (detail != NULL ? detail : "");
  for (guint i = PROP_STATE; i < N_PROPERTIES; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/**
 * sauda_day_step_set_progress:
 * @self: a step
 * @done: units that are through
 * @total: units in all
 *
 * Counts on; watchers hear of it at most ten times a second.
 */
void
sauda_day_step_set_progress (SaudaDayStep *self, guint done, guint total)
{
  gint64 now_us = g_get_monotonic_time ();

  self->done = done;
  self->total = total;
  if (now_us - self->notified_us < NOTIFY_INTERVAL_US && done < total)
    return;
  self->notified_us = now_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
}

/**
 * sauda_day_step_set_note:
 * @self: a running step
 * @sentence: what keeps it
 *
 * Shows @sentence in place of the outcome until the step ends.
 */
void
sauda_day_step_set_note (SaudaDayStep *self, const char *sentence)
{
  g_free (self->detail);
  self->detail = g_strdup (sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

/**
 * sauda_day_step_add_waiting:
 * @self: a step
 * @sentence: what waits and for whom
 */
void
sauda_day_step_add_waiting (SaudaDayStep *self, const char *sentence)
{
  add_sentence (self->waiting, sentence);
  add_sentence (self->brief, sentence);
}

/* @orders with commas between them, behind @reason; a few of them with what is left out, or all. */
static char *
join_orders (const char *reason, const GPtrArray *orders, guint most)
{
  guint shown = orders->len > most ? most : orders->len, rest = orders->len - shown;
  GString *sentence = g_string_new (reason);

  for (guint i = 0; i < shown; i++)
    g_string_append_printf (sentence, "%s %s", i > 0 ? "," : "",
                            (const char *) g_ptr_array_index (orders, i));
  if (rest > 0) {
    g_string_append_c (sentence, ' ');
    g_string_append_printf (sentence, ngettext ("and %u more", "and %u more", rest), rest);
  }
  return g_string_free (sentence, FALSE);
}

/**
 * sauda_day_step_add_waiting_orders:
 * @self: a step
 * @reason: a sentence: what they wait for
 * @orders: (element-type utf8): orders, each with its store
 *
 * Many orders that wait for the same: all are told, and named where there is room.
 */
void
sauda_day_step_add_waiting_orders (SaudaDayStep *self, const char *reason, const GPtrArray *orders)
{
  g_autofree char *all = join_orders (reason, orders, G_MAXUINT);
  g_autofree char *brief = join_orders (reason, orders, MOST_NAMED);

  add_sentence (self->waiting, all);
  add_sentence (self->brief, brief);
}

/**
 * sauda_day_step_add_failed:
 * @self: a step
 * @sentence: which order failed and why
 */
void
sauda_day_step_add_failed (SaudaDayStep *self, const char *sentence)
{
  add_sentence (self->failed, sentence);
}
