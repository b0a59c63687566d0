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
test_damage_is_seen (void)
{
  static const char *const damaged[] = {
    NULL, "", "[]", "{}", "{\"id\":\"a\"}", "{\"id\":1,\"status\":2}", "{\"id\":"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    g_assert_null (sauda_act_payload_read (damaged[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/payload/round-trip", test_round_trip);
  g_test_add_func ("/day/payload/damage-is-seen", test_damage_is_seen);
  return g_test_run ();
}
