-- SPDX-License-Identifier: MIT
-- A shop that lends films, of the shape that other programs give to tables on SQLite.
CREATE TABLE film (film_id INTEGER PRIMARY KEY, title TEXT NOT NULL, rental_duration INT NOT NULL DEFAULT 3, rental_rate INT NOT NULL, costs INT GENERATED ALWAYS AS (rental_duration * rental_rate) STORED, changes INT);
CREATE TABLE actor (actor_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE film_actor (actor_id INT NOT NULL REFERENCES actor, film_id INT NOT NULL REFERENCES film ON DELETE CASCADE, last_update TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (actor_id, film_id)) WITHOUT ROWID;
CREATE TABLE rental (rental_id INTEGER PRIMARY KEY, film_id INT NOT NULL, until TEXT NOT NULL);
CREATE TRIGGER film_begins AFTER INSERT ON film BEGIN UPDATE film SET changes = 0 WHERE film_id = new.film_id; END;
CREATE TRIGGER film_changes AFTER UPDATE OF title, rental_duration, rental_rate ON film BEGIN UPDATE film SET changes = old.changes + 1 WHERE film_id = new.film_id; END;
INSERT INTO film (film_id, title, rental_duration, rental_rate) VALUES (1, 'Mud', 6, 2), (2, 'Gulls', 3, 5);
INSERT INTO actor VALUES (1, 'Nick'), (2, 'Ed');
INSERT INTO film_actor (actor_id, film_id) VALUES (1, 1), (2, 1), (1, 2);
INSERT INTO rental VALUES (1, 1, '2026-01-02'), (2, 99, '2026-01-03');
