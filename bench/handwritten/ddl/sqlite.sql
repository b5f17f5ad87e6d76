-- SPDX-License-Identifier: MIT
-- What create_all() sends for bench/model/bench.json; checked at the start of every run.
CREATE TABLE "users" (
  "id" INTEGER NOT NULL,
  "name" TEXT /* string(100) */ NOT NULL CHECK (length("name") <= 100),
  "email" TEXT /* string(255) */ NOT NULL CHECK (length("email") <= 255),
  "age" INTEGER /* int32 */ CHECK ("age" BETWEEN -2147483648 AND 2147483647),
  "created_at" TEXT /* timestamptz */ NOT NULL CHECK (datetime(substr("created_at", 1, 19)) IS substr("created_at", 1, 19) AND "created_at" > '0001' AND (substr("created_at", 9, 2) <= '28' OR datetime(substr("created_at", 1, 19), '+0 days') IS substr("created_at", 1, 19) AND "created_at" NOT GLOB '0300-02-29*') AND substr("created_at", 12) < '24' AND substr("created_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'),
  "active" INTEGER /* bool */ NOT NULL CHECK ("active" IN (0, 1)),
  CONSTRAINT "pk_users" PRIMARY KEY ("id"),
  CONSTRAINT "uq_users_email" UNIQUE ("email")
) STRICT;
CREATE TABLE "orders" (
  "id" INTEGER NOT NULL,
  "user_id" INTEGER NOT NULL,
  "total" INTEGER /* decimal(12,2) */ NOT NULL CHECK ("total" BETWEEN -999999999999 AND 999999999999),
  "status" TEXT /* order_status */ NOT NULL CHECK ("status" = 'open' OR "status" = 'paid' OR "status" = 'shipped'),
  CONSTRAINT "pk_orders" PRIMARY KEY ("id"),
  CONSTRAINT "fk_orders_user_id_users" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
) STRICT;
CREATE INDEX "ix_orders_user_id" ON "orders" ("user_id");
CREATE TABLE "items" (
  "id" INTEGER NOT NULL,
  "order_id" INTEGER NOT NULL,
  "product" TEXT /* string(100) */ NOT NULL CHECK (length("product") <= 100),
  "quantity" INTEGER /* int32 */ NOT NULL CHECK ("quantity" BETWEEN -2147483648 AND 2147483647),
  "price" INTEGER /* decimal(12,2) */ NOT NULL CHECK ("price" BETWEEN -999999999999 AND 999999999999),
  CONSTRAINT "pk_items" PRIMARY KEY ("id"),
  CONSTRAINT "fk_items_order_id_orders" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE
) STRICT;
CREATE INDEX "ix_items_order_id" ON "items" ("order_id");
CREATE TABLE "products" (
  "id" INTEGER NOT NULL,
  "name" TEXT /* string(100) */ NOT NULL CHECK (length("name") <= 100),
  "price" INTEGER /* decimal(12,2) */ NOT NULL CHECK ("price" BETWEEN -999999999999 AND 999999999999),
  CONSTRAINT "pk_products" PRIMARY KEY ("id")
) STRICT;
CREATE TABLE "tags" (
  "id" INTEGER NOT NULL,
  "name" TEXT /* string(50) */ NOT NULL CHECK (length("name") <= 50),
  CONSTRAINT "pk_tags" PRIMARY KEY ("id")
) STRICT;
CREATE TABLE "products_tags" (
  "product_id" INTEGER NOT NULL,
  "tag_id" INTEGER NOT NULL,
  CONSTRAINT "pk_products_tags" PRIMARY KEY ("product_id", "tag_id"),
  CONSTRAINT "fk_products_tags_product_id_products" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "fk_products_tags_tag_id_tags" FOREIGN KEY ("tag_id") REFERENCES "tags" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX "ix_products_tags_tag_id" ON "products_tags" ("tag_id");
