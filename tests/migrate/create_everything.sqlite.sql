CREATE TABLE "values" (
  "id" INTEGER NOT NULL,
  "boolean" INTEGER /* bool */ NOT NULL CHECK ("boolean" IN (0, 1)),
  "small" INTEGER /* int16 */ NOT NULL CHECK ("small" BETWEEN -32768 AND 32767),
  "middle" INTEGER /* int32 */ NOT NULL CHECK ("middle" BETWEEN -2147483648 AND 2147483647),
  "big" INTEGER NOT NULL,
  "single" REAL /* float */ NOT NULL,
  "twice" REAL NOT NULL,
  "money" INTEGER /* decimal(10,2) */ NOT NULL CHECK ("money" BETWEEN -9999999999 AND 9999999999),
  "huge" TEXT /* decimal(30,10) */ NOT NULL CHECK (ltrim("huge", '-0123456789') GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' AND "huge" NOT GLOB '?*-*' AND ltrim("huge", '-') GLOB '[0-9]*' AND ltrim("huge", '-') NOT GLOB '0[0-9]*' AND length(ltrim("huge", '-')) <= 31 AND "huge" <> '-0.0000000000'),
  "short_text" TEXT /* string(5) */ NOT NULL CHECK (length("short_text") <= 5),
  "long_text" TEXT NOT NULL,
  "blob" BLOB NOT NULL,
  "uid" BLOB /* uuid */ NOT NULL CHECK (length("uid") = 16),
  "day" TEXT /* date */ NOT NULL CHECK (date("day") IS "day" AND "day" > '0001' AND (substr("day", 9, 2) <= '28' OR date("day", '+0 days') IS "day" AND "day" NOT GLOB '0300-02-29*')),
  "clock" TEXT /* time */ NOT NULL CHECK (time(substr("clock", 1, 8)) IS substr("clock", 1, 8) AND "clock" < '24' AND substr("clock", 9) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "local" TEXT /* timestamp */ NOT NULL CHECK (datetime(substr("local", 1, 19)) IS substr("local", 1, 19) AND "local" > '0001' AND (substr("local", 9, 2) <= '28' OR datetime(substr("local", 1, 19), '+0 days') IS substr("local", 1, 19) AND "local" NOT GLOB '0300-02-29*') AND substr("local", 12) < '24' AND substr("local", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "instant" TEXT /* timestamptz */ NOT NULL CHECK (datetime(substr("instant", 1, 19)) IS substr("instant", 1, 19) AND "instant" > '0001' AND (substr("instant", 9, 2) <= '28' OR datetime(substr("instant", 1, 19), '+0 days') IS substr("instant", 1, 19) AND "instant" NOT GLOB '0300-02-29*') AND substr("instant", 12) < '24' AND substr("instant", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "span" TEXT /* interval */ NOT NULL,
  "document" TEXT /* json */ NOT NULL CHECK ("document" IS NULL OR json_valid("document")),
  "mood" TEXT /* mood */ NOT NULL CHECK ("mood" = 'sad' OR "mood" = 'ok' OR "mood" = 'happy'),
  "numbers" TEXT /* int32[] */ NOT NULL CHECK ("numbers" IS NULL OR json_valid("numbers")),
  "texts" TEXT /* text[] */ NOT NULL CHECK ("texts" IS NULL OR json_valid("texts")),
  "moods" TEXT /* mood[] */ NOT NULL CHECK ("moods" IS NULL OR json_valid("moods")),
  "maybe_bool" INTEGER /* bool */ CHECK ("maybe_bool" IN (0, 1)),
  "maybe_small" INTEGER /* int16 */ CHECK ("maybe_small" BETWEEN -32768 AND 32767),
  "maybe_money" INTEGER /* decimal(10,2) */ CHECK ("maybe_money" BETWEEN -9999999999 AND 9999999999),
  "maybe_text" TEXT /* string(5) */ CHECK (length("maybe_text") <= 5),
  "maybe_size" TEXT /* shirt_size */ CHECK ("maybe_size" = 'x-small' OR "maybe_size" = 'it''s large'),
  "maybe_json" TEXT /* json */ CHECK ("maybe_json" IS NULL OR json_valid("maybe_json")),
  CONSTRAINT "pk_values" PRIMARY KEY ("id")
) STRICT;
CREATE TABLE "fallbacks" (
  "id" INTEGER NOT NULL,
  "boolean" INTEGER /* bool */ DEFAULT 1 NOT NULL CHECK ("boolean" IN (0, 1)),
  "small" INTEGER /* int16 */ DEFAULT -7 NOT NULL CHECK ("small" BETWEEN -32768 AND 32767),
  "middle" INTEGER /* int32 */ DEFAULT 2147483647 NOT NULL CHECK ("middle" BETWEEN -2147483648 AND 2147483647),
  "big" INTEGER DEFAULT -9223372036854775808 NOT NULL,
  "single" REAL /* float */ DEFAULT 0.5 NOT NULL,
  "twice" REAL DEFAULT -2.25 NOT NULL,
  "money" INTEGER /* decimal(10,2) */ DEFAULT 1250 NOT NULL CHECK ("money" BETWEEN -9999999999 AND 9999999999),
  "huge" TEXT /* decimal(30,10) */ DEFAULT '-1.5000000000' NOT NULL CHECK (ltrim("huge", '-0123456789') GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' AND "huge" NOT GLOB '?*-*' AND ltrim("huge", '-') GLOB '[0-9]*' AND ltrim("huge", '-') NOT GLOB '0[0-9]*' AND length(ltrim("huge", '-')) <= 31 AND "huge" <> '-0.0000000000'),
  "short_text" TEXT /* string(5) */ DEFAULT 'it''s' NOT NULL CHECK (length("short_text") <= 5),
  "long_text" TEXT DEFAULT '' NOT NULL,
  "blob" BLOB DEFAULT x'6162' NOT NULL,
  "uid" BLOB /* uuid */ DEFAULT x'123e4567e89b12d3a456426614174000' NOT NULL CHECK (length("uid") = 16),
  "day" TEXT /* date */ DEFAULT '2024-02-29' NOT NULL CHECK (date("day") IS "day" AND "day" > '0001' AND (substr("day", 9, 2) <= '28' OR date("day", '+0 days') IS "day" AND "day" NOT GLOB '0300-02-29*')),
  "clock" TEXT /* time */ DEFAULT '12:30:00.000000' NOT NULL CHECK (time(substr("clock", 1, 8)) IS substr("clock", 1, 8) AND "clock" < '24' AND substr("clock", 9) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "local" TEXT /* timestamp */ DEFAULT '2024-02-29 12:30:00.000000' NOT NULL CHECK (datetime(substr("local", 1, 19)) IS substr("local", 1, 19) AND "local" > '0001' AND (substr("local", 9, 2) <= '28' OR datetime(substr("local", 1, 19), '+0 days') IS substr("local", 1, 19) AND "local" NOT GLOB '0300-02-29*') AND substr("local", 12) < '24' AND substr("local", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "instant" TEXT /* timestamptz */ DEFAULT '2024-02-29 10:30:00.000000' NOT NULL CHECK (datetime(substr("instant", 1, 19)) IS substr("instant", 1, 19) AND "instant" > '0001' AND (substr("instant", 9, 2) <= '28' OR datetime(substr("instant", 1, 19), '+0 days') IS substr("instant", 1, 19) AND "instant" NOT GLOB '0300-02-29*') AND substr("instant", 12) < '24' AND substr("instant", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "span" TEXT /* interval */ DEFAULT 'P1DT2H' NOT NULL,
  "document" TEXT /* json */ DEFAULT '{"a":[1,"it''s"]}' NOT NULL CHECK ("document" IS NULL OR json_valid("document")),
  "mood" TEXT /* mood */ DEFAULT 'ok' NOT NULL CHECK ("mood" = 'sad' OR "mood" = 'ok' OR "mood" = 'happy'),
  "today" TEXT /* date */ DEFAULT (date('now')) NOT NULL CHECK (date("today") IS "today" AND "today" > '0001' AND (substr("today", 9, 2) <= '28' OR date("today", '+0 days') IS "today" AND "today" NOT GLOB '0300-02-29*')),
  "now_clock" TEXT /* time */ DEFAULT (strftime('%H:%M:%f000', 'now')) NOT NULL CHECK (time(substr("now_clock", 1, 8)) IS substr("now_clock", 1, 8) AND "now_clock" < '24' AND substr("now_clock", 9) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "now_local" TEXT /* timestamp */ DEFAULT (strftime('%Y-%m-%d %H:%M:%f000', 'now')) NOT NULL CHECK (datetime(substr("now_local", 1, 19)) IS substr("now_local", 1, 19) AND "now_local" > '0001' AND (substr("now_local", 9, 2) <= '28' OR datetime(substr("now_local", 1, 19), '+0 days') IS substr("now_local", 1, 19) AND "now_local" NOT GLOB '0300-02-29*') AND substr("now_local", 12) < '24' AND substr("now_local", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "now" TEXT /* timestamptz */ DEFAULT (strftime('%Y-%m-%d %H:%M:%f000', 'now')) NOT NULL CHECK (datetime(substr("now", 1, 19)) IS substr("now", 1, 19) AND "now" > '0001' AND (substr("now", 9, 2) <= '28' OR datetime(substr("now", 1, 19), '+0 days') IS substr("now", 1, 19) AND "now" NOT GLOB '0300-02-29*') AND substr("now", 12) < '24' AND substr("now", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "computed" INTEGER /* int32 */ DEFAULT (6 * 7) NOT NULL CHECK ("computed" BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT "pk_fallbacks" PRIMARY KEY ("id")
) STRICT;
CREATE TABLE "eggs" (
  "id" INTEGER NOT NULL,
  "hen_id" INTEGER NOT NULL,
  CONSTRAINT "pk_eggs" PRIMARY KEY ("id"),
  CONSTRAINT "fk_eggs_hen_id_chickens" FOREIGN KEY ("hen_id") REFERENCES "chickens" ("id") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "ix_eggs_hen_id" ON "eggs" ("hen_id");
CREATE TABLE "chickens" (
  "id" INTEGER NOT NULL,
  "full name" TEXT /* string(20) */ NOT NULL CHECK (length("full name") <= 20),
  "egg_id" INTEGER,
  CONSTRAINT "pk_chickens" PRIMARY KEY ("id" AUTOINCREMENT),
  CONSTRAINT "fk_chickens_egg_id_eggs" FOREIGN KEY ("egg_id") REFERENCES "eggs" ("id") ON DELETE SET NULL ON UPDATE CASCADE
) STRICT;
INSERT INTO sqlite_sequence (name, seq) VALUES ('chickens', 999);
CREATE TABLE "coops" (
  "block" TEXT /* string(8) */ NOT NULL CHECK (length("block") <= 8),
  "number" INTEGER /* int16 */ NOT NULL CHECK ("number" BETWEEN -32768 AND 32767),
  "capacity" INTEGER /* int32 */ NOT NULL CHECK ("capacity" BETWEEN -2147483648 AND 2147483647),
  "label" TEXT /* string(30) */ NOT NULL CHECK (length("label") <= 30),
  "heated" INTEGER /* bool */ NOT NULL CHECK ("heated" IN (0, 1)),
  "owner" TEXT /* string(30) */ CHECK (length("owner") <= 30),
  CONSTRAINT "pk_coops" PRIMARY KEY ("block", "number"),
  CONSTRAINT "uq_coops_label" UNIQUE ("label"),
  CONSTRAINT "uq_coops_block_label" UNIQUE ("block", "label"),
  CONSTRAINT "one_owner" UNIQUE ("owner"),
  CONSTRAINT "ck_coops_capacity" CHECK (capacity > 0),
  CONSTRAINT "label_is_no_block" CHECK (label <> block)
) STRICT;
CREATE INDEX "ix_coops_heated" ON "coops" ("heated");
CREATE INDEX "ix_coops_owner_capacity" ON "coops" ("owner", "capacity" DESC);
CREATE INDEX "coops_by_lower_label" ON "coops" ((lower(label)));
CREATE UNIQUE INDEX "heated_coops" ON "coops" ("capacity") WHERE heated AND capacity > 10;
CREATE TABLE "chicken_coops" (
  "chicken_id" INTEGER NOT NULL,
  "coop_block" TEXT /* string(8) */ NOT NULL CHECK (length("coop_block") <= 8),
  "coop_number" INTEGER /* int16 */ NOT NULL CHECK ("coop_number" BETWEEN -32768 AND 32767),
  CONSTRAINT "pk_chicken_coops" PRIMARY KEY ("chicken_id", "coop_block", "coop_number"),
  CONSTRAINT "fk_chicken_coops_chicken_id_chickens" FOREIGN KEY ("chicken_id") REFERENCES "chickens" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "fk_chicken_coops_coop_block_coop_number_coops" FOREIGN KEY ("coop_block", "coop_number") REFERENCES "coops" ("block", "number") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX "ix_chicken_coops_coop_block_coop_number" ON "chicken_coops" ("coop_block", "coop_number");
