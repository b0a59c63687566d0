#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiKind:
 * @SAUDA_KASPI_KIND_TEXT: `char *`; a number is taken as its text
 * @SAUDA_KASPI_KIND_PHONE: `char *`; ten digits, nothing when masked
 * @SAUDA_KASPI_KIND_MONEY: `gint64` whole tenge, rounded
 * @SAUDA_KASPI_KIND_TIME: `gint64` UTC ms; 0 on the wire is none
 * @SAUDA_KASPI_KIND_COUNT: `gint`, 0 or more
 * @SAUDA_KASPI_KIND_NUMBER: `double`
 * @SAUDA_KASPI_KIND_FLAG: `gboolean`
 *
 * What a field of a record is. Numbers may come as integer, float or numeric text.
 */
typedef enum {
  SAUDA_KASPI_KIND_TEXT,
  SAUDA_KASPI_KIND_PHONE,
  SAUDA_KASPI_KIND_MONEY,
  SAUDA_KASPI_KIND_TIME,
  SAUDA_KASPI_KIND_COUNT,
  SAUDA_KASPI_KIND_NUMBER,
  SAUDA_KASPI_KIND_FLAG,
} SaudaKaspiKind;

/**
 * SaudaKaspiField:
 *
 * One row of a mapping table. Several rows may fill one place of the record: the first that holds a value
 * wins, which is how older forms of an answer stay readable.
 */
typedef struct {
  const char *path; /* member, or "outer.inner" */
  SaudaKaspiKind kind;
  gsize offset;       /* of the place in the record */
  gboolean mandatory; /* without it the record is refused */
  gsize known_offset; /* of a gboolean that becomes TRUE with the value; 0 for none */
} SaudaKaspiField;

JsonObject *sauda_kaspi_json_get_object (JsonObject *object, const char *member);
JsonArray *sauda_kaspi_json_get_array (JsonObject *object, const char *member);
const char *sauda_kaspi_json_get_text (JsonObject *object, const char *member);
char *sauda_kaspi_json_dup_id (JsonObject *object, const char *member) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_kaspi_json_get_count (JsonObject *object, const char *member, gint *count);
gboolean sauda_kaspi_json_take_fields (JsonObject *object,
                                       const SaudaKaspiField *fields,
                                       gsize n_fields,
                                       gpointer record,
                                       const char **missing);
char *sauda_kaspi_json_format_rest (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
