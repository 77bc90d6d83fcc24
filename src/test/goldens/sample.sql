\set VERBOSITY default
CREATE TABLE orders (id int PRIMARY KEY, total numeric CHECK (total >= 0), note text);
INSERT INTO orders VALUES (1, 7.5, 'first');
SELECT * FROM nowhere;
INSERT INTO orders VALUES (1, 8, 'again');
INSERT INTO orders VALUES (2, -1, 'negative');
SELECT 1 / 0;
SELECT *
  FROM orders
 WHERE idd = 7;
DO $$ BEGIN RAISE WARNING 'disk low: % of % GB', 3, 100; RAISE LOG 'a line
and another one'; RAISE NOTICE 'only for the client'; END $$;
CREATE FUNCTION pay(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1 / n; END $$;
SELECT pay(0);
SELECT pg_sleep(0.06);
SELECT 'unfinished;
';
SET statement_timeout = '20ms';
SELECT pg_sleep(1);
SELECT pg_terminate_backend(pg_backend_pid());
