-- Conversations with buyers: who they are, what was asked about which order, and every message.
CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  phone TEXT UNIQUE,                             -- "+7…"; NULL: known by a business-scoped id alone
  name TEXT,
  language TEXT NOT NULL DEFAULT 'ru',
  consent TEXT NOT NULL DEFAULT 'order' CHECK (consent IN ('order', 'chat', 'verbal', 'none')),
  consent_ms INTEGER,
  opted_out_ms INTEGER,
  taken_over_ms INTEGER,                         -- a person answers; Sauda is silent
  taken_over_reason TEXT,
  last_inbound_ms INTEGER,                       -- by the provider's clock: opens the 24-hour window
  created_ms INTEGER NOT NULL
);

CREATE TABLE contact_address (
  provider TEXT NOT NULL,
  address TEXT NOT NULL,                         -- digits of a phone, or a business-scoped id
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  PRIMARY KEY (provider, address)
) WITHOUT ROWID;
CREATE INDEX contact_address_by_contact ON contact_address (contact_id);

CREATE TABLE question (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  kind TEXT NOT NULL DEFAULT 'size',
  contact_id INTEGER REFERENCES contact (id),    -- NULL: no telephone number
  state TEXT NOT NULL,
  height_cm REAL,
  weight_kg REAL,
  proposed_size TEXT,
  probability REAL,
  advice TEXT,                                   -- why this size
  deadline_ms INTEGER NOT NULL,
  not_before_ms INTEGER NOT NULL DEFAULT 0,      -- a limit of the provider
  asked_ms INTEGER,
  reminded_ms INTEGER,
  more_ms INTEGER,
  proposed_ms INTEGER,
  proposals INTEGER NOT NULL DEFAULT 0,
  answered_ms INTEGER,
  closed_ms INTEGER,
  inform INTEGER NOT NULL DEFAULT 0,             -- tell the buyer what was decided
  learned INTEGER NOT NULL DEFAULT 0,            -- the size engine knows how it ended
  attention TEXT,                                -- why a person has to look; NULL: no need
  reason TEXT,                                   -- of the state
  created_ms INTEGER NOT NULL,
  UNIQUE (order_id, kind)
);
CREATE INDEX question_by_state ON question (state, deadline_ms);
CREATE INDEX question_by_contact ON question (contact_id);

-- Append-only: what became of a question, by whom and why.
CREATE TABLE question_event (
  id INTEGER PRIMARY KEY,
  question_id INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  before TEXT,
  after TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT
);
CREATE INDEX question_event_by_question ON question_event (question_id, at_ms);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  provider_id TEXT,                              -- NULL: not accepted yet
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  question_id INTEGER REFERENCES question (id) ON DELETE SET NULL,
  act_id INTEGER,                                -- of the ledger, of what we send
  outbound INTEGER NOT NULL,
  purpose TEXT,                                  -- ask, remind, more, propose, decided, manual
  content TEXT NOT NULL,                         -- text, media, voice …
  text TEXT NOT NULL,
  template TEXT,
  quoted_id TEXT,
  delivery TEXT,                                 -- of what we send
  first_contact INTEGER NOT NULL DEFAULT 0,      -- sent outside of the 24-hour window
  code INTEGER,
  error TEXT,
  intent TEXT,                                   -- of what came in
  height_cm REAL,
  weight_kg REAL,
  size TEXT,
  at_ms INTEGER NOT NULL,                        -- by the provider's clock where it tells
  stored_ms INTEGER NOT NULL,
  edited_ms INTEGER,
  revoked_ms INTEGER,
  UNIQUE (provider, provider_id)
);
CREATE INDEX message_by_contact ON message (contact_id, at_ms);
CREATE INDEX message_by_question ON message (question_id);
CREATE INDEX message_by_act ON message (act_id);
CREATE INDEX message_by_delivery ON message (outbound, delivery);

-- What a person corrected in the reading of a message.
CREATE TABLE message_correction (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
);

-- What webhooks brought, as it came; read afterwards.
CREATE TABLE webhook_delivery (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  body BLOB NOT NULL,
  received_ms INTEGER NOT NULL,
  read_ms INTEGER,
  problem TEXT
);
CREATE INDEX webhook_delivery_by_read ON webhook_delivery (read_ms);

CREATE TABLE whatsapp_template (
  provider TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  provider_id TEXT NOT NULL,                     -- what a message names
  status TEXT NOT NULL,
  category TEXT,
  reason TEXT,
  checked_ms INTEGER NOT NULL,
  PRIMARY KEY (provider, name, language)
) WITHOUT ROWID;
