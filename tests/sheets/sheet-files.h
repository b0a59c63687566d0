#pragma once

#include "sauda-sheet.h"

G_BEGIN_DECLS

/* The parts of a small workbook; a NULL part is left out. */
typedef struct {
  const char *sheet;   /* (nullable) what stands inside <sheetData> */
  const char *strings; /* (nullable) what stands inside <sst> */
  const char *styles;  /* (nullable) what stands inside <styleSheet> */
  const char *sheets;  /* (nullable) what stands inside <sheets>; one visible sheet otherwise */
  const char *book;    /* (nullable) what stands before <sheets> */
  const char *whole;   /* (nullable) the worksheet part as it is, in place of sheet */
} SheetBook;

char *sheet_files_write (const char *folder, const char *name, const void *data, gssize length)
  G_GNUC_WARN_UNUSED_RESULT;
char *sheet_files_write_book (const char *folder,
                              const char *name,
                              const SheetBook *book) G_GNUC_WARN_UNUSED_RESULT;
char *sheet_files_read (const char *path,
                        const SaudaSheetOptions *options,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
