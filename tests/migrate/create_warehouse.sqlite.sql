CREATE TABLE "products" (
  "id" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "price" INTEGER /* decimal(12,2) */ NOT NULL CHECK ("price" BETWEEN -999999999999 AND 999999999999),
  "quantity" INTEGER /* int32 */ NOT NULL CHECK ("quantity" BETWEEN -2147483648 AND 2147483647),
  "value" INTEGER /* decimal(12,2) */ AS (price * quantity) STORED NOT NULL CHECK ("value" BETWEEN -999999999999 AND 999999999999),
  "sort_by" TEXT AS (lower(name)) STORED NOT NULL,
  "changes" INTEGER /* int32 */ CHECK ("changes" BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT "products_key" PRIMARY KEY ("id"),
  CONSTRAINT "prices_are_no_debts" CHECK (price >= 0)
) STRICT;
CREATE INDEX "products_by_name" ON "products" ("name", "changes" DESC);
CREATE TABLE "tags" (
  "id" INTEGER NOT NULL,
  "word" TEXT NOT NULL,
  CONSTRAINT "pk_tags" PRIMARY KEY ("id"),
  CONSTRAINT "uq_tags_word" UNIQUE ("word")
) STRICT;
CREATE TABLE "notes" (
  "id" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "product_id" INTEGER,
  CONSTRAINT "pk_notes" PRIMARY KEY ("id")
) STRICT;
CREATE INDEX "ix_notes_product_id" ON "notes" ("product_id");
CREATE TABLE "labels" (
  "id" INTEGER NOT NULL,
  "shelf_id" INTEGER NOT NULL,
  CONSTRAINT "pk_labels" PRIMARY KEY ("id"),
  CONSTRAINT "label_of_shelf" FOREIGN KEY ("shelf_id") REFERENCES "shelves" ("id") DEFERRABLE
) STRICT;
CREATE TABLE "shelves" (
  "id" INTEGER NOT NULL,
  "label_id" INTEGER NOT NULL,
  CONSTRAINT "pk_shelves" PRIMARY KEY ("id"),
  CONSTRAINT "fk_shelves_label_id_labels" FOREIGN KEY ("label_id") REFERENCES "labels" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE "stays" (
  "code" TEXT /* string(10) */ NOT NULL CHECK (length("code") <= 10),
  "shelf" INTEGER NOT NULL,
  "since" INTEGER /* int32 */ NOT NULL CHECK ("since" BETWEEN -2147483648 AND 2147483647),
  "until" INTEGER /* int32 */ NOT NULL CHECK ("until" BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT "pk_stays" PRIMARY KEY ("code")
) STRICT, WITHOUT ROWID;
CREATE TABLE "product_tags" (
  "product_id" INTEGER NOT NULL,
  "tag_id" INTEGER NOT NULL,
  "added_at" TEXT /* timestamptz */ DEFAULT (strftime('%Y-%m-%d %H:%M:%f000', 'now')) NOT NULL CHECK (datetime(substr("added_at", 1, 19)) IS substr("added_at", 1, 19) AND "added_at" > '0001' AND (substr("added_at", 9, 2) <= '28' OR datetime(substr("added_at", 1, 19), '+0 days') IS substr("added_at", 1, 19) AND "added_at" NOT GLOB '0300-02-29*') AND substr("added_at", 12) < '24' AND substr("added_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  CONSTRAINT "tagged" PRIMARY KEY ("tag_id", "product_id"),
  CONSTRAINT "tagged_product" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "tag_of_product" FOREIGN KEY ("tag_id") REFERENCES "tags" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX "tags_by_product" ON "product_tags" ("product_id", "added_at");
