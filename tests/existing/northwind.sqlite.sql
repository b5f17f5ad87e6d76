-- SPDX-License-Identifier: MIT
-- A wholesaler, of the shape that the Northwind database has on SQLite.
CREATE TABLE "Customers" ("CustomerID" TEXT, "CompanyName" TEXT, PRIMARY KEY ("CustomerID"));
CREATE TABLE "Products" ("ProductID" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "ProductName" TEXT NOT NULL, "UnitPrice" NUMERIC DEFAULT 0, "UnitsInStock" INTEGER DEFAULT 0, "Discontinued" TEXT NOT NULL DEFAULT '0', CHECK ("UnitPrice" >= 0));
CREATE TABLE "Orders" ("OrderID" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "CustomerID" TEXT, "OrderDate" DATETIME, "Freight" NUMERIC DEFAULT 0, FOREIGN KEY ("CustomerID") REFERENCES "Customers" ("CustomerID"));
CREATE TABLE "Order Details" ("OrderID" INTEGER NOT NULL, "ProductID" INTEGER NOT NULL, "UnitPrice" NUMERIC NOT NULL DEFAULT 0, "Quantity" INTEGER NOT NULL DEFAULT 1, "Discount" REAL NOT NULL DEFAULT 0, PRIMARY KEY ("OrderID", "ProductID"), FOREIGN KEY ("OrderID") REFERENCES "Orders" ("OrderID"), FOREIGN KEY ("ProductID") REFERENCES "Products" ("ProductID"));
CREATE VIEW "Order Subtotals" AS SELECT "OrderID", CAST(round(SUM("UnitPrice" * "Quantity"), 2) AS NUMERIC) AS "Subtotal" FROM "Order Details" GROUP BY "OrderID";
INSERT INTO "Customers" VALUES ('ALFKI', 'Alte Furche'), ('BONAP', 'Bon appetit');
INSERT INTO "Products" ("ProductID", "ProductName", "UnitPrice", "UnitsInStock", "Discontinued") VALUES (1, 'Tea', 18, 39, '0'), (2, 'Syrup', 10.5, 0, '1'), (3, 'Salt', NULL, 13, '0');
INSERT INTO "Orders" ("OrderID", "CustomerID", "OrderDate", "Freight") VALUES (10248, 'ALFKI', '2016-07-04 08:00:00', 32.38), (10249, 'BONAP', '2016-07-05 00:00:00', 11), (10250, NULL, NULL, NULL);
INSERT INTO "Order Details" VALUES (10248, 1, 14, 12, 0), (10248, 2, 9.8, 10, 0.05), (10249, 1, 18.6, 9, 0);
