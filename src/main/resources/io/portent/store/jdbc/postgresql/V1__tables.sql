-- Times are milliseconds since 1970 UTC. Texts are as StoredText writes them.
-- Ids are never used twice: a reader may still hold an old one.

CREATE TABLE portent_vocabulary (epoch BIGINT NOT NULL);

INSERT INTO portent_vocabulary (epoch) VALUES (0);

CREATE TABLE portent_term (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text TEXT COLLATE "C" NOT NULL UNIQUE,
    used_until BIGINT NOT NULL
);

CREATE TABLE portent_entity (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE portent_writer (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE portent_window (
    entity_id BIGINT NOT NULL REFERENCES portent_entity (id),
    start BIGINT NOT NULL,
    writer_id BIGINT NOT NULL REFERENCES portent_writer (id),
    data BYTEA NOT NULL,
    PRIMARY KEY (entity_id, start)
);

CREATE TABLE portent_template (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    writer_id BIGINT NOT NULL REFERENCES portent_writer (id),
    template TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    UNIQUE (writer_id, template)
);

CREATE TABLE portent_position (
    writer_id BIGINT NOT NULL REFERENCES portent_writer (id),
    source TEXT COLLATE "C" NOT NULL,
    file_identity TEXT COLLATE "C" NOT NULL,
    file TEXT COLLATE "C" NOT NULL,
    byte_offset BIGINT NOT NULL,
    line BIGINT NOT NULL,
    PRIMARY KEY (writer_id, source, file_identity)
);

CREATE TABLE portent_memo (
    writer_id BIGINT NOT NULL REFERENCES portent_writer (id),
    name TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (writer_id, name)
);

CREATE TABLE portent_forecast (
    entity_id BIGINT NOT NULL REFERENCES portent_entity (id),
    time BIGINT NOT NULL,
    model TEXT COLLATE "C" NOT NULL,
    shadow BIGINT NOT NULL,
    data BYTEA NOT NULL,
    PRIMARY KEY (entity_id, time, model)
);

CREATE TABLE portent_label (
    label_key TEXT COLLATE "C" PRIMARY KEY,
    entity TEXT COLLATE "C" NOT NULL,
    state BIGINT NOT NULL,
    start BIGINT NOT NULL,
    until BIGINT,
    source TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    recorded BIGINT NOT NULL
);

CREATE TABLE portent_intervention (
    intervention_key TEXT COLLATE "C" PRIMARY KEY,
    entity TEXT COLLATE "C" NOT NULL,
    time BIGINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL
);

CREATE TABLE portent_outcome (
    entity TEXT COLLATE "C" NOT NULL,
    model TEXT COLLATE "C" NOT NULL,
    time BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    lead_millis BIGINT,
    PRIMARY KEY (entity, model, time, kind)
);

CREATE TABLE portent_model (
    version TEXT COLLATE "C" PRIMARY KEY,
    network TEXT COLLATE "C" NOT NULL,
    trained BIGINT NOT NULL,
    card TEXT COLLATE "C" NOT NULL,
    bundle BYTEA NOT NULL
);

CREATE TABLE portent_move (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alias TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    time BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL
);

CREATE TABLE portent_lease (
    name TEXT COLLATE "C" PRIMARY KEY,
    owner TEXT COLLATE "C" NOT NULL,
    token BIGINT NOT NULL,
    until BIGINT NOT NULL
);
