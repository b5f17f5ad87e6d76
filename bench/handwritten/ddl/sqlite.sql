-- SPDX-License-Identifier: MIT
-- What create_all() sends for bench/model/bench.json; checked at the start of every run.
CREATE TABLE "users" (
  "id" INTEGER NOT NULL,
  "name" TEXT NOT NULL CHECK (length("name") <= 100),
  "email" TEXT NOT NULL CHECK (length("email") <= 255),
  "age" INTEGER CHECK ("age" BETWEEN -2147483648 AND 2147483647),
  "created_at" TEXT NOT NULL,
  "active" INTEGER NOT NULL CHECK ("active" IN (0, 1)),
  CONSTRAINT "pk_users" PRIMARY KEY ("id"),
  CONSTRAINT "uq_users_email" UNIQUE ("email")
) STRICT;
CREATE TABLE "orders" (
  "id" INTEGER NOT NULL,
  "user_id" INTEGER NOT NULL,
  "total" INTEGER NOT NULL CHECK ("total" BETWEEN -999999999999 AND 999999999999),
  "status" TEXT NOT NULL CHECK ("status" IN ('open', 'paid', 'shipped')),
  CONSTRAINT "pk_orders" PRIMARY KEY ("id"),
  CONSTRAINT "fk_orders_user_id_users" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
) STRICT;
CREATE INDEX "ix_orders_user_id" ON "orders" ("user_id");
CREATE TABLE "items" (
  "id" INTEGER NOT NULL,
  "order_id" INTEGER NOT NULL,
  "product" TEXT NOT NULL CHECK (length("product") <= 100),
  "quantity" INTEGER NOT NULL CHECK ("quantity" BETWEEN -2147483648 AND 2147483647),
  "price" INTEGER NOT NULL CHECK ("price" BETWEEN -999999999999 AND 999999999999),
  CONSTRAINT "pk_items" PRIMARY KEY ("id"),
  CONSTRAINT "fk_items_order_id_orders" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE
) STRICT;
CREATE INDEX "ix_items_order_id" ON "items" ("order_id");
