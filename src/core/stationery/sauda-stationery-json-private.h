#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An object of a template or sheet being read, and how people call the place. */
typedef struct {
  JsonObject *object; /* (not nullable) borrowed */
  const char *name;   /* (not nullable) of the file */
  guint item;         /* number of the item in it from 1, 0 for the whole */
} SaudaStationeryJson;

gboolean sauda_stationery_json_number (const SaudaStationeryJson *self,
                                       const char *key,
                                       double least,
                                       double most,
                                       double *number,
                                       GError **error);
gboolean sauda_stationery_json_flag (const SaudaStationeryJson *self, const char *key, gboolean fallback);
const char *sauda_stationery_json_text (const SaudaStationeryJson *self, const char *key);
gboolean sauda_stationery_json_choice (const SaudaStationeryJson *self,
                                       const char *key,
                                       const char *const *choices,
                                       int *choice,
                                       GError **error);
void sauda_stationery_json_fail (const SaudaStationeryJson *self, const char *key, GError **error);
char *sauda_stationery_json_title (const SaudaStationeryJson *self) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *
sauda_stationery_json_parse (GBytes *bytes, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stationery_json_add_number (JsonObject *object, const char *key, double number);

G_END_DECLS
