#pragma once

#include "sauda-labels-test.h"

/* A day whose orders all have a label file of the samples, in a folder of its own. */
#define LABELS_DAY (sauda_day_from_date (2026, 11, 23))

typedef struct {
  SaudaTestFolder folder;
  char *labels;      /* (owned) where label files lie */
  char *out;         /* (owned) where runs go */
  GPtrArray *orders; /* (owned) (element-type SaudaLabelOrder) */
} LabelsDay;

void labels_day_set_up (LabelsDay *day, gconstpointer data);
void labels_day_tear_down (LabelsDay *day, gconstpointer data);
SaudaLabelOrder *labels_day_get_order (LabelsDay *day, guint index);
GBytes *labels_day_read_bytes (const char *folder, const char *name);
