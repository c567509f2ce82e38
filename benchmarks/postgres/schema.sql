-- The accounts of the workload ycsb-t, and its transfer as a stored procedure.
CREATE TABLE account (
    id bigint PRIMARY KEY,
    balance bigint NOT NULL CHECK (balance >= 0),
    data text NOT NULL
) WITH (fillfactor = 50); -- Room for new versions of a row beside the old ones, so that the index need not change.

-- Rows are locked in the order of their keys, so that no transfers wait for each other in a circle.
CREATE PROCEDURE transfer(source bigint, target bigint, amount bigint) LANGUAGE plpgsql AS $$
BEGIN
    IF source < target THEN
        UPDATE account SET balance = balance - amount WHERE id = source AND balance >= amount;
        IF NOT FOUND THEN RETURN; END IF;
        UPDATE account SET balance = balance + amount WHERE id = target;
    ELSE
        UPDATE account SET balance = balance + amount WHERE id = target;
        UPDATE account SET balance = balance - amount WHERE id = source AND balance >= amount;
        IF NOT FOUND THEN ROLLBACK; END IF;
    END IF;
END;
$$;

INSERT INTO account SELECT id, 1000000000, '' FROM generate_series(0, :keys - 1) AS id;
VACUUM ANALYZE account;
