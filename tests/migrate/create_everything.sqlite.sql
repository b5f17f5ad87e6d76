CREATE TABLE "values" (
  "id" INTEGER NOT NULL,
  "boolean" INTEGER NOT NULL CHECK ("boolean" IN (0, 1)),
  "small" INTEGER NOT NULL CHECK ("small" BETWEEN -32768 AND 32767),
  "middle" INTEGER NOT NULL CHECK ("middle" BETWEEN -2147483648 AND 2147483647),
  "big" INTEGER NOT NULL,
  "single" REAL NOT NULL,
  "twice" REAL NOT NULL,
  "money" INTEGER NOT NULL CHECK ("money" BETWEEN -9999999999 AND 9999999999),
  "huge" TEXT NOT NULL,
  "short_text" TEXT NOT NULL CHECK (length("short_text") <= 5),
  "long_text" TEXT NOT NULL,
  "blob" BLOB NOT NULL,
  "uid" BLOB NOT NULL CHECK (length("uid") = 16),
  "day" TEXT NOT NULL,
  "clock" TEXT NOT NULL,
  "local" TEXT NOT NULL,
  "instant" TEXT NOT NULL,
  "span" TEXT NOT NULL,
  "document" TEXT NOT NULL CHECK ("document" IS NULL OR json_valid("document")),
  "mood" TEXT NOT NULL CHECK ("mood" IN ('sad', 'ok', 'happy')),
  "numbers" TEXT NOT NULL CHECK ("numbers" IS NULL OR json_valid("numbers")),
  "texts" TEXT NOT NULL CHECK ("texts" IS NULL OR json_valid("texts")),
  "moods" TEXT NOT NULL CHECK ("moods" IS NULL OR json_valid("moods")),
  "maybe_bool" INTEGER CHECK ("maybe_bool" IN (0, 1)),
  "maybe_small" INTEGER CHECK ("maybe_small" BETWEEN -32768 AND 32767),
  "maybe_money" INTEGER CHECK ("maybe_money" BETWEEN -9999999999 AND 9999999999),
  "maybe_text" TEXT CHECK (length("maybe_text") <= 5),
  "maybe_size" TEXT CHECK ("maybe_size" IN ('x-small', 'it''s large')),
  "maybe_json" TEXT CHECK ("maybe_json" IS NULL OR json_valid("maybe_json")),
  CONSTRAINT "pk_values" PRIMARY KEY ("id")
) STRICT;
CREATE TABLE "fallbacks" (
  "id" INTEGER NOT NULL,
  "boolean" INTEGER DEFAULT 1 NOT NULL CHECK ("boolean" IN (0, 1)),
  "small" INTEGER DEFAULT -7 NOT NULL CHECK ("small" BETWEEN -32768 AND 32767),
  "middle" INTEGER DEFAULT 2147483647 NOT NULL CHECK ("middle" BETWEEN -2147483648 AND 2147483647),
  "big" INTEGER DEFAULT -9223372036854775808 NOT NULL,
  "single" REAL DEFAULT 0.5 NOT NULL,
  "twice" REAL DEFAULT -2.25 NOT NULL,
  "money" INTEGER DEFAULT 1250 NOT NULL CHECK ("money" BETWEEN -9999999999 AND 9999999999),
  "huge" TEXT DEFAULT '-1.5000000000' NOT NULL,
  "short_text" TEXT DEFAULT 'it''s' NOT NULL CHECK (length("short_text") <= 5),
  "long_text" TEXT DEFAULT '' NOT NULL,
  "blob" BLOB DEFAULT x'6162' NOT NULL,
  "uid" BLOB DEFAULT x'123e4567e89b12d3a456426614174000' NOT NULL CHECK (length("uid") = 16),
  "day" TEXT DEFAULT '2024-02-29' NOT NULL,
  "clock" TEXT DEFAULT '12:30:00.000000' NOT NULL,
  "local" TEXT DEFAULT '2024-02-29 12:30:00.000000' NOT NULL,
  "instant" TEXT DEFAULT '2024-02-29 10:30:00.000000' NOT NULL,
  "span" TEXT DEFAULT 'P1DT2H' NOT NULL,
  "document" TEXT DEFAULT '{"a":[1,"it''s"]}' NOT NULL CHECK ("document" IS NULL OR json_valid("document")),
  "mood" TEXT DEFAULT 'ok' NOT NULL CHECK ("mood" IN ('sad', 'ok', 'happy')),
  "today" TEXT DEFAULT (date('now')) NOT NULL,
  "now_clock" TEXT DEFAULT (strftime('%H:%M:%f000', 'now')) NOT NULL,
  "now_local" TEXT DEFAULT (strftime('%Y-%m-%d %H:%M:%f000', 'now')) NOT NULL,
  "now" TEXT DEFAULT (strftime('%Y-%m-%d %H:%M:%f000', 'now')) NOT NULL,
  "computed" INTEGER DEFAULT (6 * 7) NOT NULL CHECK ("computed" BETWEEN -2147483648 AND 2147483647),
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
  "full name" TEXT NOT NULL CHECK (length("full name") <= 20),
  "egg_id" INTEGER,
  CONSTRAINT "pk_chickens" PRIMARY KEY ("id" AUTOINCREMENT),
  CONSTRAINT "fk_chickens_egg_id_eggs" FOREIGN KEY ("egg_id") REFERENCES "eggs" ("id") ON DELETE SET NULL ON UPDATE CASCADE
) STRICT;
INSERT INTO sqlite_sequence (name, seq) VALUES ('chickens', 999);
CREATE TABLE "coops" (
  "block" TEXT NOT NULL CHECK (length("block") <= 8),
  "number" INTEGER NOT NULL CHECK ("number" BETWEEN -32768 AND 32767),
  "capacity" INTEGER NOT NULL CHECK ("capacity" BETWEEN -2147483648 AND 2147483647),
  "label" TEXT NOT NULL CHECK (length("label") <= 30),
  "heated" INTEGER NOT NULL CHECK ("heated" IN (0, 1)),
  "owner" TEXT CHECK (length("owner") <= 30),
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
  "coop_block" TEXT NOT NULL CHECK (length("coop_block") <= 8),
  "coop_number" INTEGER NOT NULL CHECK ("coop_number" BETWEEN -32768 AND 32767),
  CONSTRAINT "pk_chicken_coops" PRIMARY KEY ("chicken_id", "coop_block", "coop_number"),
  CONSTRAINT "fk_chicken_coops_chicken_id_chickens" FOREIGN KEY ("chicken_id") REFERENCES "chickens" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "fk_chicken_coops_coop_block_coop_number_coops" FOREIGN KEY ("coop_block", "coop_number") REFERENCES "coops" ("block", "number") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX "ix_chicken_coops_coop_block_coop_number" ON "chicken_coops" ("coop_block", "coop_number");
