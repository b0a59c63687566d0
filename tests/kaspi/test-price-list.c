#include "sauda-kaspi-price-list-schema.h"
#include "sauda-kaspi-price-list.h"
#include "sauda-test.h"

#include <string.h>

#define BEGIN                                                                                                \
  "<?xml version=\"1.0\" encoding=\"utf-8\"?><kaspi_catalog xmlns=\"kaspiShopping\" date=\"2026-01-31\">"    \
  "<company>c</company><merchantid>1</merchantid><offers>"
#define END "</offers></kaspi_catalog>"
#define OFFER(sku, inside) "<offer sku=\"" sku "\"><model>m</model>" inside "</offer>"

static SaudaKaspiPriceList *
read_data (const char *name)
{
  g_autofree char *path = sauda_test_data_path (name);
  g_autoptr (GError) error = NULL;
  SaudaKaspiPriceList *list = sauda_kaspi_price_list_read (path, NULL, &error);

  g_assert_no_error (error);
  return list;
}

static SaudaKaspiPriceList *
read_text (SaudaTestFolder *folder, const char *text, gssize length, GError **error)
{
  g_autofree char *path = g_build_filename (folder->path, "list.xml", NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return sauda_kaspi_price_list_read (path, NULL, error);
}

static const SaudaKaspiListWarning *
find_warning (const SaudaKaspiPriceList *list, const char *part)
{
  for (guint i = 0; i < list->warnings->len; i++) {
    const SaudaKaspiListWarning *warning = g_ptr_array_index (list->warnings, i);

    if (strstr (warning->text, part) != NULL)
      return warning;
  }
  return NULL;
}

static void
test_cabinet_export (void)
{
  g_autoptr (SaudaKaspiPriceList) list = read_data ("pricelist/ACTIVE.xml");
  const SaudaKaspiOffer *leggings = g_ptr_array_index (list->offers, 0),
                        *print = g_ptr_array_index (list->offers, 1);
  const SaudaKaspiAvailability *second = &g_array_index (print->availabilities, SaudaKaspiAvailability, 1);

  g_assert_cmpstr (list->merchant_id, ==, "30000001");
  g_assert_cmpstr (list->date, ==, "2026-11-20 09:15");
  g_assert_cmpuint (list->offers->len, ==, 2);
  g_assert_cmpstr (leggings->sku, ==, "CL_QZ_MEN_LEG_BLACK_116000005_44/S _(S)");
  g_assert_cmpstr (leggings->model, ==, "Леггинсы \"черные\" 44/S & S");
  g_assert_cmpstr (leggings->brand, ==, "");
  g_assert_cmpint (sauda_kaspi_offer_get_stock (leggings), ==, 3);
  g_assert_cmpint (sauda_kaspi_offer_get_price (leggings), ==, 4990);
  g_assert_cmpint (sauda_kaspi_offer_get_stock (print), ==, 10000);
  g_assert_cmpint (second->pre_order, ==, 3);
  g_assert_false (second->available);
  g_assert_cmpstr (g_array_index (print->city_prices, SaudaKaspiCityPrice, 1).city_id, ==, "353263100");
  sauda_kaspi_price_list_check (list);
  g_assert_cmpuint (sauda_kaspi_price_list_count_bad (list), ==, 0);
}

static void
test_schema_takes_the_guide_and_the_cabinet (void)
{
  static const char *const names[] = { "pricelist/guide.xml", "pricelist/ACTIVE.xml" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SaudaKaspiPriceList) list = read_data (names[i]);
    g_autofree char *path = sauda_test_data_path (names[i]);
    g_autoptr (GError) error = NULL;

    g_assert_true (sauda_kaspi_price_list_validate (list, path, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (list->warnings->len, ==, 0);
  }
}

static void
test_schema_refuses (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const texts[] = {
    BEGIN END, /* no offer */
    BEGIN OFFER ("a", "<price>12.5</price>") END,
    BEGIN OFFER (
      "a", "<price>1</price><cityprices><cityprice cityId=\"750000000\">1</cityprice></cityprices>") END,
    BEGIN OFFER ("a", "<brand>b</brand><loanPeriod>12</loanPeriod><price>1</price>") END,
    BEGIN OFFER ("a", "<availabilities><availability available=\"maybe\"/></availabilities><price>1</price>")
      END,
    BEGIN OFFER ("a", "<availabilities><availability available=\"yes\" preOrder=\"31\"/></availabilities>"
                      "<price>1</price>") END,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SaudaKaspiPriceList) verdict = sauda_kaspi_price_list_new (NULL);
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
    g_autoptr (GError) error = NULL;

    g_assert_true (sauda_kaspi_price_list_validate (verdict, NULL, bytes, &error));
    g_assert_cmpuint (sauda_kaspi_price_list_count_bad (verdict), >, 0);
  }
}

static void
test_written_list_is_read_back (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaKaspiPriceList) list = read_data ("pricelist/ACTIVE.xml");
  g_autoptr (GBytes) xml = sauda_kaspi_price_list_write_xml (list), again = NULL;
  g_autoptr (SaudaKaspiPriceList) back = NULL, verdict = sauda_kaspi_price_list_new (NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (xml, &length);
  g_autofree char *copy = g_strndup (text, length);

  /* what exports write and nobody may send: "0" days, fractions */
  g_assert_null (strstr (copy, "preOrder=\"0\""));
  g_assert_null (strstr (copy, "3.0"));
  g_assert_nonnull (strstr (copy, "sku=\"CL_QZ_MEN_LEG_BLACK_116000005_44/S _(S)\""));
  g_assert_true (sauda_kaspi_price_list_validate (verdict, NULL, xml, &error));
  g_assert_cmpuint (verdict->warnings->len, ==, 0);
  back = read_text (folder, text, (gssize) length, &error);
  g_assert_no_error (error);
  again = sauda_kaspi_price_list_write_xml (back);
  g_assert_true (g_bytes_equal (xml, again));
}

static void
test_what_kaspi_would_refuse (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiPriceList) list = read_text (
    folder,
    BEGIN OFFER ("a", "<price>5</price>") OFFER ("a", "<price>6</price>") OFFER ("", "<price>1</price>")
      OFFER ("b", "<price>cheap</price>") OFFER ("c", "") OFFER ("d", "<price>0</price>")
        OFFER ("e", "<availabilities><availability available=\"yes\" storeId=\"PP1\" stockCount=\"2.5\"/>"
                    "</availabilities><cityprices><cityprice cityId=\"Алматы\">7</cityprice></cityprices>")
          END,
    -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->offers->len, ==, 7);
  sauda_kaspi_price_list_check (list);
  g_assert_true (find_warning (list, "twice")->bad);
  g_assert_true (find_warning (list, "no SKU")->bad);
  g_assert_true (find_warning (list, "no price")->bad);
  g_assert_cmpstr (find_warning (list, "no amount")->sku, ==, "b");
  g_assert_false (find_warning (list, "price is 0")->bad);
  g_assert_cmpstr (find_warning (list, "whole number of pieces")->sku, ==, "e");
  g_assert_true (find_warning (list, "nine digits")->bad);
  g_assert_false (find_warning (list, "No warehouse")->bad);
}

#define PLACE(store, pieces)                                                                                 \
  "<availability available=\"yes\" storeId=\"" store "\" stockCount=\"" pieces "\"/>"

static void
test_what_stands_twice_counts_once (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiPriceList) list = read_text (
    folder,
    BEGIN OFFER ("a", "<price>5</price>") OFFER ("b", "<price>5</price>") OFFER ("a", "<price>6</price>")
      OFFER ("b", "<price>5</price>") OFFER (" ", "<price>1</price>")
        OFFER ("c", "<availabilities>" PLACE ("1_PP1", "3.0") PLACE ("1_PP1", "5.0")
                      PLACE ("2_PP1", "1") "</availabilities><price>7</price>") END,
    -1, &error);
  const SaudaKaspiOffer *third;

  g_assert_no_error (error);
  sauda_kaspi_price_list_check (list);
  g_assert_cmpuint (list->offers->len, ==, 6);
  g_assert_cmpuint (sauda_kaspi_price_list_count_bad (list), ==, 4);
  g_assert_false (find_warning (list, "another merchant")->bad);
  g_ptr_array_set_size (list->warnings, 0);
  sauda_kaspi_price_list_keep_first (list);
  g_assert_cmpuint (list->offers->len, ==, 3);
  g_assert_cmpuint (list->warnings->len, ==, 4);
  g_assert_cmpstr (find_warning (list, "different values")->sku, ==, "a");
  g_assert_cmpstr (find_warning (list, "same values")->sku, ==, "b");
  g_assert_cmpint (((SaudaKaspiOffer *) g_ptr_array_index (list->offers, 0))->price, ==, 5);
  third = g_ptr_array_index (list->offers, 2);
  g_assert_cmpuint (third->availabilities->len, ==, 2);
  g_assert_cmpint (g_array_index (third->availabilities, SaudaKaspiAvailability, 0).stock, ==, 3);
}

static void
test_letters_that_the_first_line_does_not_tell (SaudaTestFolder *folder, gconstpointer data)
{
  static const char text[] =
    "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"windows-1251\"?><kaspi_catalog date=\"\"><offers><offer "
    "sku=\"a\"><model>Чайник</model></offer></offers></kaspi_catalog>";
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiPriceList) list = read_text (folder, text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((SaudaKaspiOffer *) g_ptr_array_index (list->offers, 0))->model, ==, "Чайник");
  g_assert_null (
    read_text (folder, "<?xml version=\"1.0\" encoding=\"martian\"?><kaspi_catalog/>", -1, &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "UTF-8"));
}

static void
test_the_schema_says_nothing_again (SaudaTestFolder *folder, gconstpointer data)
{
  static const char text[] =
    BEGIN "<offer sku=\"a\"><model>m</model></offer>" OFFER ("b", "<price>9.5</price>")
      OFFER ("c", "<availabilities><availability available=\"YES\" storeId=\"1_PP1\"/></availabilities>"
                  "<price>7</price>") END;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiPriceList) list = read_text (folder, text, -1, &error);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);

  g_assert_no_error (error);
  sauda_kaspi_price_list_check (list);
  g_assert_true (sauda_kaspi_price_list_validate (list, NULL, bytes, &error));
  g_assert_true (sauda_kaspi_offer_is_available (g_ptr_array_index (list->offers, 2)));
  g_assert_cmpstr (find_warning (list, "schema")->sku, ==, "c");
  g_ptr_array_remove (list->warnings, (gpointer) find_warning (list, "schema"));
  g_assert_null (find_warning (list, "schema"));
}

static void
test_hostile_files (SaudaTestFolder *folder, gconstpointer data)
{
  static const char bomb[] = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b "
                             "\"&a;&a;&a;\">]><kaspi_catalog date=\"\">"
                             "<company>&b;</company></kaspi_catalog>";
  static const char nul[] =
    "<?xml version=\"1.0\"?><kaspi_catalog date=\"\"><company>a\0b</company></kaspi_catalog>";
  g_autoptr (GString) deep = g_string_new ("<kaspi_catalog date=\"\">");
  g_autoptr (GString) line = g_string_new ("<kaspi_catalog date=\"\"><company>");
  g_autoptr (GString) attribute = g_string_new ("<kaspi_catalog date=\"");
  struct {
    const char *text;
    gssize length;
  } files[] = {
    { bomb, -1 },
    { nul, sizeof nul - 1 },
    { "<html><body>Войдите</body></html>", -1 },
    { BEGIN OFFER ("a", "<price>5</price>"), -1 }, /* cut off */
    { BEGIN "<offer sku=\"a\"><offer sku=\"b\"/></offer>" END, -1 },
    { "", 0 },
    { "<", -1 },
    { NULL, -1 },
    { NULL, -1 },
    { NULL, -1 },
  };

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  for (guint i = 0; i < 30000; i++) {
    g_string_append (line, "one line without any end ");
    g_string_append (attribute, "one attribute without any end of it, and on it goes; ");
  }
  files[7].text = deep->str;
  files[8].text = line->str;
  files[9].text = attribute->str;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (folder, files[i].text, files[i].length, &error));
    g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE);
    g_assert_cmpuint (strlen (error->message), >, 20);
  }
}

static void
test_sheet_of_ten_columns (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "ACTIVE.xlsx", NULL);
  g_autoptr (SaudaKaspiPriceList) list = sauda_kaspi_price_list_new ("30000001"), back = NULL;
  g_autoptr (GError) error = NULL;
  SaudaKaspiOffer *offer = sauda_kaspi_offer_new ("0012 a");
  const SaudaKaspiOffer *read;

  offer->model = g_strdup ("=cmd|' /C calc'!A0");
  offer->price = 8990;
  sauda_kaspi_offer_add_availability (offer, "30000001_PP1", TRUE, 3, 12);
  sauda_kaspi_offer_add_availability (offer, "PP2", FALSE, 3, 0);
  g_ptr_array_add (list->offers, offer);
  g_assert_true (sauda_kaspi_price_list_write_xlsx (list, path, &error));
  g_assert_no_error (error);
  back = sauda_kaspi_price_list_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->offers->len, ==, 1);
  read = g_ptr_array_index (back->offers, 0);
  g_assert_cmpstr (read->sku, ==, "0012 a");
  g_assert_cmpstr (read->model, ==, "=cmd|' /C calc'!A0");
  g_assert_cmpint (read->price, ==, 8990);
  g_assert_cmpuint (read->availabilities->len, ==, 2);
  g_assert_cmpint (g_array_index (read->availabilities, SaudaKaspiAvailability, 0).stock, ==, 12);
  g_assert_cmpint (g_array_index (read->availabilities, SaudaKaspiAvailability, 0).pre_order, ==, 3);
  g_assert_false (g_array_index (read->availabilities, SaudaKaspiAvailability, 1).available);

  sauda_kaspi_offer_add_city_price (offer, "750000000", 1);
  sauda_kaspi_offer_add_city_price (offer, "710000000", 2);
  offer->price = -1;
  g_assert_false (sauda_kaspi_price_list_write_xlsx (list, path, &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE);
}

#define ADD(name, func)                                                                                      \
  g_test_add ("/kaspi/price-list/" name, SaudaTestFolder, NULL, sauda_test_folder_set_up, func,              \
              sauda_test_folder_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kaspi/price-list/cabinet", test_cabinet_export);
  g_test_add_func ("/kaspi/price-list/schema", test_schema_takes_the_guide_and_the_cabinet);
  ADD ("schema-refuses", test_schema_refuses);
  ADD ("round-trip", test_written_list_is_read_back);
  ADD ("refused", test_what_kaspi_would_refuse);
  ADD ("twice", test_what_stands_twice_counts_once);
  ADD ("letters", test_letters_that_the_first_line_does_not_tell);
  ADD ("schema-after-checks", test_the_schema_says_nothing_again);
  ADD ("hostile", test_hostile_files);
  ADD ("sheet", test_sheet_of_ten_columns);
  return g_test_run ();
}
