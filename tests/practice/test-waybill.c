#include "practice-client.h"

#include "sauda-test.h"

#include <poppler.h>
#include <string.h>

#define PLACES 2

/* An assembled order with @PLACES places. */
static char *
assemble (PracticeClient *client)
{
  g_autoptr (PracticeReply) list = practice_client_list (client, "");
  char *code = practice_find_code (list, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT");
  g_autoptr (PracticeReply) reply =
    practice_client_change (client, code, "ASSEMBLE", ",\"numberOfSpace\":\"2\"");

  g_assert_cmpuint (reply->status, ==, 200);
  return code;
}

static char *
get_waybill_url (PracticeClient *client, const char *code)
{
  g_autoptr (PracticeReply) list = practice_client_list (client, "");
  JsonObject *delivery = json_object_get_object_member (practice_find_order (list, code), "kaspiDelivery");

  return json_object_get_null_member (delivery, "waybill")
           ? NULL
           : g_strdup (json_object_get_string_member (delivery, "waybill"));
}

static char *
wait_for_waybill (PracticeClient *client, const char *code)
{
  char *url = NULL;

  sauda_test_wait_until ((url = get_waybill_url (client, code)) != NULL);
  return url;
}

static void
test_pdf (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *url = NULL;
  g_autofree char *grouped = NULL;
  g_autoptr (PracticeReply) reply = NULL;
  PopplerDocument *document;
  g_autoptr (GError) error = NULL;

  practice_client_start (client, NULL);
  code = assemble (client);
  url = wait_for_waybill (client, code);
  client->token = NULL;
  reply = practice_client_get (client, url);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->content_type, ==, "application/pdf");
  document = poppler_document_new_from_bytes (reply->body, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, PLACES);
  grouped = g_strdup_printf ("%.3s %.3s %.3s - ", code, code + 3, code + 6);
  for (int i = 0; i < PLACES; i++) {
    PopplerPage *page = poppler_document_get_page (document, i);
    g_autofree char *text = poppler_page_get_text (page);
    g_autofree char *number = g_strdup_printf ("%s%d", grouped, i + 1);
    g_autofree char *places = g_strdup_printf ("%d/%d", i + 1, PLACES);
    double width, height;

    poppler_page_get_size (page, &width, &height);
    g_assert_cmpfloat_with_epsilon (width, 283.465, 0.01);
    g_assert_cmpfloat_with_epsilon (height, 425.197, 0.01);
    g_assert_nonnull (strstr (text, number));
    g_assert_nonnull (strstr (text, places));
    g_assert_nonnull (strstr (text, "ZMMLR"));
    g_assert_nonnull (strstr (text, "шт."));
    g_assert_nonnull (strstr (text, "Universal"));
    g_object_unref (page);
  }
  g_object_unref (document);
}

/* What a hand scanner sees: a page at 203 dpi, black on white. */
static char *
decode_page (PopplerPage *page, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "page.png", NULL);
  const char *arguments[] = { "zbarimg", "-q", path, NULL };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 1199);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GError) error = NULL;
  char *codes = NULL;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, 203 / 72.0, 203 / 72.0);
  poppler_page_render (page, cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                &codes, NULL, NULL, &error);
  g_assert_no_error (error);
  return codes;
}

static void
test_barcodes (PracticeClient *client, gconstpointer data)
{
  g_autofree char *scanner = g_find_program_in_path ("zbarimg");
  g_autofree char *code = NULL;
  g_autofree char *url = NULL;
  g_autoptr (PracticeReply) reply = NULL;
  PopplerDocument *document;

  if (scanner == NULL) {
    g_test_skip ("zbarimg is not installed");
    return;
  }
  practice_client_start (client, NULL);
  code = assemble (client);
  url = wait_for_waybill (client, code);
  reply = practice_client_get (client, url);
  document = poppler_document_new_from_bytes (reply->body, NULL, NULL);
  g_assert_nonnull (document);
  for (int i = 0; i < PLACES; i++) {
    PopplerPage *page = poppler_document_get_page (document, i);
    g_autofree char *codes = decode_page (page, client->folder);
    g_autofree char *square = g_strdup_printf ("QR-Code:KS|%s|%d|%d\n", code, i + 1, PLACES);
    g_autofree char *lines = g_strdup_printf ("CODE-128:%s\n", code);
    g_autofree char *place_lines = g_strdup_printf ("CODE-128:%s-%d\n", code, i + 1);

    g_assert_nonnull (strstr (codes, square));
    g_assert_nonnull (strstr (codes, lines));
    g_assert_nonnull (strstr (codes, place_lines));
    g_object_unref (page);
  }
  g_object_unref (document);
}

static void
test_addresses (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *first = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (PracticeReply) forged_reply = NULL;
  g_autoptr (PracticeReply) wrong_token = NULL;

  practice_client_start (client, NULL);
  code = assemble (client);
  first = wait_for_waybill (client, code);
  g_assert_true (g_str_has_prefix (first, sauda_practice_server_get_url (client->server)));
  forged = g_strdup (first);
  forged[strlen (forged) - 1] ^= 1;
  forged_reply = practice_client_get (client, forged);
  g_assert_cmpuint (forged_reply->status, ==, 404);
  client->token = "wrong";
  wrong_token = practice_client_get (client, first);
  g_assert_cmpuint (wrong_token->status, ==, 401);
}

static void
test_expiry (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *url = NULL;
  g_autoptr (PracticeReply) reply = NULL;

  client->options->waybill_ttl_seconds = 0;
  practice_client_start (client, NULL);
  code = assemble (client);
  url = wait_for_waybill (client, code);
  reply = practice_client_get (client, url);
  g_assert_cmpuint (reply->status, ==, 404);
  g_assert_cmpstr (reply->content_type, ==, "text/html");
}

static void
test_faults (PracticeClient *client, gconstpointer data)
{
  static const guint statuses[] = { 404, 200, 200 };
  static const char *const types[] = { "text/html", "text/html", "application/pdf" };
  static const char *const lists[] = { "expired-waybill", "waybill-html", "" };
  g_autofree char *code = NULL;
  g_autofree char *url = NULL;

  practice_client_start (client, NULL);
  code = assemble (client);
  url = wait_for_waybill (client, code);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (PracticeReply) reply = NULL;

    practice_client_set_faults (client, lists[i]);
    reply = practice_client_get (client, url);
    g_assert_cmpuint (reply->status, ==, statuses[i]);
    g_assert_cmpstr (reply->content_type, ==, types[i]);
  }
}

/* Seconds later, and not with the answer to the POST (kaspi-api 5.2). */
static void
test_delay (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *url = NULL;
  gint64 from_us;

  client->options->waybill_delay_ms = 0;
  practice_client_start (client, NULL);
  from_us = g_get_monotonic_time ();
  code = assemble (client);
  url = wait_for_waybill (client, code);
  g_assert_cmpint (g_get_monotonic_time () - from_us, >=, G_USEC_PER_SEC * 9 / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                                      \
  g_test_add ("/practice/waybill/" path, PracticeClient, NULL, practice_client_set_up, func,                 \
              practice_client_tear_down)
  ADD ("pdf", test_pdf);
  ADD ("barcodes", test_barcodes);
  ADD ("addresses", test_addresses);
  ADD ("expiry", test_expiry);
  ADD ("faults", test_faults);
  ADD ("delay", test_delay);
  return g_test_run ();
}
