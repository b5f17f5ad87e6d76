-- SPDX-License-Identifier: MIT
-- A shop that lends films, of the shape that other programs give to tables on PostgreSQL.
CREATE TABLE film (film_id SERIAL PRIMARY KEY, title TEXT NOT NULL, rental_duration SMALLINT NOT NULL DEFAULT 3, rental_rate INTEGER NOT NULL, costs INTEGER GENERATED ALWAYS AS (rental_duration * rental_rate) STORED, changes INTEGER);
CREATE TABLE actor (actor_id SERIAL PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE film_actor (actor_id INTEGER NOT NULL REFERENCES actor, film_id INTEGER NOT NULL REFERENCES film ON DELETE CASCADE, last_update TIMESTAMP NOT NULL DEFAULT now(), PRIMARY KEY (actor_id, film_id));
CREATE TABLE rental (rental_id SERIAL PRIMARY KEY, film_id INTEGER NOT NULL, until DATE NOT NULL);
CREATE FUNCTION film_changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'INSERT' THEN new.changes := 0; ELSE new.changes := old.changes + 1; END IF; RETURN new; END $$;
CREATE TRIGGER film_changes BEFORE INSERT OR UPDATE ON film FOR EACH ROW EXECUTE FUNCTION film_changes();
INSERT INTO film (title, rental_duration, rental_rate) VALUES ('Mud', 6, 2), ('Gulls', 3, 5);
INSERT INTO actor (name) VALUES ('Nick'), ('Ed');
INSERT INTO film_actor (actor_id, film_id) VALUES (1, 1), (2, 1), (1, 2);
INSERT INTO rental (film_id, until) VALUES (1, '2026-01-02'), (99, '2026-01-03');
