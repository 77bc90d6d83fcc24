-- Times are milliseconds since 1970 UTC. Texts are as StoredText writes them.
-- Ids are never used twice: a reader may still hold an old one.

CREATE TABLE portent_vocabulary (epoch INTEGER NOT NULL);

INSERT INTO portent_vocabulary (epoch) VALUES (0);

CREATE TABLE portent_term (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL UNIQUE,
    used_until INTEGER NOT NULL
);

CREATE TABLE portent_entity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE portent_writer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE portent_window (
    entity_id INTEGER NOT NULL REFERENCES portent_entity (id),
    start INTEGER NOT NULL,
    writer_id INTEGER NOT NULL REFERENCES portent_writer (id),
    data BLOB NOT NULL,
    PRIMARY KEY (entity_id, start)
) WITHOUT ROWID;

CREATE TABLE portent_template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    writer_id INTEGER NOT NULL REFERENCES portent_writer (id),
    template TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (writer_id, template)
);

CREATE TABLE portent_position (
    writer_id INTEGER NOT NULL REFERENCES portent_writer (id),
    source TEXT NOT NULL,
    file_identity TEXT NOT NULL,
    file TEXT NOT NULL,
    byte_offset INTEGER NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (writer_id, source, file_identity)
) WITHOUT ROWID;

CREATE TABLE portent_memo (
    writer_id INTEGER NOT NULL REFERENCES portent_writer (id),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (writer_id, name)
);

CREATE TABLE portent_forecast (
    entity_id INTEGER NOT NULL REFERENCES portent_entity (id),
    time INTEGER NOT NULL,
    model TEXT NOT NULL,
    shadow INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (entity_id, time, model)
) WITHOUT ROWID;

CREATE TABLE portent_label (
    label_key TEXT PRIMARY KEY,
    entity TEXT NOT NULL,
    state INTEGER NOT NULL,
    start INTEGER NOT NULL,
    until INTEGER,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    confidence REAL NOT NULL,
    recorded INTEGER NOT NULL
);

CREATE TABLE portent_intervention (
    intervention_key TEXT PRIMARY KEY,
    entity TEXT NOT NULL,
    time INTEGER NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE TABLE portent_outcome (
    entity TEXT NOT NULL,
    model TEXT NOT NULL,
    time INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    lead_millis INTEGER,
    PRIMARY KEY (entity, model, time, kind)
);

CREATE TABLE portent_model (
    version TEXT PRIMARY KEY,
    network TEXT NOT NULL,
    trained INTEGER NOT NULL,
    card TEXT NOT NULL,
    bundle BLOB NOT NULL
);

CREATE TABLE portent_move (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alias TEXT NOT NULL,
    version TEXT NOT NULL,
    time INTEGER NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE portent_lease (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    token INTEGER NOT NULL,
    until INTEGER NOT NULL
);
