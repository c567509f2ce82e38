-- What the ADO.NET providers of Orleans ask for, in a schema of its own: they read each statement from the table
-- orleansquery by its key and give it the parameters that begin with @. Run at each start of a silo, by one at a time, as one transaction.

SELECT pg_advisory_xact_lock(7145311560);

CREATE SCHEMA IF NOT EXISTS stateflow;

CREATE TABLE IF NOT EXISTS stateflow.orleansquery (
    querykey text PRIMARY KEY,
    querytext text NOT NULL
);

CREATE TABLE IF NOT EXISTS stateflow.membership (
    cluster text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS stateflow.silo (
    cluster text NOT NULL REFERENCES stateflow.membership,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    gateway integer NOT NULL,
    suspicions text,
    started timestamptz NOT NULL,
    alive timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE IF NOT EXISTS stateflow.record (
    service text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    version integer NOT NULL,
    content bytea
);

-- A key may be longer than an entry of an index.
CREATE UNIQUE INDEX IF NOT EXISTS record_key ON stateflow.record (service, kind, md5(key));

INSERT INTO stateflow.orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', '
    WITH created AS (
        INSERT INTO membership (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) FROM created'),
('InsertMembershipKey', '
    WITH next AS (
        UPDATE membership SET version = version + 1 WHERE cluster = @DeploymentId AND version = @Version RETURNING cluster),
    created AS (
        INSERT INTO silo (cluster, address, port, generation, name, host, status, gateway, started, alive)
        SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM next
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) FROM created'),
('UpdateMembershipKey', '
    WITH next AS (
        UPDATE membership SET version = version + 1 WHERE cluster = @DeploymentId AND version = @Version RETURNING cluster),
    changed AS (
        UPDATE silo SET status = @Status, suspicions = @SuspectTimes, alive = @IAmAliveTime FROM next
        WHERE silo.cluster = next.cluster AND address = @Address AND port = @Port AND generation = @Generation RETURNING 1)
    SELECT count(*) FROM changed'),
('UpdateIAmAlivetimeKey', '
    UPDATE silo SET alive = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
('MembershipReadAllKey', '
    SELECT cluster AS DeploymentId, version AS Version, address AS Address, port AS Port, generation AS Generation, name AS SiloName,
        host AS HostName, status AS Status, gateway AS ProxyPort, suspicions AS SuspectTimes, started AS StartTime, alive AS IAmAliveTime
    FROM membership LEFT JOIN silo USING (cluster)
    WHERE cluster = @DeploymentId'),
('MembershipReadRowKey', '
    SELECT membership.cluster AS DeploymentId, version AS Version, address AS Address, port AS Port, generation AS Generation, name AS SiloName,
        host AS HostName, status AS Status, gateway AS ProxyPort, suspicions AS SuspectTimes, started AS StartTime, alive AS IAmAliveTime
    FROM membership LEFT JOIN silo
        ON silo.cluster = membership.cluster AND address = @Address AND port = @Port AND generation = @Generation
    WHERE membership.cluster = @DeploymentId'),
('GatewaysQueryKey', '
    SELECT address AS Address, gateway AS ProxyPort, generation AS Generation
    FROM silo
    WHERE cluster = @DeploymentId AND status = @Status AND gateway > 0'),
('DeleteMembershipTableEntriesKey', '
    WITH silos AS (DELETE FROM silo WHERE cluster = @DeploymentId)
    UPDATE membership SET version = version + 1 WHERE cluster = @DeploymentId'),
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM silo WHERE cluster = @DeploymentId AND alive < @IAmAliveTime AND status <> 3'),
('ReadFromStorageKey', '
    SELECT content AS PayloadBinary, version AS Version
    FROM record
    WHERE service = @ServiceId AND kind = @GrainTypeString AND md5(key) = md5(@GrainIdExtensionString) AND key = @GrainIdExtensionString'),
('WriteToStorageKey', '
    WITH changed AS (
        UPDATE record SET content = @PayloadBinary, version = version + 1
        WHERE service = @ServiceId AND kind = @GrainTypeString AND md5(key) = md5(@GrainIdExtensionString) AND key = @GrainIdExtensionString
            AND version = @GrainStateVersion
        RETURNING version),
    created AS (
        INSERT INTO record (service, kind, key, version, content)
        SELECT @ServiceId, @GrainTypeString, @GrainIdExtensionString, 1, @PayloadBinary WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version)
    SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM created'),
('ClearStorageKey', '
    UPDATE record SET content = NULL, version = version + 1
    WHERE service = @ServiceId AND kind = @GrainTypeString AND md5(key) = md5(@GrainIdExtensionString) AND key = @GrainIdExtensionString AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion'),
('DeleteStorageKey', '
    DELETE FROM record
    WHERE service = @ServiceId AND kind = @GrainTypeString AND md5(key) = md5(@GrainIdExtensionString) AND key = @GrainIdExtensionString AND version = @GrainStateVersion
    RETURNING version + 1 AS NewGrainStateVersion')
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
