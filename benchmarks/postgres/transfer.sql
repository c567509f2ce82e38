\set source random(0, :keys - 1)
\set distance random(1, :keys - 1)
\set target (:source + :distance) % :keys
\set amount random(1, 10)
CALL transfer(:source, :target, :amount);
