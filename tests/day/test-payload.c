#include "sauda-act-payload.h"

static void
test_round_trip (void)
{
  static const struct {
    const char *kind;
    const char *status;
    const char *places;
  } cases[] = { { "accept", "ACCEPTED_BY_MERCHANT", NULL }, { "assemble", "ASSEMBLE", "1" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = sauda_act_payload_write ("OTAwMTAw\"=", cases[i].kind);
    g_autoptr (SaudaActPayload) payload = sauda_act_payload_read (json);

    g_assert_nonnull (payload);
    g_assert_cmpstr (payload->order_id, ==, "OTAwMTAw\"=");
    g_assert_cmpstr (payload->status, ==, cases[i].status);
    g_assert_cmpstr (payload->number_of_space, ==, cases[i].places);
  }
}

static void
test_cancellation (void)
{
  g_autoptr (SaudaActPayload) written = sauda_act_payload_new ("a", "cancel");
  g_autoptr (SaudaActPayload) payload = NULL;
  g_autofree char *json = NULL;

  written->reason = g_strdup ("MERCHANT_OUT_OF_STOCK");
  written->comment = g_strdup ("нет \"больше\"");
  json = sauda_act_payload_to_json (written);
  payload = sauda_act_payload_read (json);
  g_assert_nonnull (payload);
  g_assert_cmpstr (payload->status, ==, "CANCELLED");
  g_assert_cmpstr (payload->reason, ==, "MERCHANT_OUT_OF_STOCK");
  g_assert_cmpstr (payload->comment, ==, "нет \"больше\"");
  g_assert_null (payload->security_code);
}

/* Asking for a code sends an empty one, which is not the same as none. */
static void
test_empty_code (void)
{
  g_autofree char *json = sauda_act_payload_write ("a", "send-code");
  g_autoptr (SaudaActPayload) payload = sauda_act_payload_read (json);

  g_assert_nonnull (payload);
  g_assert_cmpstr (payload->status, ==, "COMPLETED");
  g_assert_cmpstr (payload->security_code, ==, "");
}

static void
test_removals (void)
{
  g_autoptr (SaudaActPayload) written = sauda_act_payload_new ("a", "cancel-lines");
  g_autoptr (SaudaActPayload) payload = NULL;
  g_autofree char *json = NULL;
  const SaudaActRemoval *second;

  sauda_act_payload_add_removal (written, "one", 0, -1);
  sauda_act_payload_add_removal (written, "two", 2, 1500);
  json = sauda_act_payload_to_json (written);
  payload = sauda_act_payload_read (json);
  g_assert_nonnull (payload);
  g_assert_null (payload->status);
  g_assert_cmpuint (payload->removals->len, ==, 2);
  second = g_ptr_array_index (payload->removals, 1);
  g_assert_cmpstr (second->entry_id, ==, "two");
  g_assert_cmpint (second->quantity, ==, 2);
  g_assert_cmpint (second->weight, ==, 1500);
}

static void
test_damage_is_seen (void)
{
  static const char *const damaged[] = { NULL,
                                         "",
                                         "[]",
                                         "{}",
                                         "{\"id\":\"a\"}",
                                         "{\"id\":1,\"status\":2}",
                                         "{\"id\":",
                                         "{\"id\":\"a\",\"entries\":[]}",
                                         "{\"id\":\"a\",\"entries\":[{\"id\":\"b\"}]}",
                                         "{\"id\":\"a\",\"entries\":7}" };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    g_assert_null (sauda_act_payload_read (damaged[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/payload/round-trip", test_round_trip);
  g_test_add_func ("/day/payload/cancellation", test_cancellation);
  g_test_add_func ("/day/payload/empty-code", test_empty_code);
  g_test_add_func ("/day/payload/removals", test_removals);
  g_test_add_func ("/day/payload/damage-is-seen", test_damage_is_seen);
  return g_test_run ();
}
