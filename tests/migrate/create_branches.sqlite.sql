CREATE TABLE "customers" (
  "id" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  CONSTRAINT "pk_customers" PRIMARY KEY ("id")
) STRICT;
CREATE TABLE "orpiment_sales"."orders" (
  "id" INTEGER NOT NULL,
  "customer_id" INTEGER NOT NULL,
  "state" TEXT /* state */ NOT NULL CHECK ("state" = 'open' OR "state" = 'sent'),
  "total" INTEGER /* decimal(12,2) */ NOT NULL CHECK ("total" BETWEEN -999999999999 AND 999999999999),
  CONSTRAINT "pk_orders" PRIMARY KEY ("id")
) STRICT;
CREATE INDEX "orpiment_sales"."ix_orders_customer_id" ON "orders" ("customer_id");
CREATE TABLE "orpiment_sales"."lines" (
  "id" INTEGER NOT NULL,
  "order_id" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  CONSTRAINT "pk_lines" PRIMARY KEY ("id"),
  CONSTRAINT "fk_lines_order_id_orders" FOREIGN KEY ("order_id") REFERENCES "orders" ("id")
) STRICT;
CREATE INDEX "orpiment_sales"."ix_lines_text" ON "lines" ("text");
CREATE TABLE "orpiment_sales"."tags" (
  "id" INTEGER NOT NULL,
  "word" TEXT NOT NULL,
  CONSTRAINT "pk_tags" PRIMARY KEY ("id"),
  CONSTRAINT "uq_tags_word" UNIQUE ("word")
) STRICT;
CREATE TABLE "orpiment_stock"."orders" (
  "id" INTEGER NOT NULL,
  "uid" BLOB /* uuid */ NOT NULL CHECK (length("uid") = 16),
  "cost" INTEGER /* decimal(12,2) */ NOT NULL CHECK ("cost" BETWEEN -999999999999 AND 999999999999),
  CONSTRAINT "pk_orders" PRIMARY KEY ("id" AUTOINCREMENT)
) STRICT;
INSERT INTO "orpiment_stock".sqlite_sequence (name, seq) VALUES ('orders', 999);
CREATE TABLE "orpiment_sales"."orders_tags" (
  "order_id" INTEGER NOT NULL,
  "tag_id" INTEGER NOT NULL,
  CONSTRAINT "pk_orders_tags" PRIMARY KEY ("order_id", "tag_id"),
  CONSTRAINT "fk_orders_tags_order_id_orders" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "fk_orders_tags_tag_id_tags" FOREIGN KEY ("tag_id") REFERENCES "tags" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX "orpiment_sales"."ix_orders_tags_tag_id" ON "orders_tags" ("tag_id");
