-- Empties every table between two scripts.
DELETE FROM items_keywords
DELETE FROM boxes_labels
DELETE FROM addresses
DELETE FROM notes
DELETE FROM profiles
DELETE FROM users
DELETE FROM items
DELETE FROM keywords
DELETE FROM things
DELETE FROM labels
DELETE FROM boxes
DELETE FROM nodes
DELETE FROM regions
DELETE FROM countries
DELETE FROM parts
