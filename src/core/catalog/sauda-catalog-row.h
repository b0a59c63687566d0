#pragma once

#include "sauda-arena.h"
#include "sauda-base-error.h"
#include "sauda-catalog-columns.h"
#include "sauda-catalog-report.h"

G_BEGIN_DECLS

/* What the database knows of something in the file. */
typedef enum {
  SAUDA_CATALOG_KNOWN_UNSEEN, /* nobody looked */
  SAUDA_CATALOG_KNOWN_NOT,
  SAUDA_CATALOG_KNOWN_SAME,
  SAUDA_CATALOG_KNOWN_OTHERWISE,
} SaudaCatalogKnown;

/* What the rows of one model have in common. */
typedef struct {
  const char *key;     /* (not nullable) SKU_key */
  const char *name;    /* (not nullable) the most frequent Kaspi_name_core of its rows, squeezed */
  GArray *prices;      /* (owned) (element-type gint64) */
  GArray *weights;     /* (owned) (element-type gint64) */
  gint64 usual_price;  /* tenge, the median; -1: too few to tell */
  gint64 usual_weight; /* grams, likewise */
  GHashTable *names;   /* (owned) (nullable) (element-type utf8 guint) NULL while there is one */
  guint n_named;       /* rows that have the name */
} SaudaCatalogModel;

/* What lies on the shelf, put together from all the rows of its SKU_ID: the first row that has a
 * value wins. */
typedef struct {
  const char *sku;                            /* (not nullable) */
  SaudaCatalogModel *model;                   /* (not owned) (not nullable) */
  const char *size_text;                      /* (nullable) */
  const char *size;                           /* (nullable) */
  const char *search_key;                     /* (nullable) NULL: whoever writes it makes it */
  const char *cells[SAUDA_CATALOG_N_COLUMNS]; /* (nullable) each */
  gint64 weight_grams;                        /* -1: none */
  double cost_cny;                            /* -1: none */
  gint64 id;                                  /* in the database, 0: not there yet */
  SaudaCatalogKnown known;
  gboolean settled; /* counted, and written where it is to be */
} SaudaCatalogVariant;

/* One row of the file. Its texts, and the list of its cells, live in the arena and stay as they were read. */
typedef struct {
  guint number;        /* as a spreadsheet numbers it */
  guint hash;          /* of its offer, once somebody looked for repeated ones */
  const char **cells;  /* (nullable) each; NULL: says nothing, or nothing of use */
  gint64 price;        /* tenge, -1: none */
  gint64 stock;        /* -1: none */
  gint64 weight_grams; /* -1: none */
  double cost_cny;     /* -1: none */
  guint64 filled;      /* a bit for each column that says something */
  gboolean refused;
  SaudaCatalogKnown known;
  gint64 store_id;              /* in the database, 0: not there yet */
  gint64 offer_id;              /* likewise */
  SaudaCatalogModel *model;     /* (not owned) (nullable) NULL while refused */
  SaudaCatalogVariant *variant; /* (not owned) (nullable) NULL while refused */
} SaudaCatalogRow;

/**
 * SaudaCatalogRows:
 *
 * A whole file in memory, checked and ready to be compared with the database.
 */
typedef struct _SaudaCatalogRows SaudaCatalogRows;
struct _SaudaCatalogRows {
  SaudaSheetColumns *columns; /* (owned) (not nullable) */
  SaudaArena *arena;          /* (owned) (not nullable) of texts, cells and variants */
  GArray *rows;               /* (owned) (element-type SaudaCatalogRow) */
  GHashTable *store_names; /* (owned) (element-type utf8 utf8) by every way of writing, and by search key */
  GHashTable *sizes;    /* (owned) (element-type utf8 utf8) as they are written, by what the merchant wrote */
  GHashTable *models;   /* (owned) (element-type utf8 SaudaCatalogModel) by key */
  GHashTable *variants; /* (owned) (element-type utf8 SaudaCatalogVariant) by SKU */
  guint64 filled;       /* a bit for each column that says something in a row that stays */
  gboolean all_differ;  /* somebody saw already that no two rows are of one offer */
  SaudaCatalogReport *report; /* (owned) (not nullable) */
  SaudaProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  const guint *choices; /* (not owned) (nullable) rows that a person chose where two disagree; ends with 0 */
};

SaudaCatalogRows *sauda_catalog_rows_new (SaudaSheetColumns *columns) G_GNUC_WARN_UNUSED_RESULT;
void sauda_catalog_rows_free (SaudaCatalogRows *self);
void sauda_catalog_rows_forget (SaudaCatalogRows *self);
void sauda_catalog_rows_take (SaudaCatalogRows *self, guint number, const char *const *cells, guint n_cells);
void sauda_catalog_rows_add_problem (SaudaCatalogRows *self,
                                     guint row,
                                     SaudaCatalogColumn column,
                                     const char *value,
                                     const char *reason);
void sauda_catalog_rows_tell (SaudaCatalogRows *self, guint done, guint total);
void sauda_catalog_rows_check (SaudaCatalogRows *self);
const char *sauda_catalog_rows_find_model_key (SaudaCatalogRows *self, const SaudaCatalogRow *row);
guint sauda_catalog_row_make_hash (const SaudaCatalogRow *row);
guint sauda_catalog_row_hash (gconstpointer row);
gboolean sauda_catalog_row_equal (gconstpointer a, gconstpointer b);
const char *sauda_catalog_row_get_size_text (const SaudaCatalogRow *row);
const char *sauda_catalog_rows_write_size (SaudaCatalogRows *self, const char *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCatalogRows, sauda_catalog_rows_free)

G_END_DECLS
