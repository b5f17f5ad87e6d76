-- SPDX-License-Identifier: MIT
-- A cinema, of the shape that other programs give to tables on SQLite.
CREATE TABLE film (film_id INTEGER PRIMARY KEY, title TEXT NOT NULL, kind VARCHAR(10) NOT NULL, rating VARCHAR(10) NOT NULL, advice VARCHAR(10), fee NUMERIC NOT NULL, shown_at DATETIME, details TEXT);
CREATE TABLE discount (kind VARCHAR(10) PRIMARY KEY, off NUMERIC NOT NULL);
CREATE TABLE seat (seat_id INTEGER PRIMARY KEY, film_id BIGINT NOT NULL REFERENCES film, tier VARCHAR(10) NOT NULL, price NUMERIC NOT NULL DEFAULT 9.5);
CREATE TABLE poster (poster_id INTEGER PRIMARY KEY, kind VARCHAR(10) NOT NULL);
INSERT INTO film VALUES (1, 'Mud', 'trailer', 'everybody', 'children', 12.5, '2026-01-02 20:00:00', '{"b": 1, "a": [2,  3]}'), (2, 'Gulls', 'series', 'adults', NULL, 7, NULL, NULL), (3, 'Moon', 'feature', 'children', 'adults', 9.10, '2026-01-03 18:30:00', NULL);
INSERT INTO discount VALUES ('trailer', 1.5), ('series', 0.25);
INSERT INTO poster VALUES (1, 'series');
