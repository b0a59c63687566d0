#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaSheetsError:
 * @SAUDA_SHEETS_ERROR_MISSING: there is no such file
 * @SAUDA_SHEETS_ERROR_UNREADABLE: the system does not give the file out
 * @SAUDA_SHEETS_ERROR_EMPTY: nothing stands in the file
 * @SAUDA_SHEETS_ERROR_NOT_A_SHEET: a picture, a program or another kind of file, whatever its name says
 * @SAUDA_SHEETS_ERROR_OLD_FORMAT: a workbook in a format that is not read: .xls, .xlsb
 * @SAUDA_SHEETS_ERROR_ENCRYPTED: protected with a password
 * @SAUDA_SHEETS_ERROR_DAMAGED: cut off, or changed on its way
 * @SAUDA_SHEETS_ERROR_NO_WORKSHEET: the workbook lacks the sheet
 * @SAUDA_SHEETS_ERROR_TOO_LARGE: a cell, a row or the whole file is beyond all measure
 * @SAUDA_SHEETS_ERROR_ENCODING: the letters cannot be told
 * @SAUDA_SHEETS_ERROR_NO_HEADER: no row names the columns
 * @SAUDA_SHEETS_ERROR_TWO_HEADERS: several rows name the columns
 * @SAUDA_SHEETS_ERROR_MISSING_COLUMN: a row names columns, but not all that are needed
 * @SAUDA_SHEETS_ERROR_DOUBLE_COLUMN: two columns have the same name
 * @SAUDA_SHEETS_ERROR_UNWRITABLE: a file could not be written; an older one is as it was
 *
 * Errors of the sheets room. Every message is a translated sentence that says what to do.
 */
typedef enum {
  SAUDA_SHEETS_ERROR_MISSING,
  SAUDA_SHEETS_ERROR_UNREADABLE,
  SAUDA_SHEETS_ERROR_EMPTY,
  SAUDA_SHEETS_ERROR_NOT_A_SHEET,
  SAUDA_SHEETS_ERROR_OLD_FORMAT,
  SAUDA_SHEETS_ERROR_ENCRYPTED,
  SAUDA_SHEETS_ERROR_DAMAGED,
  SAUDA_SHEETS_ERROR_NO_WORKSHEET,
  SAUDA_SHEETS_ERROR_TOO_LARGE,
  SAUDA_SHEETS_ERROR_ENCODING,
  SAUDA_SHEETS_ERROR_NO_HEADER,
  SAUDA_SHEETS_ERROR_TWO_HEADERS,
  SAUDA_SHEETS_ERROR_MISSING_COLUMN,
  SAUDA_SHEETS_ERROR_DOUBLE_COLUMN,
  SAUDA_SHEETS_ERROR_UNWRITABLE,
} SaudaSheetsError;

#define SAUDA_SHEETS_ERROR (sauda_sheets_error_quark ())
GQuark sauda_sheets_error_quark (void);

G_END_DECLS
