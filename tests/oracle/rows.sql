-- What both sides show of the database, a query a line: one text a row, no generated number in it.
SELECT 'users ' || coalesce(tag, '-') || ' name=' || coalesce(name, '-') || ' email=' || coalesce(email, '-') FROM users
SELECT 'addresses ' || coalesce(a.tag, '-') || ' name=' || coalesce(a.name, '-') || ' email=' || coalesce(a.email, '-') || ' user=' || coalesce(u.tag, '-') FROM addresses a LEFT JOIN users u ON u.id = a.user_id
SELECT 'notes ' || coalesce(n.tag, '-') || ' name=' || coalesce(n.name, '-') || ' author=' || coalesce(u.tag, '-') FROM notes n LEFT JOIN users u ON u.id = n.author_id
SELECT 'profiles ' || coalesce(p.tag, '-') || ' name=' || coalesce(p.name, '-') || ' user=' || coalesce(u.tag, '-') FROM profiles p LEFT JOIN users u ON u.id = p.user_id
SELECT 'items ' || coalesce(tag, '-') || ' name=' || coalesce(name, '-') FROM items
SELECT 'keywords ' || coalesce(tag, '-') || ' name=' || coalesce(name, '-') FROM keywords
SELECT 'items_keywords ' || coalesce(i.tag, '-') || ' ' || coalesce(k.tag, '-') FROM items_keywords l JOIN items i ON i.id = l.item_id JOIN keywords k ON k.id = l.keyword_id
SELECT 'boxes ' || coalesce(tag, '-') || ' name=' || coalesce(name, '-') FROM boxes
SELECT 'things ' || coalesce(t.tag, '-') || ' name=' || coalesce(t.name, '-') || ' box=' || coalesce(b.tag, '-') FROM things t LEFT JOIN boxes b ON b.id = t.box_id
SELECT 'labels ' || coalesce(tag, '-') || ' name=' || coalesce(name, '-') FROM labels
SELECT 'boxes_labels ' || coalesce(b.tag, '-') || ' ' || coalesce(l.tag, '-') FROM boxes_labels x JOIN boxes b ON b.id = x.box_id JOIN labels l ON l.id = x.label_id
SELECT 'nodes ' || coalesce(n.tag, '-') || ' name=' || coalesce(n.name, '-') || ' parent=' || coalesce(p.tag, '-') FROM nodes n LEFT JOIN nodes p ON p.id = n.parent_id
SELECT 'countries ' || code || ' name=' || coalesce(name, '-') FROM countries
SELECT 'regions ' || code || ' ' || cast(num AS text) || ' name=' || coalesce(name, '-') FROM regions
SELECT 'parts ' || code || ' name=' || coalesce(name, '-') || ' whole=' || coalesce(whole_code, '-') FROM parts
