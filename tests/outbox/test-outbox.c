#include "sauda-database.h"
#include "sauda-outbox-error.h"
#include "sauda-outbox.h"
#include "sauda-test.h"

#include <glib/gstdio.h>

#define NOW_MS G_GINT64_CONSTANT (1795400000000)

typedef struct {
  char *folder;
  char *path;
  SaudaDatabase *database;
} Fixture;

/* One call on the ledger, as a unit of work. */
typedef struct {
  gint64 plan_id;
  gint64 act_id;
  const char *kind;
  SaudaActState state;
  gint64 now_ms;
  gboolean flag;
} Call;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sauda-outbox-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "sauda.db", NULL);
  fixture->database = sauda_database_open (fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_clear_object (&fixture->database);
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static gpointer
add_plan (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  call->plan_id = sauda_outbox_add_plan (connection, "Ship", call->now_ms, error);
  return call->plan_id != 0 ? call : NULL;
}

static gpointer
add_act (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;
  SaudaActDraft draft = { 1, call->kind, "900100200", "new", "accepted", "{}" };
  g_autoptr (SaudaAct) act = NULL;

  if (!sauda_outbox_add_act (connection, call->plan_id, &draft, "merchant", call->now_ms, &call->flag, error))
    return NULL;
  act = sauda_outbox_find (connection, 1, call->kind, "900100200", error);
  if (act == NULL)
    return NULL;
  call->act_id = act->id;
  call->state = act->state;
  return call;
}

static gpointer
approve (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_outbox_approve (connection, call->plan_id, "merchant", call->now_ms, error) ? call : NULL;
}

static gpointer
begin_sending (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_outbox_begin_sending (connection, call->act_id, call->now_ms, &call->flag, error) ? call
                                                                                                 : NULL;
}

static gpointer
record (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_outbox_record (connection, call->act_id, call->state, "note", 0, call->now_ms, error) ? call
                                                                                                     : NULL;
}

static gpointer
recover (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;
  guint recovered;

  if (!sauda_outbox_recover (connection, call->now_ms, &recovered, error))
    return NULL;
  call->plan_id = recovered;
  return call;
}

static gpointer
plan_again (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_outbox_plan_again (connection, call->plan_id, call->act_id, "merchant", call->now_ms, error)
           ? call
           : NULL;
}

static gpointer
settle (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_outbox_settle (connection, call->act_id, call->state, "merchant", "seen in the cabinet",
                              call->now_ms, error)
           ? call
           : NULL;
}

static gpointer
read_state (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (SaudaAct) act = sauda_outbox_find (connection, 1, call->kind, "900100200", error);

  if (act == NULL)
    return NULL;
  call->state = act->state;
  return call;
}

static void
run (Fixture *fixture, SaudaDatabaseFunc func, Call *call)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_database_run (fixture->database, func, call, &error) == call);
  g_assert_no_error (error);
}

static void
refuse (Fixture *fixture, SaudaDatabaseFunc func, Call *call, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_database_run (fixture->database, func, call, &error));
  g_assert_error (error, SAUDA_OUTBOX_ERROR, code);
}

static Call
begin_approved (Fixture *fixture, const char *kind)
{
  Call call = { .kind = kind, .now_ms = NOW_MS };

  run (fixture, add_plan, &call);
  run (fixture, add_act, &call);
  g_assert_true (call.flag);
  g_assert_cmpint (call.state, ==, SAUDA_ACT_PLANNED);
  run (fixture, approve, &call);
  return call;
}

static void
test_sent_once (Fixture *fixture, gconstpointer data)
{
  Call call = begin_approved (fixture, "assemble");

  run (fixture, begin_sending, &call);
  g_assert_true (call.flag);
  run (fixture, begin_sending, &call);
  g_assert_false (call.flag);
}

static void
test_not_approved_is_not_sent (Fixture *fixture, gconstpointer data)
{
  Call call = { .kind = "accept", .now_ms = NOW_MS };

  run (fixture, add_plan, &call);
  run (fixture, add_act, &call);
  run (fixture, begin_sending, &call);
  g_assert_false (call.flag);
}

static void
test_approved_once (Fixture *fixture, gconstpointer data)
{
  Call call = begin_approved (fixture, "accept");

  refuse (fixture, approve, &call, SAUDA_OUTBOX_ERROR_ALREADY_APPROVED);
  call.plan_id = 4711;
  refuse (fixture, approve, &call, SAUDA_OUTBOX_ERROR_NOT_FOUND);
}

static void
test_approved_once_by_two_processes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaDatabase) other = sauda_database_open (fixture->path, &error);
  Call call = begin_approved (fixture, "accept");

  g_assert_no_error (error);
  g_assert_null (sauda_database_run (other, approve, &call, &error));
  g_assert_error (error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_ALREADY_APPROVED);
}

static void
test_plan_expires (Fixture *fixture, gconstpointer data)
{
  Call call = { .kind = "accept", .now_ms = NOW_MS };

  run (fixture, add_plan, &call);
  call.now_ms += SAUDA_OUTBOX_PLAN_LIFE_MS + 1;
  refuse (fixture, approve, &call, SAUDA_OUTBOX_ERROR_EXPIRED);
}

static void
test_approved_act_expires (Fixture *fixture, gconstpointer data)
{
  Call call = begin_approved (fixture, "accept");

  call.now_ms += SAUDA_OUTBOX_PLAN_LIFE_MS + 1;
  run (fixture, begin_sending, &call);
  g_assert_false (call.flag);
  run (fixture, read_state, &call);
  g_assert_cmpint (call.state, ==, SAUDA_ACT_EXPIRED);
}

static void
test_crash_is_unknown (Fixture *fixture, gconstpointer data)
{
  Call call = begin_approved (fixture, "assemble"), recovered = { .now_ms = NOW_MS };

  run (fixture, begin_sending, &call);
  g_clear_object (&fixture->database);
  fixture->database = sauda_database_open (fixture->path, NULL);
  run (fixture, recover, &recovered);
  g_assert_cmpint (recovered.plan_id, ==, 1);
  run (fixture, read_state, &call);
  g_assert_cmpint (call.state, ==, SAUDA_ACT_UNKNOWN);
  /* Unclear is never planned, so never sent, again. */
  run (fixture, add_plan, &call);
  run (fixture, add_act, &call);
  g_assert_false (call.flag);
  g_assert_cmpint (call.state, ==, SAUDA_ACT_UNKNOWN);
}

/* Which outcomes let the same act be planned again. */
static void
test_planned_again (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *kind;
    SaudaActState outcome[3];
    guint n;
    gboolean again;
  } cases[] = {
    { "refused", { SAUDA_ACT_REFUSED }, 1, TRUE },
    { "no-effect", { SAUDA_ACT_UNKNOWN, SAUDA_ACT_UNKNOWN, SAUDA_ACT_FAILED }, 3, TRUE },
    { "accepted", { SAUDA_ACT_ACCEPTED }, 1, FALSE },
    { "verified", { SAUDA_ACT_ACCEPTED, SAUDA_ACT_VERIFIED }, 2, FALSE },
    { "unknown", { SAUDA_ACT_UNKNOWN }, 1, FALSE },
    { "given-back", { SAUDA_ACT_APPROVED }, 1, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Call call = begin_approved (fixture, cases[i].kind);

    run (fixture, begin_sending, &call);
    for (guint k = 0; k < cases[i].n; k++) {
      call.state = cases[i].outcome[k];
      run (fixture, record, &call);
    }
    run (fixture, add_plan, &call);
    run (fixture, add_act, &call);
    g_assert_cmpint (call.flag, ==, cases[i].again);
  }
}

/* A person plans again what had no effect, and nothing else. */
static void
test_retry (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *kind;
    SaudaActState outcome[2];
    guint n;
    gboolean again;
  } cases[] = {
    { "refused", { SAUDA_ACT_REFUSED }, 1, TRUE },
    { "no-effect", { SAUDA_ACT_UNKNOWN, SAUDA_ACT_FAILED }, 2, TRUE },
    { "unknown", { SAUDA_ACT_UNKNOWN }, 1, FALSE },
    { "verified", { SAUDA_ACT_ACCEPTED, SAUDA_ACT_VERIFIED }, 2, FALSE },
    { "approved", { SAUDA_ACT_APPROVED }, 1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Call call = begin_approved (fixture, cases[i].kind);

    run (fixture, begin_sending, &call);
    for (guint k = 0; k < cases[i].n; k++) {
      call.state = cases[i].outcome[k];
      run (fixture, record, &call);
    }
    run (fixture, add_plan, &call);
    if (!cases[i].again) {
      refuse (fixture, plan_again, &call, SAUDA_OUTBOX_ERROR_TRANSITION);
      continue;
    }
    run (fixture, plan_again, &call);
    run (fixture, approve, &call);
    run (fixture, begin_sending, &call);
    g_assert_true (call.flag);
  }
}

static void
test_retry_of_nothing (Fixture *fixture, gconstpointer data)
{
  Call call = { .kind = "accept", .act_id = 77, .now_ms = NOW_MS };

  run (fixture, add_plan, &call);
  refuse (fixture, plan_again, &call, SAUDA_OUTBOX_ERROR_NOT_FOUND);
}

static void
test_settled_by_hand (Fixture *fixture, gconstpointer data)
{
  static const SaudaActState states[] = { SAUDA_ACT_VERIFIED, SAUDA_ACT_FAILED };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    Call call = begin_approved (fixture, i == 0 ? "accept" : "assemble");

    call.state = states[i];
    refuse (fixture, settle, &call, SAUDA_OUTBOX_ERROR_TRANSITION);
    run (fixture, begin_sending, &call);
    call.state = SAUDA_ACT_UNKNOWN;
    run (fixture, record, &call);
    call.state = states[i];
    run (fixture, settle, &call);
    run (fixture, read_state, &call);
    g_assert_cmpint (call.state, ==, states[i]);
  }
}

/* Recovering lets old plans run out, so that their acts can be planned again. */
static void
test_old_acts_run_out (Fixture *fixture, gconstpointer data)
{
  Call call = begin_approved (fixture, "accept"), later = { .now_ms = NOW_MS + SAUDA_OUTBOX_PLAN_LIFE_MS };

  run (fixture, recover, &later);
  run (fixture, read_state, &call);
  g_assert_cmpint (call.state, ==, SAUDA_ACT_APPROVED);
  later.now_ms++;
  run (fixture, recover, &later);
  run (fixture, read_state, &call);
  g_assert_cmpint (call.state, ==, SAUDA_ACT_EXPIRED);
}

/* Asking for the buyer's code again does no harm; acts on different lines are different acts. */
static gpointer
add_special_acts (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaActDraft code = { 1, "send-code", "900100201", NULL, NULL, "{}", .repeatable = TRUE };
  SaudaActDraft line = { 1, "cancel-lines", "900100201", NULL, NULL, "{}", .detail = "a=1" };
  Call *call = data;

  if (!sauda_outbox_add_act (connection, call->plan_id, call->state == SAUDA_ACT_VERIFIED ? &code : &line,
                             "merchant", call->now_ms, &call->flag, error))
    return NULL;
  g_assert_true (call->flag);
  if (call->state != SAUDA_ACT_VERIFIED) {
    line.detail = "b=1";
    if (!sauda_outbox_add_act (connection, call->plan_id, &line, "merchant", call->now_ms, &call->flag,
                               error))
      return NULL;
    g_assert_true (call->flag);
  }
  return call;
}

static gpointer
count_lines (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) acts = sauda_outbox_list (connection, 0, 0, error);

  ((Call *) data)->plan_id = acts != NULL ? acts->len : 0;
  return data;
}

static void
test_details_and_repetitions (Fixture *fixture, gconstpointer data)
{
  Call call = { .kind = "send-code", .now_ms = NOW_MS };

  run (fixture, add_plan, &call);
  run (fixture, add_special_acts, &call);
  for (guint round = 0; round < 2; round++) {
    call.state = SAUDA_ACT_VERIFIED;
    run (fixture, add_plan, &call);
    run (fixture, add_special_acts, &call);
    run (fixture, approve, &call);
    call.act_id = 3;
    run (fixture, begin_sending, &call);
    g_assert_true (call.flag);
    run (fixture, record, &call);
  }
  run (fixture, count_lines, &call);
  g_assert_cmpint (call.plan_id, ==, 3);
}

static void
test_forbidden_transition (Fixture *fixture, gconstpointer data)
{
  Call call = begin_approved (fixture, "accept");

  call.state = SAUDA_ACT_VERIFIED;
  refuse (fixture, record, &call, SAUDA_OUTBOX_ERROR_TRANSITION);
}

static void
test_names (void)
{
  for (guint state = 0; state < SAUDA_ACT_N_STATES; state++) {
    SaudaActState back;

    g_assert_true (sauda_act_state_from_name (sauda_act_state_get_name (state), &back));
    g_assert_cmpint (back, ==, state);
    g_assert_false (sauda_act_state_may_become (SAUDA_ACT_VERIFIED, state));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/outbox/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("sent-once", test_sent_once);
  ADD ("not-approved-is-not-sent", test_not_approved_is_not_sent);
  ADD ("approved-once", test_approved_once);
  ADD ("approved-once-by-two-processes", test_approved_once_by_two_processes);
  ADD ("plan-expires", test_plan_expires);
  ADD ("approved-act-expires", test_approved_act_expires);
  ADD ("crash-is-unknown", test_crash_is_unknown);
  ADD ("planned-again", test_planned_again);
  ADD ("forbidden-transition", test_forbidden_transition);
  ADD ("retry", test_retry);
  ADD ("retry-of-nothing", test_retry_of_nothing);
  ADD ("settled-by-hand", test_settled_by_hand);
  ADD ("old-acts-run-out", test_old_acts_run_out);
  ADD ("details-and-repetitions", test_details_and_repetitions);
  g_test_add_func ("/outbox/names", test_names);
  return g_test_run ();
}
