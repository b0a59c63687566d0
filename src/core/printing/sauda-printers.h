#pragma once

#include "sauda-print-kind.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* The paper that Kaspi's waybills are made for, in millimetres. */
#define SAUDA_PRINTER_LABEL_WIDTH 100.0
#define SAUDA_PRINTER_LABEL_HEIGHT 150.0
/* How far the print may be moved, in millimetres. */
#define SAUDA_PRINTER_MAX_OFFSET 20.0

/**
 * SaudaPrinterProfile:
 *
 * A printer as the merchant set it up.
 */
typedef struct {
  gint64 id;           /* 0: not saved yet */
  char *name;          /* (owned) (not nullable) as the merchant calls it */
  char *queue;         /* (owned) (not nullable) of the printing system; empty: the print dialog asks */
  double paper_width;  /* mm, 10 to 2000 */
  double paper_height; /* mm, 10 to 2000 */
  double offset_x;     /* mm to the right, within SAUDA_PRINTER_MAX_OFFSET */
  double offset_y;     /* mm down, within SAUDA_PRINTER_MAX_OFFSET */
  char *darkness;      /* (owned) (not nullable) how the printer itself is set, for people */
  gboolean stamp;      /* whether waybills get the decided size stamped */
} SaudaPrinterProfile;

SaudaPrinterProfile *sauda_printer_profile_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;
SaudaPrinterProfile *
sauda_printer_profile_copy (const SaudaPrinterProfile *profile) G_GNUC_WARN_UNUSED_RESULT;
void sauda_printer_profile_free (SaudaPrinterProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPrinterProfile, sauda_printer_profile_free)

/**
 * SaudaPrinters:
 * @profiles: (not nullable) (element-type SaudaPrinterProfile): by name
 * @uses: id of the profile that each #SaudaPrintKind is printed with; 0: none was chosen
 *
 * All printers that were set up.
 */
typedef struct {
  GPtrArray *profiles;
  gint64 uses[SAUDA_PRINT_N_KINDS];
} SaudaPrinters;

void sauda_printers_free (SaudaPrinters *printers);
const SaudaPrinterProfile *sauda_printers_get (const SaudaPrinters *printers, gint64 id);
const SaudaPrinterProfile *sauda_printers_get_for (const SaudaPrinters *printers, SaudaPrintKind kind);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPrinters, sauda_printers_free)

SaudaPrinters *sauda_printers_load (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_printers_save (SaudaConnection *connection, const SaudaPrinterProfile *profile, GError **error);
gboolean sauda_printers_remove (SaudaConnection *connection, gint64 id, GError **error);
gboolean sauda_printers_use (SaudaConnection *connection, SaudaPrintKind kind, gint64 id, GError **error);

G_END_DECLS
