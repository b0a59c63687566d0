#include "sauda-edit-cell.h"
#include "sauda-pack-commands.h"
#include "sauda-pack-desk.h"
#include "sauda-pack-scan.h"
#include "sauda-scan-buffer.h"
#include "sauda-scanner.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

/* Types @text with @gap_ms between letters, and then Enter. */
static gboolean
type (SaudaScanBuffer *buffer, const char *text, gint64 *now_ms, gint64 gap_ms, char **code)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    *now_ms += gap_ms;
    sauda_scan_buffer_add (buffer, g_utf8_get_char (c), *now_ms);
  }
  *now_ms += gap_ms;
  return sauda_scan_buffer_end (buffer, *now_ms, code);
}

static void
test_buffer (void)
{
  static const struct {
    const char *text;
    gint64 gap_ms;
    gboolean scanned;
  } cases[] = {
    { "900179186", 1, TRUE },
    { "900179186-1", 12, TRUE },
    { "KS|900179186|1|1", 30, TRUE },
    { "SAUDANEXT", 40, TRUE },
    { "900179186", 60, FALSE },
    { "900179186", 120, FALSE },
    { "12345", 5, FALSE },
    { "", 5, FALSE },
    { "футболка", 90, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaScanBuffer) buffer = sauda_scan_buffer_new ();
    g_autofree char *code = NULL;
    gint64 now = 5000;

    g_assert_cmpint (type (buffer, cases[i].text, &now, cases[i].gap_ms, &code), ==, cases[i].scanned);
    g_assert_cmpstr (code, ==, cases[i].scanned ? cases[i].text : NULL);
  }
}

/* What a hand typed before, or a hand that pauses within, is no part of a scan. */
static void
test_mixed (void)
{
  g_autoptr (SaudaScanBuffer) buffer = sauda_scan_buffer_new ();
  g_autofree char *code = NULL;
  g_autofree char *none = NULL;
  gint64 now = 0;

  sauda_scan_buffer_add (buffer, '7', now += 100);
  sauda_scan_buffer_add (buffer, '8', now += 100);
  now += 100;
  g_assert_true (type (buffer, "900179186", &now, 5, &code));
  g_assert_cmpstr (code, ==, "900179186");
  /* a quick roll of three keys, a pause, Enter */
  sauda_scan_buffer_add (buffer, 'a', now += 500);
  sauda_scan_buffer_add (buffer, 'b', now += 20);
  sauda_scan_buffer_add (buffer, 'c', now += 20);
  g_assert_false (sauda_scan_buffer_end (buffer, now += 200, &none));
}

static void
test_repeat (void)
{
  g_autoptr (SaudaScanBuffer) buffer = sauda_scan_buffer_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *other = NULL;
  gint64 now = 0;

  g_assert_true (type (buffer, "900179186", &now, 2, &first));
  now += 200;
  g_assert_true (type (buffer, "900179186", &now, 2, &second));
  g_assert_null (second);
  now += 10;
  g_assert_true (type (buffer, "900179187", &now, 2, &other));
  g_assert_cmpstr (other, ==, "900179187");
  now += 400;
  g_assert_true (type (buffer, "900179187", &now, 2, &third));
  g_assert_cmpstr (third, ==, "900179187");
}

static void
add_order (WorkspaceFixture *fixture)
{
  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"
    " (1, 'SHIRT_L', 'SHIRT', 'Футболка', 'L', ''), (2, 'SHIRT_XL', 'SHIRT', 'Футболка', 'XL', '');"
    "INSERT INTO offer (store_id, sku, variant_id) VALUES (1, 'KSP-L', 1);"
    "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
    " VALUES (7, 1, '900179186', 'handover', 'file', 0, 0), (8, 1, '900179187', 'cancelled', 'file', 0, 0);"
    "INSERT INTO order_line (order_id, position, sku, quantity, decided_size) VALUES"
    " (7, 0, 'KSP-L', 2, 'XL'), (8, 0, 'KSP-L', 1, NULL)");
}

static void
scan (SaudaPackWindow *window, const char *text)
{
  sauda_pack_window_scan (window, text);
  sauda_test_wait_until (!sauda_pack_window_is_busy (window));
}

static gint64
count_events (WorkspaceFixture *fixture, const char *kind)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM order_event WHERE order_id = 7 AND kind = '%s'", kind);

  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace), sql);
}

/* A waybill opens its order; its two pieces in the decided size pack it, which its history keeps. */
static void
test_pack (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaPackWindow *window = NULL;

  add_order (fixture);
  window = sauda_pack_window_new (NULL, fixture->workspace);
  gtk_window_present (GTK_WINDOW (window));
  scan (window, "SHIRT_XL");
  g_assert_true (sauda_pack_window_is_wrong (window));
  scan (window, "KS|900179186|1|1");
  g_assert_cmpstr (sauda_pack_window_get_code (window), ==, "900179186");
  g_assert_false (sauda_pack_window_is_wrong (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "XL"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "0 / 2"));
  scan (window, "SHIRT_L");
  g_assert_true (sauda_pack_window_is_wrong (window));
  g_assert_cmpstr (sauda_pack_window_get_message (window), ==, "Wrong size");
  scan (window, "SHIRT_XL");
  g_assert_false (sauda_pack_window_is_wrong (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "1 / 2"));
  g_assert_cmpint (count_events (fixture, "packed"), ==, 0);
  scan (window, "SHIRT_XL");
  sauda_test_wait_until (!sauda_pack_window_is_busy (window));
  g_assert_cmpstr (sauda_pack_window_get_message (window), ==, "Packed");
  g_assert_cmpint (count_events (fixture, "packed"), ==, 1);
  scan (window, "SHIRT_XL");
  g_assert_cmpstr (sauda_pack_window_get_message (window), ==, "One piece too many");
  scan (window, "SAUDAUNDO");
  g_assert_cmpint (count_events (fixture, "unpacked"), ==, 1);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "1 / 2"));
  scan (window, "SAUDAHOLD");
  g_assert_cmpint (count_events (fixture, "held"), ==, 1);
  scan (window, "SAUDANEXT");
  g_assert_cmpint (count_events (fixture, "packed"), ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Scans that came through the X server. */
typedef struct {
  GPtrArray *codes; /* (owned) (element-type utf8) */
  GtkWindow *window;
  GtkWidget *entry; /* (unowned) where the letters of a torn burst stay */
} Keys;

static void
on_scanned (SaudaScanner *scanner, const char *code, Keys *keys)
{
  g_ptr_array_add (keys->codes, g_strdup (code));
}

/* One call: what stands between the keys is then the scanner's own pace, not that of programs that start. */
static void
press (Keys *keys, const char *words)
{
  g_autofree char *command = g_strconcat ("xdotool ", words, NULL);
  int status;

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (keys->window)));
  for (int round = 0; round < 20 || g_main_context_pending (NULL); round++)
    g_main_context_iteration (NULL, FALSE);
}

/* A busy machine may tear a burst of keys apart; then it is no scan, and comes once more. */
static void
press_until (Keys *keys, const char *words, guint count)
{
  for (guint attempt = 0; attempt < 100 && keys->codes->len < count; attempt++) {
    gtk_editable_set_text (GTK_EDITABLE (keys->entry), "");
    press (keys, words);
  }
  g_assert_cmpuint (keys->codes->len, ==, count);
}

/* Keys as a scanner presses them: Enter or Tab behind, no letter left in the field that has the focus, and
 * the same code twice within 300 ms is one scan. */
static void
test_keys (void)
{
  GtkWidget *entry = gtk_search_entry_new ();
  Keys keys = { g_ptr_array_new_with_free_func (g_free), ui_test_show (entry), entry };
  g_autoptr (SaudaScanner) scanner = sauda_scanner_new ();

  g_signal_connect (scanner, "scanned", G_CALLBACK (on_scanned), &keys);
  sauda_scanner_watch (scanner, keys.window, FALSE);
  gtk_window_set_focus (keys.window, entry);
  gtk_test_widget_wait_for_draw (entry);
  press_until (&keys, "type --delay 0 --args 1 900179186 key Return", 1);
  g_assert_cmpstr (g_ptr_array_index (keys.codes, 0), ==, "900179186");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  press_until (&keys, "type --delay 0 --args 1 900179187 key Tab", 2);
  g_assert_cmpstr (g_ptr_array_index (keys.codes, 1), ==, "900179187");
  gtk_window_set_focus (keys.window, entry);
  /* thrice at once: two of them are the scanner's stutter */
  press (&keys, "type --delay 2 '900179188\n900179188\n900179188\n'");
  g_assert_cmpuint (keys.codes->len, <=, 3);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  /* by hand */
  press (&keys, "type --delay 90 '900179\n'");
  g_assert_cmpuint (keys.codes->len, <=, 3);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "900179");
  ui_test_close (keys.window);
  g_ptr_array_unref (keys.codes);
}

/* What is written into a field, a name in Settings or a message, stays there however quickly it comes; a table's
 * cell that was open before is such a field too. */
static void
test_field (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *entry = gtk_entry_new ();
  GtkWidget *cell = sauda_edit_cell_new ();
  Keys keys = { g_ptr_array_new_with_free_func (g_free), NULL, entry };
  g_autoptr (SaudaScanner) scanner = sauda_scanner_new ();

  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), cell);
  keys.window = ui_test_show (box);
  g_signal_connect (scanner, "scanned", G_CALLBACK (on_scanned), &keys);
  sauda_scanner_watch (scanner, keys.window, FALSE);
  gtk_window_set_focus (keys.window, entry);
  gtk_test_widget_wait_for_draw (entry);
  press (&keys, "type --delay 0 --args 1 900179186 key Return");
  sauda_test_wait_until (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "900179186"));
  sauda_edit_cell_begin (SAUDA_EDIT_CELL (cell), NULL);
  press (&keys, "type --delay 0 --args 1 4870000000017 key Return");
  entry = GTK_WIDGET (sauda_edit_cell_get_entry (SAUDA_EDIT_CELL (cell)));
  sauda_test_wait_until (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "4870000000017"));
  g_assert_true (sauda_edit_cell_is_editing (SAUDA_EDIT_CELL (cell)));
  g_assert_cmpuint (keys.codes->len, ==, 0);
  ui_test_close (keys.window);
  g_ptr_array_unref (keys.codes);
}

/* Somebody at the packing table with a scanner, while another page is open. */
typedef struct {
  Keys keys;
  WorkspaceFixture *fixture;
  SaudaPackDesk *desk;
} Table;

/* Comes again where the machine tore it apart, but only when it cannot be taken for the scanner's stutter. */
static void
scan_until (Table *table, const char *words, const char *message)
{
  SaudaPackWindow *window = NULL;

  for (guint attempt = 0; attempt < 100; attempt++) {
    g_autofree char *command =
      g_strconcat (attempt > 0 ? "sleep 0.31 " : "", "type --delay 0 --args 1 ", words, NULL);

    gtk_editable_set_text (GTK_EDITABLE (table->keys.entry), "");
    press (&table->keys, command);
    window = sauda_pack_desk_get_window (table->desk);
    if (window == NULL)
      continue;
    sauda_test_wait_until (!sauda_pack_window_is_busy (window));
    if (g_str_equal (sauda_pack_window_get_message (window), message))
      return;
  }
  g_assert_cmpstr (window != NULL ? sauda_pack_window_get_message (window) : NULL, ==, message);
}

/* An order from its waybill to the parcel by keys alone: bar codes of the catalogue, a short one among them,
 * and the commands of the sheet. */
static void
test_table (WorkspaceFixture *fixture, gconstpointer data)
{
  GtkWidget *entry = gtk_search_entry_new ();
  Table table = { { NULL, ui_test_show (entry), entry }, fixture, NULL };
  SaudaPackWindow *window = NULL;

  add_order (fixture);
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                               "INSERT INTO variant_barcode (code, variant_id) VALUES ('48700024', 1),"
                               " ('4870000000017', 2)");
  table.desk = sauda_pack_desk_new (table.keys.window, fixture->workspace);
  gtk_window_set_focus (table.keys.window, entry);
  gtk_test_widget_wait_for_draw (entry);
  scan_until (&table, "900179186-1 key Return", "Scan its pieces");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  window = sauda_pack_desk_get_window (table.desk);
  g_assert_cmpstr (sauda_pack_window_get_code (window), ==, "900179186");
  scan_until (&table, "48700024 key Tab", "Wrong size");
  g_assert_true (sauda_pack_window_is_wrong (window));
  scan_until (&table, "4879999999990 key Return", "Nothing is known about 4879999999990");
  g_assert_true (sauda_pack_window_is_wrong (window));
  scan_until (&table, "4870000000017 key Return", "Scan its pieces");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "1 / 2"));
  scan_until (&table, "4870000000017 key Tab", "Packed");
  g_assert_cmpint (count_events (fixture, "packed"), ==, 1);
  scan_until (&table, "SAUDAUNDO key Return", "Taken out again");
  scan_until (&table, "SAUDAHOLD key Tab", "Put aside");
  scan_until (&table, "SAUDANEXT key Return", "Packed");
  g_assert_cmpint (count_events (fixture, "packed"), ==, 2);
  scan_until (&table, "SAUDAPRINT key Return",
              "No label was saved for this order. Fetch or import it first.");
  g_object_unref (table.desk);
  ui_test_close (table.keys.window);
}

/* What must not be packed says so. */
static void
test_refused (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaPackWindow *window = NULL;

  add_order (fixture);
  window = sauda_pack_window_new (NULL, fixture->workspace);
  /* what is typed slowly, by hand or by an old scanner, lands in the line for it */
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (window))));
  scan (window, "900179187");
  g_assert_true (sauda_pack_window_is_wrong (window));
  g_assert_nonnull (strstr (sauda_pack_window_get_message (window), "Do not pack"));
  /* neither its pieces nor a command pack it */
  scan (window, "SHIRT_L");
  g_assert_true (sauda_pack_window_is_wrong (window));
  scan (window, "SAUDANEXT");
  g_assert_nonnull (strstr (sauda_pack_window_get_message (window), "Do not pack"));
  g_assert_false (gtk_widget_get_sensitive (ui_test_find_button (GTK_WIDGET (window), "_Packed")));
  g_assert_cmpint (sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace),
                                                    "SELECT count(*) FROM order_event WHERE kind = 'packed'"),
                   ==, 0);
  scan (window, "999999999");
  g_assert_true (sauda_pack_window_is_wrong (window));
  g_assert_cmpstr (sauda_pack_window_get_message (window), ==, "No order has the number 999999999");
  scan (window, "900179186");
  scan (window, "SAUDANEXT");
  scan (window, "900179186");
  g_assert_true (sauda_pack_window_is_wrong (window));
  g_assert_cmpstr (sauda_pack_window_get_message (window), ==, "This order is packed already");
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
run (const char *const *arguments)
{
  char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return output;
}

/* The sheet of commands is read by a scanner. */
static void
test_commands (void)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "commands.pdf", NULL);
  g_autofree char *picture = g_build_filename (folder, "commands", NULL);
  g_autofree char *png = g_strconcat (picture, ".png", NULL);
  const char *draw[] = { "pdftoppm", "-r", "203", "-singlefile", "-png", path, picture, NULL };
  const char *scan_all[] = { "zbarimg", "-q", "--raw", png, NULL };
  g_autofree char *drawn = NULL;
  g_autofree char *codes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_pack_commands_write (path, &error));
  g_assert_no_error (error);
  drawn = run (draw);
  codes = run (scan_all);
  for (guint kind = SAUDA_PACK_SCAN_NEXT; kind <= SAUDA_PACK_SCAN_UNDO; kind++)
    g_assert_nonnull (strstr (codes, sauda_pack_scan_get_command ((SaudaPackScanKind) kind)));
  sauda_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/scan/buffer", test_buffer);
  g_test_add_func ("/ui/scan/mixed", test_mixed);
  g_test_add_func ("/ui/scan/repeat", test_repeat);
  g_test_add_func ("/ui/scan/keys", test_keys);
  g_test_add_func ("/ui/scan/field", test_field);
  g_test_add_func ("/ui/scan/commands", test_commands);
  g_test_add ("/ui/scan/pack", WorkspaceFixture, NULL, workspace_fixture_set_up, test_pack,
              workspace_fixture_tear_down);
  g_test_add ("/ui/scan/table", WorkspaceFixture, NULL, workspace_fixture_set_up, test_table,
              workspace_fixture_tear_down);
  g_test_add ("/ui/scan/refused", WorkspaceFixture, NULL, workspace_fixture_set_up, test_refused,
              workspace_fixture_tear_down);
  return g_test_run ();
}
