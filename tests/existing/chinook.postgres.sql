-- SPDX-License-Identifier: MIT
-- A music shop, of the shape that the Chinook database has on PostgreSQL.
CREATE TABLE "Artist" ("ArtistId" INT NOT NULL, "Name" VARCHAR(120), CONSTRAINT "PK_Artist" PRIMARY KEY ("ArtistId"));
CREATE TABLE "Album" ("AlbumId" INT NOT NULL, "Title" VARCHAR(160) NOT NULL, "ArtistId" INT NOT NULL, CONSTRAINT "PK_Album" PRIMARY KEY ("AlbumId"), FOREIGN KEY ("ArtistId") REFERENCES "Artist" ("ArtistId") ON DELETE NO ACTION ON UPDATE NO ACTION);
CREATE TABLE "Track" ("TrackId" INT NOT NULL, "Name" VARCHAR(200) NOT NULL, "AlbumId" INT, "Composer" VARCHAR(220), "Milliseconds" INT NOT NULL, "UnitPrice" NUMERIC(10,2) NOT NULL, CONSTRAINT "PK_Track" PRIMARY KEY ("TrackId"), FOREIGN KEY ("AlbumId") REFERENCES "Album" ("AlbumId") ON DELETE NO ACTION ON UPDATE NO ACTION);
CREATE TABLE "Playlist" ("PlaylistId" INT NOT NULL, "Name" VARCHAR(120), CONSTRAINT "PK_Playlist" PRIMARY KEY ("PlaylistId"));
CREATE TABLE "PlaylistTrack" ("PlaylistId" INT NOT NULL, "TrackId" INT NOT NULL, CONSTRAINT "PK_PlaylistTrack" PRIMARY KEY ("PlaylistId", "TrackId"), FOREIGN KEY ("PlaylistId") REFERENCES "Playlist" ("PlaylistId"), FOREIGN KEY ("TrackId") REFERENCES "Track" ("TrackId"));
CREATE TABLE "Employee" ("EmployeeId" INT NOT NULL, "LastName" VARCHAR(20) NOT NULL, "ReportsTo" INT, "HireDate" TIMESTAMP, CONSTRAINT "PK_Employee" PRIMARY KEY ("EmployeeId"), FOREIGN KEY ("ReportsTo") REFERENCES "Employee" ("EmployeeId"));
CREATE TABLE "Invoice" ("InvoiceId" INT NOT NULL, "BillingCountry" VARCHAR(40), "InvoiceDate" TIMESTAMP NOT NULL, "Total" NUMERIC(10,2) NOT NULL, CONSTRAINT "PK_Invoice" PRIMARY KEY ("InvoiceId"));
CREATE TABLE "InvoiceLine" ("InvoiceLineId" INT NOT NULL, "InvoiceId" INT NOT NULL, "TrackId" INT NOT NULL, "UnitPrice" NUMERIC(10,2) NOT NULL, "Quantity" INT NOT NULL, CONSTRAINT "PK_InvoiceLine" PRIMARY KEY ("InvoiceLineId"), FOREIGN KEY ("InvoiceId") REFERENCES "Invoice" ("InvoiceId"), FOREIGN KEY ("TrackId") REFERENCES "Track" ("TrackId"));
INSERT INTO "Artist" VALUES (1, 'The Grey Herons'), (2, 'Ада и Ко'), (3, NULL);
INSERT INTO "Album" VALUES (1, 'Low Tide', 1), (2, 'High Tide', 1), (3, 'Снег', 2);
INSERT INTO "Track" VALUES (1, 'Mud', 1, 'G. Heron', 201000, 0.99), (2, 'Gulls', 1, NULL, 185500, 0.99), (3, 'Moon', 2, 'G. Heron', 300250, 1.99), (4, 'Февраль', 3, NULL, 240000, 1), (5, 'Loose', NULL, NULL, 1000, 0.10);
INSERT INTO "Playlist" VALUES (1, 'All'), (2, 'Empty');
INSERT INTO "PlaylistTrack" VALUES (1, 1), (1, 3), (1, 4);
INSERT INTO "Employee" VALUES (1, 'Adams', NULL, '2002-08-14 00:00:00'), (2, 'Edwards', 1, '2002-05-01 00:00:00'), (3, 'Peacock', 2, NULL);
INSERT INTO "Invoice" VALUES (1, 'Norway', '2021-01-02 23:59:59', 1.98), (2, 'Norway', '2021-01-03 00:00:00', 3.94), (3, 'Chile', '2021-01-03 12:30:00', 2), (4, NULL, '2021-02-01 00:00:00', 13.86);
INSERT INTO "InvoiceLine" VALUES (1, 1, 1, 0.99, 1), (2, 1, 2, 0.99, 1), (3, 2, 3, 1.99, 1), (4, 2, 3, 1.95, 1), (5, 3, 4, 1, 2), (6, 4, 1, 0.99, 14);
