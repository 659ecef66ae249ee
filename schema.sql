-- The database of Bailiwick, made from the migrations by `make schema`. To be read, never run.

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public.federation_offers(of_domain text) RETURNS TABLE(organization_id bigint, provider_id bigint, provider text, organization text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select p.organization_id, p.id, p.name, o.name
    from federation_identityprovider p join identity_organization o on o.id = p.organization_id
    where p.disabled_at is null and p.domains @> to_jsonb(of_domain) order by o.name, p.name, p.id
$$;

CREATE FUNCTION public.identity_enter(of_organization bigint, of_account bigint, at timestamp with time zone) RETURNS TABLE(person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[], until timestamp with time zone, factor_due timestamp with time zone, password_due timestamp with time zone, guests text)
    LANGUAGE plpgsql
    AS $$
begin
    perform set_config('app.tenant', of_organization::text, true);
    return query select i.* from identity_person p cross join lateral identity_presence(of_organization, p.id, at) i
        where p.account_id = of_account and p.organization_id = of_organization;
end $$;

CREATE FUNCTION public.identity_enter_by_token(of_hash bytea, at timestamp with time zone) RETURNS TABLE(organization_id bigint, token_id bigint, scopes text, person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[], until timestamp with time zone, factor_due timestamp with time zone, password_due timestamp with time zone, guests text)
    LANGUAGE plpgsql
    AS $$
declare
    holder record;
begin
    select * into holder from identity_token_holder(of_hash) h where h.expires_at > at;
    if not found then
        return;
    end if;
    perform set_config('app.tenant', holder.organization_id::text, true);
    return query select holder.organization_id, holder.token_id, holder.scopes::text, i.*
        from identity_presence(holder.organization_id, holder.person_id, at) i;
end $$;

CREATE FUNCTION public.identity_is_unclaimed() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select not exists (select 1 from identity_person where account_id is not null)
$$;

CREATE FUNCTION public.identity_memberships(of_account bigint, at timestamp with time zone) RETURNS TABLE(organization_id bigint, person_id bigint, organization text, slug text, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select p.organization_id, p.id, o.name, o.slug::text, p.name
    from identity_person p join identity_organization o on o.id = p.organization_id
    where p.account_id = of_account and p.disabled_at is null
        and (p.access_from is null or p.access_from <= at) and (p.access_until is null or p.access_until > at)
    order by o.name, o.id
$$;

CREATE FUNCTION public.identity_organizations() RETURNS TABLE(id bigint, uuid uuid, slug text, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select o.id, o.uuid, o.slug::text, o.name from identity_organization o order by o.id
$$;

CREATE FUNCTION public.identity_presence(of_organization bigint, of_person bigint, at timestamp with time zone) RETURNS TABLE(person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[], until timestamp with time zone, factor_due timestamp with time zone, password_due timestamp with time zone, guests text)
    LANGUAGE sql STABLE
    AS $$
    with held as materialized (
        select r.code, r.id, a.scope_type, a.scope_id
        from identity_roleassignment a join identity_role r on r.id = a.role_id
        where a.person_id = of_person and r.retired_at is null and a.ended_at is null
            and a.valid_from <= (at at time zone 'UTC')::date
            and (a.valid_to is null or a.valid_to >= (at at time zone 'UTC')::date)
    )
    select p.id, p.name::text, p.party_id, coalesce(nullif(p.zone, ''), o.zone)::text, o.name::text,
        coalesce((select jsonb_agg(jsonb_build_array(h.code, g.verb, h.scope_type, h.scope_id))
                  from held h left join identity_grant g on g.role_id = h.id), '[]'::jsonb)::text,
        coalesce((select array_agg(m.team_id) from identity_teammembership m where m.person_id = p.id), '{}'),
        p.access_until,
        case when p.account_id is not null
            and (o.second_factor = 'everybody' or (o.second_factor = 'staff' and p.party_id is null)
                or (o.second_factor = 'roles' and exists (select 1 from held h where o.second_factor_roles ? h.code)))
        then case when not exists (select 1 from mfa_authenticator f
                                   where f.user_id = p.account_id and f.type in ('totp', 'webauthn'))
            then greatest(o.second_factor_since, p.created_at) + make_interval(days => o.second_factor_grace_days) end
        end,
        case when o.password_days is not null
        then (select c.password_set_at + make_interval(days => o.password_days)
              from identity_account c where c.id = p.account_id and c.password not like '!%') end,
        case when p.party_id is null and p.access_until is null
        then (select jsonb_agg(jsonb_build_array(s.id, g.name, s.ends_at) order by s.ends_at)
              from identity_supportaccess s join identity_person g on g.id = s.person_id
              where s.organization_id = of_organization and s.withdrawn_at is null
                  and s.starts_at <= at and s.ends_at > at)::text end
    from identity_person p join identity_organization o on o.id = p.organization_id
    where p.id = of_person and p.organization_id = of_organization and p.disabled_at is null
        and (p.access_from is null or p.access_from <= at) and (p.access_until is null or p.access_until > at)
$$;

CREATE FUNCTION public.identity_token_holder(of_hash bytea) RETURNS TABLE(organization_id bigint, person_id bigint, token_id bigint, scopes jsonb, expires_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select t.organization_id, t.person_id, t.id, t.scopes, least(t.expires_at, p.access_until)
    from identity_token t join identity_person p on p.id = t.person_id
    where t.hash = of_hash and t.revoked_at is null and p.disabled_at is null
$$;

CREATE FUNCTION public.ledger_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'ledger: % on % is not possible; the ledger only grows', lower(tg_op), tg_table_name
        using errcode = 'BW002';
end $$;

CREATE FUNCTION public.ledger_capture_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    operation bigint := ledger_current_operation();
    tenant bigint := current_setting('app.tenant')::bigint;
    redacted text[] := tg_argv[1:];
begin
    insert into public.ledger_change (organization_id, event_id, table_name, row_id, op, before, salt, digest)
    select tenant, operation, tg_table_name, r.row_id, 'D', r.before, r.salt,
           sha256(r.salt || convert_to(ledger_change_text(tg_table_name, r.row_id, 'D', r.before, null), 'UTF8'))
    from (select (c.content ->> tg_argv[0])::bigint as row_id, c.content - redacted as before,
                 uuid_send(gen_random_uuid()) as salt
          from (select jsonb_strip_nulls(to_jsonb(o)) as content from old_rows o offset 0) c offset 0) r;
    return null;
end $$;

CREATE FUNCTION public.ledger_capture_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    operation bigint := ledger_current_operation();
    tenant bigint := current_setting('app.tenant')::bigint;
    redacted text[] := tg_argv[1:];
begin
    insert into public.ledger_change (organization_id, event_id, table_name, row_id, op, after, salt, digest)
    select tenant, operation, tg_table_name, r.row_id, 'I', r.after, r.salt,
           sha256(r.salt || convert_to(ledger_change_text(tg_table_name, r.row_id, 'I', null, r.after), 'UTF8'))
    from (select (c.content ->> tg_argv[0])::bigint as row_id, c.content - redacted as after,
                 uuid_send(gen_random_uuid()) as salt
          from (select jsonb_strip_nulls(to_jsonb(n)) as content from new_rows n offset 0) c offset 0) r;
    return null;
end $$;

CREATE FUNCTION public.ledger_capture_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    operation bigint := ledger_current_operation();
    tenant bigint := current_setting('app.tenant')::bigint;
    redacted text[] := tg_argv[1:];
begin
    if (select count(distinct k.key) <> (select count(*) from old_rows)
        from (select to_jsonb(o) ->> tg_argv[0] as key from old_rows o
              union all select to_jsonb(n) ->> tg_argv[0] from new_rows n) k) then
        raise exception 'the key of a record cannot change' using errcode = 'BW002';
    end if;
    insert into public.ledger_change (organization_id, event_id, table_name, row_id, op, before, after, salt, digest)
    select tenant, operation, tg_table_name, r.row_id, 'U', r.before, r.after, r.salt,
           sha256(r.salt || convert_to(ledger_change_text(tg_table_name, r.row_id, 'U', r.before, r.after), 'UTF8'))
    from (select p.row_id, d.before, d.after, uuid_send(gen_random_uuid()) as salt
          from (select (b.content ->> tg_argv[0])::bigint as row_id,
                       (array_agg(b.content - redacted order by b.is_new))[1] as old_row,
                       (array_agg(b.content - redacted order by b.is_new))[2] as new_row
                from (select to_jsonb(o) as content, false as is_new from old_rows o
                      union all select to_jsonb(n), true from new_rows n) b
                group by 1 offset 0) p
          cross join lateral (
              select jsonb_object_agg(k.key, p.old_row -> k.key) as before, jsonb_object_agg(k.key, k.value) as after
              from jsonb_each(p.new_row) k where p.old_row -> k.key is distinct from k.value) d
          where d.after is not null offset 0) r;
    return null;
end $$;

CREATE FUNCTION public.ledger_change_text(table_name text, row_id bigint, op text, before jsonb, after jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select table_name || E'\t' || row_id::text || E'\t' || op || E'\t' || coalesce(before::text, '')
        || E'\t' || coalesce(after::text, '')
$$;

CREATE FUNCTION public.ledger_current_operation() RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
declare
    operation text := current_setting('app.operation', true);
begin
    if operation is null or operation = '' then
        raise exception 'a write outside an operation was refused' using errcode = 'BW001';
    end if;
    return operation::bigint;
end $$;

CREATE FUNCTION public.ledger_erase(event_ids bigint[], change_ids bigint[], OUT events bigint, OUT changes bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    operation bigint := ledger_current_operation();
    tenant bigint := nullif(current_setting('app.tenant', true), '')::bigint;
    erased bigint[];
begin
    with done as (
        update ledger_event set payload = null, salt = null
        where organization_id = tenant and id = any(event_ids) and salt is not null returning id)
    select array_agg(id) from done into erased;
    events := ledger_note_erasure(tenant, operation, 'ledger_event', erased);
    with done as (
        update ledger_change set before = null, after = null, salt = null
        where organization_id = tenant and id = any(change_ids) and salt is not null returning id)
    select array_agg(id) from done into erased;
    changes := ledger_note_erasure(tenant, operation, 'ledger_change', erased);
end $$;

CREATE FUNCTION public.ledger_health() RETURNS TABLE(unsealed bigint, oldest_seconds double precision, entries bigint, undelivered bigint, unsigned_seconds double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select w.unsealed, w.oldest_seconds, t.entries, t.undelivered, t.unsigned_seconds
    from (select count(*) as unsealed,
                 coalesce(extract(epoch from clock_timestamp() - min(e.recorded_at)), 0)::double precision as oldest_seconds
          from ledger_cursor k join ledger_event e on e.epoch = k.epoch and (e.xid, e.id) > (k.xid, k.event_id)) w
    cross join (
        select coalesce(sum(t.size), 0)::bigint as entries,
               coalesce(sum(greatest(t.size - coalesce(f.next_index, 0), 0)), 0)::bigint as undelivered,
               coalesce(max(extract(epoch from clock_timestamp() - t.sealed_at))
                   filter (where t.size > coalesce(c.size, 0)), 0)::double precision as unsigned_seconds
        from ledger_tree t
        left join ledger_follower f on f.organization_id = t.organization_id and f.name = 'subscribers'
        left join lateral (select max(size) as size from ledger_checkpoint where organization_id = t.organization_id) c
            on true) t
$$;

CREATE TABLE public.ledger_event (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    parent_id bigint,
    verb text NOT NULL,
    actor_kind text NOT NULL,
    actor_id bigint,
    subject_type text DEFAULT ''::text NOT NULL,
    subject_id bigint,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    epoch smallint DEFAULT 1 NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    payload jsonb,
    salt bytea,
    digest bytea NOT NULL,
    CONSTRAINT ledger_event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'token'::text, 'system'::text]))),
    CONSTRAINT ledger_event_check CHECK (((payload IS NULL) = (salt IS NULL))),
    CONSTRAINT ledger_event_digest_check CHECK ((octet_length(digest) = 32)),
    CONSTRAINT ledger_event_subject_type_check CHECK ((subject_type ~ '^[a-z_.]*$'::text)),
    CONSTRAINT ledger_event_times CHECK ((((occurred_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (occurred_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone)) AND ((recorded_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (recorded_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone)))),
    CONSTRAINT ledger_event_verb_check CHECK ((verb ~ '^[a-z_]+(\.[a-z_]+)+$'::text))
);

ALTER TABLE ONLY public.ledger_event FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.ledger_leaf_text(e public.ledger_event, change_count bigint, changes_digest bytea) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    select '1' || E'\t' || e.id::text || E'\t' || e.verb || E'\t' || e.actor_kind
        || E'\t' || coalesce(e.actor_id, 0)::text || E'\t' || e.subject_type
        || E'\t' || coalesce(e.subject_id, 0)::text
        || E'\t' || ledger_microseconds(e.occurred_at) || E'\t' || ledger_microseconds(e.recorded_at)
        || E'\t' || encode(e.digest, 'hex') || E'\t' || change_count::text || E'\t' || encode(changes_digest, 'hex')
$$;

CREATE FUNCTION public.ledger_microseconds(at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    select ((extract(epoch from at) * 1000000)::bigint)::text
$$;

CREATE FUNCTION public.ledger_note_erasure(tenant bigint, operation bigint, erased_from text, rows bigint[]) RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    with noted as (
        insert into ledger_change (organization_id, event_id, table_name, row_id, op, before, after, salt, digest)
        select tenant, operation, erased_from, n.row_id, 'U', n.before, n.after, n.salt,
               sha256(n.salt || convert_to(
                   ledger_change_text(erased_from, n.row_id, 'U', n.before, n.after), 'UTF8'))
        from (select r.row_id, '{"erased": false}'::jsonb as before, '{"erased": true}'::jsonb as after,
                     uuid_send(gen_random_uuid()) as salt
              from unnest(rows) as r(row_id) order by r.row_id offset 0) n
        returning 1)
    select count(*) from noted
$$;

CREATE FUNCTION public.ledger_only_erasure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if new.salt is not null
       or (to_jsonb(new) - array['payload', 'before', 'after', 'salt'])
          is distinct from (to_jsonb(old) - array['payload', 'before', 'after', 'salt'])
       or (to_jsonb(new) ->> 'payload') is not null
       or (to_jsonb(new) ->> 'before') is not null or (to_jsonb(new) ->> 'after') is not null then
        raise exception 'ledger: a row of % can be erased, not altered', tg_table_name using errcode = 'BW002';
    end if;
    return new;
end $$;

CREATE FUNCTION public.ledger_refuse_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception '%: records are not deleted; they are voided or retired with a reason', tg_table_name
        using errcode = 'BW003';
end $$;

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.search_find(query text, of_kind text, party bigint, before bigint, page integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    most constant integer := 30000;
    tenant bigint := search_tenant();
    wanted tsquery := websearch_to_tsquery('pg_catalog.english', query);
    full_query tsquery;
    filters text := format('organization_id = %s and kind = %L', tenant, of_kind);
    depth integer := 1500;
    found bigint[];
begin
    if numnode(wanted) = 0 then
        return;
    end if;
    full_query := wanted && quote_literal('@o' || tenant)::tsquery && quote_literal('@k' || of_kind)::tsquery;
    if party is not null then
        filters := filters || format(' and party_id = %s', party);
        full_query := full_query && quote_literal('@p' || party)::tsquery;
    end if;
    if before is not null then
        filters := filters || format(' and item_id < %s', before);
    end if;
    for attempt in 1..2 loop
        execute format(
            'select coalesce(array_agg(item_id), ''{}'') from (select item_id from (select item_id, words '
            'from search_entry where %s order by item_id desc limit %s) recent where words @@ %L::tsquery limit %s) hits',
            filters, depth, wanted, page) into found;
        if cardinality(found) >= page then
            return query select unnest(found) order by 1 desc;
            return;
        end if;
        exit when cardinality(found) * (most / depth) < page;
        depth := least(most, depth * page / cardinality(found) * 3 / 2);
    end loop;
    return query execute format(
        'with hits as materialized (select item_id, organization_id, kind, party_id from search_entry '
        'where words @@ %L::tsquery) select item_id from hits where %s order by item_id desc limit %s',
        full_query, filters, page);
end $$;

CREATE FUNCTION public.search_put(of_kind text, item bigint, party bigint, title text, body text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    insert into search_entry as e (organization_id, kind, item_id, party_id, words)
    values (search_tenant(), of_kind, item, party, search_words(search_tenant(), of_kind, party, title, body))
    on conflict (organization_id, kind, item_id) do update set party_id = excluded.party_id, words = excluded.words
$$;

CREATE FUNCTION public.search_put_many(of_kind text, items bigint[], parties bigint[], titles text[], bodies text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    insert into search_entry as e (organization_id, kind, item_id, party_id, words)
    select search_tenant(), of_kind, n.item, n.party,
           search_words(search_tenant(), of_kind, n.party, n.title, n.body)
    from unnest(items, parties, titles, bodies) as n(item, party, title, body)
    on conflict (organization_id, kind, item_id) do update set party_id = excluded.party_id, words = excluded.words
$$;

CREATE FUNCTION public.search_similar(title text, of_kind text, party bigint, except_item bigint, page integer) RETURNS TABLE(item_id bigint, likeness real)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    tenant bigint := search_tenant();
    lexemes text[] := (select array_agg(quote_literal(l)) from unnest(
        tsvector_to_array(to_tsvector('pg_catalog.english', left(title, 300)))) l where length(l) > 2);
    wanted tsquery;
begin
    if lexemes is null then
        return;
    end if;
    wanted := array_to_string(lexemes[1:12], ' | ')::tsquery;
    return query execute format(
        'select item_id, ts_rank(words, %L::tsquery, 1) as likeness from (select item_id, words from search_entry '
        'where organization_id = %s and kind = %L %s order by item_id desc limit 2000) recent '
        'where words @@ %L::tsquery and item_id is distinct from %s order by 2 desc, 1 desc limit %s',
        wanted, tenant, of_kind, case when party is null then '' else format('and party_id = %s', party) end, wanted,
        coalesce(except_item::text, 'null'), page);
end $$;

CREATE FUNCTION public.search_tenant() RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
declare
    tenant text := nullif(current_setting('app.tenant', true), '');
begin
    if tenant is null then
        raise exception 'a search needs an organization';
    end if;
    return tenant::bigint;
end $$;

CREATE FUNCTION public.search_words(tenant bigint, of_kind text, party bigint, title text, body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE
    AS $$
    select array_to_tsvector(array_remove(array['@o' || tenant, '@k' || of_kind, '@p' || party], null))
        || setweight(to_tsvector('pg_catalog.english', left(title, 1000)), 'A')
        || to_tsvector('pg_catalog.english', left(body, 100000))
$$;

CREATE FUNCTION public.work_next_numbers(of_kind text, amount integer) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
declare
    tenant bigint := nullif(current_setting('app.tenant', true), '')::bigint;
    sequence_name text := format('public.work_number_%s_%s', tenant, of_kind);
begin
    if tenant is null or of_kind !~ '^[a-z_]{1,30}$' then
        raise exception 'a number needs an organization and a kind of work';
    end if;
    if to_regclass(sequence_name) is null then
        perform pg_advisory_xact_lock(hashtextextended(sequence_name, 0));
        execute 'create sequence if not exists ' || sequence_name;
    end if;
    return query select nextval(sequence_name::regclass) from generate_series(1, amount);
end $_$;

CREATE FUNCTION public.work_refuse_circle() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if new.relation not in ('part_of', 'merged_into') or new.ended_at is not null then
        return new;
    end if;
    perform pg_advisory_xact_lock(hashtext('work_link'), hashint8(new.organization_id));
    if new.from_type = new.to_type and (new.from_id = new.to_id or exists (
        with recursive above (id) as (
            select new.to_id
            union
            select l.to_id from work_link l join above a on l.from_id = a.id
            where l.organization_id = new.organization_id and l.from_type = new.from_type and l.to_type = new.to_type
                and l.relation = new.relation and l.ended_at is null
        )
        select 1 from above where id = new.from_id
    )) then
        raise exception 'a circle of %', new.relation
            using errcode = 'check_violation', constraint = 'work_link_no_circle';
    end if;
    return new;
end $$;

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_agreement (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    calendar_id bigint NOT NULL,
    party_id bigint,
    service_id bigint,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    CONSTRAINT agreements_agreement_version_check CHECK ((version >= 0)),
    CONSTRAINT agreements_dates CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);

ALTER TABLE ONLY public.agreements_agreement FORCE ROW LEVEL SECURITY;

ALTER TABLE public.agreements_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_serviceleveltarget (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    metric text NOT NULL,
    priority smallint NOT NULL,
    within_minutes integer NOT NULL,
    warn_percent smallint NOT NULL,
    agreement_id bigint NOT NULL,
    CONSTRAINT agreements_serviceleveltarget_priority_check CHECK ((priority >= 0)),
    CONSTRAINT agreements_serviceleveltarget_warn_percent_check CHECK ((warn_percent >= 0)),
    CONSTRAINT agreements_serviceleveltarget_within_minutes_check CHECK ((within_minutes >= 0)),
    CONSTRAINT agreements_target_range CHECK ((((priority >= 1) AND (priority <= 5)) AND ((warn_percent >= 1) AND (warn_percent <= 100)) AND (within_minutes > 0)))
);

ALTER TABLE ONLY public.agreements_serviceleveltarget FORCE ROW LEVEL SECURITY;

ALTER TABLE public.agreements_serviceleveltarget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_serviceleveltarget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.api_idempotentanswer (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status smallint,
    body bytea NOT NULL,
    headers jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT api_idempotentanswer_status_check CHECK ((status >= 0))
);

ALTER TABLE ONLY public.api_idempotentanswer FORCE ROW LEVEL SECURITY;

ALTER TABLE public.api_idempotentanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_idempotentanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.calendar_calendarversion (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    number integer NOT NULL,
    zone text NOT NULL,
    week jsonb NOT NULL,
    holidays jsonb NOT NULL,
    overrides jsonb NOT NULL,
    rules jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    calendar_id bigint NOT NULL,
    CONSTRAINT calendar_calendarversion_number_check CHECK ((number >= 0))
);

ALTER TABLE ONLY public.calendar_calendarversion FORCE ROW LEVEL SECURITY;

ALTER TABLE public.calendar_calendarversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendar_calendarversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.calendar_feedstate (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    url text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    good_at timestamp with time zone,
    error text NOT NULL,
    calendar_id bigint NOT NULL
);

ALTER TABLE ONLY public.calendar_feedstate FORCE ROW LEVEL SECURITY;

ALTER TABLE public.calendar_feedstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendar_feedstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.calendar_servicecalendar (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    current_id bigint,
    CONSTRAINT calendar_servicecalendar_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.calendar_servicecalendar FORCE ROW LEVEL SECURITY;

ALTER TABLE public.calendar_servicecalendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendar_servicecalendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.drafts_draft (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    form text NOT NULL,
    typed jsonb NOT NULL,
    writer text NOT NULL,
    turn bigint NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL
);

ALTER TABLE ONLY public.drafts_draft FORCE ROW LEVEL SECURITY;

ALTER TABLE public.drafts_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.drafts_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.entrances_counter (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

CREATE TABLE public.entrances_receivedanswer (
    id bigint NOT NULL,
    provider_id bigint NOT NULL,
    assertion text NOT NULL,
    token bytea NOT NULL,
    content jsonb NOT NULL,
    arrived_at timestamp with time zone NOT NULL
);

ALTER TABLE public.entrances_receivedanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.entrances_receivedanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.entrances_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    browser text NOT NULL,
    account_id bigint
);

CREATE TABLE public.entrances_signin (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    what text NOT NULL,
    method text NOT NULL,
    address text NOT NULL,
    browser text NOT NULL,
    account_id bigint,
    at_organization bigint
);

ALTER TABLE public.entrances_signin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.entrances_signin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.entrances_welcomelink (
    id bigint NOT NULL,
    hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE public.entrances_welcomelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.entrances_welcomelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.evidence_result (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    requirement text NOT NULL,
    catalogue_version text NOT NULL,
    rule_version integer NOT NULL,
    period_start timestamp with time zone NOT NULL,
    period_end timestamp with time zone NOT NULL,
    outcome text NOT NULL,
    population bigint NOT NULL,
    exceptions bigint NOT NULL,
    reason text NOT NULL,
    detail jsonb NOT NULL,
    judged_at timestamp with time zone NOT NULL,
    CONSTRAINT evidence_result_exceptions_check CHECK ((exceptions >= 0)),
    CONSTRAINT evidence_result_population_check CHECK ((population >= 0)),
    CONSTRAINT evidence_result_rule_version_check CHECK ((rule_version >= 0))
);

ALTER TABLE ONLY public.evidence_result FORCE ROW LEVEL SECURITY;

ALTER TABLE public.evidence_result ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.evidence_result_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.federation_directorygroup (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    external_id text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    provider_id bigint,
    CONSTRAINT federation_directorygroup_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.federation_directorygroup FORCE ROW LEVEL SECURITY;

ALTER TABLE public.federation_directorygroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.federation_directorygroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.federation_groupmapping (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    "group" text NOT NULL,
    group_key text GENERATED ALWAYS AS (lower("group")) STORED COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    role_id bigint NOT NULL,
    provider_id bigint,
    CONSTRAINT federation_groupmapping_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.federation_groupmapping FORCE ROW LEVEL SECURITY;

ALTER TABLE public.federation_groupmapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.federation_groupmapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.federation_groupmember (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    group_id bigint NOT NULL,
    person_id bigint NOT NULL
);

ALTER TABLE ONLY public.federation_groupmember FORCE ROW LEVEL SECURITY;

ALTER TABLE public.federation_groupmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.federation_groupmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.federation_identityprovider (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    kind text NOT NULL,
    settings jsonb NOT NULL,
    secret bytea NOT NULL,
    domains jsonb NOT NULL,
    makes_people boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT federation_identityprovider_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.federation_identityprovider FORCE ROW LEVEL SECURITY;

ALTER TABLE public.federation_identityprovider ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.federation_identityprovider_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.federation_linkedidentity (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    subject text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    provider_id bigint NOT NULL
);

ALTER TABLE ONLY public.federation_linkedidentity FORCE ROW LEVEL SECURITY;

ALTER TABLE public.federation_linkedidentity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.federation_linkedidentity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.federation_mappedrole (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    assignment_id bigint NOT NULL,
    mapping_id bigint NOT NULL,
    person_id bigint NOT NULL
);

ALTER TABLE ONLY public.federation_mappedrole FORCE ROW LEVEL SECURITY;

ALTER TABLE public.federation_mappedrole ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.federation_mappedrole_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.federation_provisionedperson (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    user_name text NOT NULL,
    user_name_key text GENERATED ALWAYS AS (lower(user_name)) STORED COLLATE pg_catalog."C",
    external_id text NOT NULL,
    said jsonb NOT NULL,
    ended_at timestamp with time zone,
    gone_at timestamp with time zone,
    version integer NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT federation_provisionedperson_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.federation_provisionedperson FORCE ROW LEVEL SECURITY;

ALTER TABLE public.federation_provisionedperson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.federation_provisionedperson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.figures_annotation (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    page text NOT NULL,
    "on" date NOT NULL,
    text text NOT NULL,
    is_public boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    by_id bigint
);

ALTER TABLE ONLY public.figures_annotation FORCE ROW LEVEL SECURITY;

ALTER TABLE public.figures_annotation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_annotation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.figures_dashboard (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    page text NOT NULL,
    parts jsonb NOT NULL,
    version integer NOT NULL,
    person_id bigint,
    team_id bigint,
    CONSTRAINT figures_dashboard_of_one CHECK (((person_id IS NULL) OR (team_id IS NULL))),
    CONSTRAINT figures_dashboard_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.figures_dashboard FORCE ROW LEVEL SECURITY;

ALTER TABLE public.figures_dashboard ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_dashboard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.figures_staleday (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    day date NOT NULL
);

ALTER TABLE ONLY public.figures_staleday FORCE ROW LEVEL SECURITY;

ALTER TABLE public.figures_staleday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_staleday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.figures_tally (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    grain text NOT NULL,
    of bigint NOT NULL,
    measure text NOT NULL,
    day date NOT NULL,
    count bigint NOT NULL,
    buckets integer[],
    counts bigint[]
);

ALTER TABLE ONLY public.figures_tally FORCE ROW LEVEL SECURITY;

ALTER TABLE public.figures_tally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_account (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    email character varying(254) NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    password_set_at timestamp with time zone NOT NULL
);

ALTER TABLE public.identity_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_grant (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    verb text NOT NULL,
    role_id bigint NOT NULL
);

ALTER TABLE ONLY public.identity_grant FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_grant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_legalhold (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    reason text NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    person_id bigint NOT NULL
);

ALTER TABLE ONLY public.identity_legalhold FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_legalhold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_legalhold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_organization (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    uuid uuid NOT NULL,
    name text NOT NULL,
    slug character varying(50) NOT NULL,
    zone text NOT NULL,
    headcount integer,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    largest_file_mb smallint NOT NULL,
    password_days integer,
    second_factor text NOT NULL,
    second_factor_grace_days integer NOT NULL,
    second_factor_roles jsonb NOT NULL,
    second_factor_since timestamp with time zone,
    CONSTRAINT identity_organization_headcount_check CHECK ((headcount >= 0)),
    CONSTRAINT identity_organization_is_its_own CHECK ((organization_id = id)),
    CONSTRAINT identity_organization_largest_file_mb_check CHECK ((largest_file_mb >= 0)),
    CONSTRAINT identity_organization_password_days_check CHECK ((password_days >= 0)),
    CONSTRAINT identity_organization_second_factor_grace_days_check CHECK ((second_factor_grace_days >= 0)),
    CONSTRAINT identity_organization_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.identity_organization FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_organization ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_organization_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_party (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    parent_id bigint,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    CONSTRAINT identity_party_kind CHECK ((kind = ANY (ARRAY['customer'::text, 'supplier'::text, 'unit'::text]))),
    CONSTRAINT identity_party_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.identity_party FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_party ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_party_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_person (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    email character varying(254) NOT NULL,
    is_top_management boolean NOT NULL,
    zone text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    version integer NOT NULL,
    account_id bigint,
    party_id bigint,
    email_key text GENERATED ALWAYS AS (lower((email)::text)) STORED COLLATE pg_catalog."C",
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    erased_at timestamp with time zone,
    access_from timestamp with time zone,
    access_until timestamp with time zone,
    CONSTRAINT identity_person_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.identity_person FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_role (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    code character varying(50) NOT NULL,
    name text NOT NULL,
    responsibilities text NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    CONSTRAINT identity_role_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.identity_role FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_role ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_role_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_roleassignment (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    scope_type text NOT NULL,
    scope_id bigint,
    valid_from date NOT NULL,
    valid_to date,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    assigned_by_id bigint,
    person_id bigint NOT NULL,
    role_id bigint NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT identity_assignment_dates CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT identity_assignment_scope CHECK ((((scope_id IS NULL) AND (scope_type = ''::text)) OR ((scope_id IS NOT NULL) AND (scope_type = ANY (ARRAY['team'::text, 'party'::text, 'service'::text]))))),
    CONSTRAINT identity_roleassignment_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.identity_roleassignment FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_roleassignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_roleassignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_supportaccess (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    role_names jsonb NOT NULL,
    reason text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    version integer NOT NULL,
    granted_by_id bigint,
    person_id bigint NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT identity_support_times CHECK ((ends_at > starts_at)),
    CONSTRAINT identity_supportaccess_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.identity_supportaccess FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_supportaccess ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_supportaccess_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_team (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    CONSTRAINT identity_team_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.identity_team FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_teammembership (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL,
    team_id bigint NOT NULL
);

ALTER TABLE ONLY public.identity_teammembership FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_teammembership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_teammembership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_token (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    hash bytea NOT NULL,
    scopes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    person_id bigint NOT NULL
);

ALTER TABLE ONLY public.identity_token FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.jobs_run (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    key text NOT NULL,
    parameters jsonb NOT NULL,
    state text NOT NULL,
    unit text NOT NULL,
    total bigint NOT NULL,
    done bigint NOT NULL,
    facts jsonb NOT NULL,
    error text NOT NULL,
    started_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    heartbeat_at timestamp with time zone,
    finished_at timestamp with time zone,
    started_by_id bigint,
    CONSTRAINT jobs_run_state CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'abandoned'::text])))
);

ALTER TABLE ONLY public.jobs_run FORCE ROW LEVEL SECURITY;

ALTER TABLE public.jobs_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.jobs_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_change (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    event_id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    table_name text NOT NULL,
    row_id bigint NOT NULL,
    op text NOT NULL,
    before jsonb,
    after jsonb,
    salt bytea,
    digest bytea NOT NULL,
    CONSTRAINT ledger_change_digest_check CHECK ((octet_length(digest) = 32)),
    CONSTRAINT ledger_change_erased CHECK (((salt IS NOT NULL) OR ((before IS NULL) AND (after IS NULL)))),
    CONSTRAINT ledger_change_op_check CHECK ((op = ANY (ARRAY['I'::text, 'U'::text, 'D'::text])))
);

ALTER TABLE ONLY public.ledger_change FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_checkpoint (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    reason text NOT NULL,
    issued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY public.ledger_checkpoint FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_checkpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_checkpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_clock_step (
    organization_id bigint NOT NULL,
    index bigint NOT NULL,
    event_id bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    previous_at timestamp with time zone NOT NULL,
    noticed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY public.ledger_clock_step FORCE ROW LEVEL SECURITY;

CREATE TABLE public.ledger_cursor (
    only_row boolean DEFAULT true NOT NULL,
    epoch smallint NOT NULL,
    xid xid8 NOT NULL,
    event_id bigint NOT NULL,
    system_identifier bigint NOT NULL,
    CONSTRAINT ledger_cursor_only_row_check CHECK (only_row)
);

ALTER TABLE public.ledger_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_follower (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    next_index bigint NOT NULL
);

ALTER TABLE ONLY public.ledger_follower FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_follower ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_follower_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_leaf (
    organization_id bigint NOT NULL,
    index bigint NOT NULL,
    event_id bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT ledger_leaf_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT ledger_leaf_index_check CHECK ((index >= 0))
);

ALTER TABLE ONLY public.ledger_leaf FORCE ROW LEVEL SECURITY;

CREATE TABLE public.ledger_node (
    organization_id bigint NOT NULL,
    level smallint NOT NULL,
    index bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT ledger_node_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT ledger_node_level_check CHECK ((level = ANY (ARRAY[8, 16, 24, 32])))
);

ALTER TABLE ONLY public.ledger_node FORCE ROW LEVEL SECURITY;

CREATE TABLE public.ledger_tree (
    organization_id bigint NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    frontier bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    recorded_until timestamp with time zone
);

ALTER TABLE ONLY public.ledger_tree FORCE ROW LEVEL SECURITY;

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_notification (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    event_id bigint NOT NULL,
    text text NOT NULL,
    path text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    mailed_at timestamp with time zone,
    person_id bigint NOT NULL,
    kind text NOT NULL,
    is_mailed boolean NOT NULL,
    is_mandatory boolean NOT NULL,
    is_shown boolean NOT NULL,
    mail_at timestamp with time zone,
    mail_subject text NOT NULL,
    mail_text text NOT NULL,
    why jsonb NOT NULL
);

ALTER TABLE ONLY public.notifications_notification FORCE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_notification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_notificationarrangement (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    rules jsonb,
    version integer NOT NULL,
    CONSTRAINT notifications_notificationarrangement_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.notifications_notificationarrangement FORCE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_notificationarrangement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_notificationarrangement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_notificationchoice (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    unmailed jsonb NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    person_id bigint NOT NULL,
    language text NOT NULL,
    CONSTRAINT notifications_choice_quiet CHECK ((((quiet_from IS NULL) AND (quiet_until IS NULL)) OR ((quiet_from IS NOT NULL) AND (quiet_until IS NOT NULL))))
);

ALTER TABLE ONLY public.notifications_notificationchoice FORCE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_notificationchoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_notificationchoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_notificationwording (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL,
    audience text NOT NULL,
    language text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    broken_at timestamp with time zone,
    broken_why text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT notifications_notificationwording_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.notifications_notificationwording FORCE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_notificationwording ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_notificationwording_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.portal_announcement (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    kind text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    ended_at timestamp with time zone,
    outcome text NOT NULL,
    withdrawn_at timestamp with time zone,
    published_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    party_id bigint,
    published_by_id bigint,
    service_id bigint,
    CONSTRAINT portal_announcement_kind CHECK ((kind = ANY (ARRAY['unplanned'::text, 'planned'::text]))),
    CONSTRAINT portal_announcement_times CHECK (((until_at IS NULL) OR (until_at > from_at))),
    CONSTRAINT portal_announcement_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.portal_announcement FORCE ROW LEVEL SECURITY;

ALTER TABLE public.portal_announcement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_announcement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.portal_concern (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    announcement_id bigint NOT NULL,
    person_id bigint NOT NULL
);

ALTER TABLE ONLY public.portal_concern FORCE ROW LEVEL SECURITY;

ALTER TABLE public.portal_concern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_concern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.portal_rating (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    closure integer NOT NULL,
    score smallint NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone,
    by_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT portal_rating_closure_check CHECK ((closure >= 0)),
    CONSTRAINT portal_rating_score CHECK (((score >= 1) AND (score <= 5))),
    CONSTRAINT portal_rating_score_check CHECK ((score >= 0))
);

ALTER TABLE ONLY public.portal_rating FORCE ROW LEVEL SECURITY;

ALTER TABLE public.portal_rating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_rating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.portfolio_service (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    owner_id bigint,
    team_id bigint,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    CONSTRAINT portfolio_service_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.portfolio_service FORCE ROW LEVEL SECURITY;

ALTER TABLE public.portfolio_service ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portfolio_service_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.presence_here (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    record_id bigint NOT NULL,
    page text NOT NULL,
    doing text NOT NULL,
    until timestamp with time zone NOT NULL,
    person_id bigint NOT NULL
);

ALTER TABLE ONLY public.presence_here FORCE ROW LEVEL SECURITY;

ALTER TABLE public.presence_here ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.presence_here_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.presence_unseen (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL
);

ALTER TABLE ONLY public.presence_unseen FORCE ROW LEVEL SECURITY;

ALTER TABLE public.presence_unseen ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.presence_unseen_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.process_processversion (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    code character varying(50) NOT NULL,
    number integer NOT NULL,
    body jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    decision text NOT NULL,
    published_by_id bigint,
    CONSTRAINT process_processversion_number_check CHECK ((number >= 0))
);

ALTER TABLE ONLY public.process_processversion FORCE ROW LEVEL SECURITY;

ALTER TABLE public.process_processversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.process_processversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_category (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    parent_id bigint,
    CONSTRAINT resolution_category_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.resolution_category FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_category ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_incident (
    workitem_ptr_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    channel text NOT NULL,
    impact smallint,
    urgency smallint,
    override_reason text NOT NULL,
    workaround text NOT NULL,
    resolution text NOT NULL,
    closure_code text NOT NULL,
    user_confirmed_at timestamp with time zone,
    closed_by_timeout boolean NOT NULL,
    reopen_count integer NOT NULL,
    reassignment_count integer NOT NULL,
    escalation_count integer NOT NULL,
    origin jsonb NOT NULL,
    classification_id bigint,
    matrix_id bigint,
    origin_number text NOT NULL,
    origin_system text NOT NULL,
    was text NOT NULL,
    CONSTRAINT resolution_impact CHECK (((impact IS NULL) OR ((impact >= 1) AND (impact <= 3)))),
    CONSTRAINT resolution_incident_escalation_count_check CHECK ((escalation_count >= 0)),
    CONSTRAINT resolution_incident_impact_check CHECK ((impact >= 0)),
    CONSTRAINT resolution_incident_reassignment_count_check CHECK ((reassignment_count >= 0)),
    CONSTRAINT resolution_incident_reopen_count_check CHECK ((reopen_count >= 0)),
    CONSTRAINT resolution_incident_urgency_check CHECK ((urgency >= 0)),
    CONSTRAINT resolution_urgency CHECK (((urgency IS NULL) OR ((urgency >= 1) AND (urgency <= 3))))
);

ALTER TABLE ONLY public.resolution_incident FORCE ROW LEVEL SECURITY;

CREATE TABLE public.resolution_majorcommunication (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    audience text NOT NULL,
    at timestamp with time zone NOT NULL,
    told text NOT NULL,
    means text NOT NULL,
    text text NOT NULL,
    next_due_at timestamp with time zone,
    by_id bigint,
    major_id bigint NOT NULL
);

ALTER TABLE ONLY public.resolution_majorcommunication FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorcommunication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_majorcommunication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_majorcriterion (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    current_id bigint,
    CONSTRAINT resolution_majorcriterion_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.resolution_majorcriterion FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorcriterion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_majorcriterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_majorcriterionversion (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    priority_at_most smallint,
    reports_at_least integer,
    service_id bigint,
    agreed_with text NOT NULL,
    agreed_on date,
    review_on date,
    created_at timestamp with time zone NOT NULL,
    criterion_id bigint NOT NULL,
    CONSTRAINT resolution_majorcriterionversion_number_check CHECK ((number >= 0)),
    CONSTRAINT resolution_majorcriterionversion_priority_at_most_check CHECK ((priority_at_most >= 0)),
    CONSTRAINT resolution_majorcriterionversion_reports_at_least_check CHECK ((reports_at_least >= 0))
);

ALTER TABLE ONLY public.resolution_majorcriterionversion FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorcriterionversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_majorcriterionversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_majorincident (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    reference text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    lead_named_at timestamp with time zone NOT NULL,
    management_informed_at timestamp with time zone,
    customers_informed_at timestamp with time zone,
    restored_at timestamp with time zone,
    closed_at timestamp with time zone,
    ending text NOT NULL,
    due_at timestamp with time zone,
    due_what text NOT NULL,
    warned_for timestamp with time zone,
    version integer NOT NULL,
    criterion_id bigint,
    declared_by_id bigint,
    incident_id bigint NOT NULL,
    lead_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    CONSTRAINT resolution_majorincident_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.resolution_majorincident FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorincident ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_majorincident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_majormilestone (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    step smallint,
    voided_at timestamp with time zone,
    by_id bigint,
    major_id bigint NOT NULL,
    CONSTRAINT resolution_majormilestone_step_check CHECK ((step >= 0))
);

ALTER TABLE ONLY public.resolution_majormilestone FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majormilestone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_majormilestone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_majorprocedure (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    steps jsonb NOT NULL,
    inform_within integer NOT NULL,
    update_every integer NOT NULL,
    review_within_days integer NOT NULL,
    approved_by text NOT NULL,
    review_on date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT resolution_majorprocedure_inform_within_check CHECK ((inform_within >= 0)),
    CONSTRAINT resolution_majorprocedure_number_check CHECK ((number >= 0)),
    CONSTRAINT resolution_majorprocedure_review_within_days_check CHECK ((review_within_days >= 0)),
    CONSTRAINT resolution_majorprocedure_update_every_check CHECK ((update_every >= 0))
);

ALTER TABLE ONLY public.resolution_majorprocedure FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorprocedure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_majorprocedure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_majorproposal (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    decided_at timestamp with time zone,
    reason text NOT NULL,
    criterion_id bigint NOT NULL,
    decided_by_id bigint,
    incident_id bigint NOT NULL
);

ALTER TABLE ONLY public.resolution_majorproposal FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_majorproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_majorreview (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    held_at timestamp with time zone NOT NULL,
    participants text NOT NULL,
    causes text NOT NULL,
    helped text NOT NULL,
    hindered text NOT NULL,
    improvements jsonb NOT NULL,
    version integer NOT NULL,
    major_id bigint NOT NULL,
    CONSTRAINT resolution_majorreview_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.resolution_majorreview FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorreview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_majorreview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.resolution_prioritymatrix (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    number integer NOT NULL,
    cells jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT resolution_prioritymatrix_number_check CHECK ((number >= 0))
);

ALTER TABLE ONLY public.resolution_prioritymatrix FORCE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_prioritymatrix ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolution_prioritymatrix_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.retention_retentionrule (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind character varying(50) NOT NULL,
    days integer NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT retention_retentionrule_days_check CHECK ((days >= 0)),
    CONSTRAINT retention_retentionrule_version_check CHECK ((version >= 0)),
    CONSTRAINT retention_rule_days CHECK ((days >= 1))
);

ALTER TABLE ONLY public.retention_retentionrule FORCE ROW LEVEL SECURITY;

ALTER TABLE public.retention_retentionrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.retention_retentionrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.search_entry (
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    item_id bigint NOT NULL,
    party_id bigint,
    words tsvector NOT NULL
);

CREATE TABLE public.webhooks_webhook (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED COLLATE pg_catalog."C",
    url text NOT NULL,
    kinds jsonb NOT NULL,
    secret bytea NOT NULL,
    old_secret bytea NOT NULL,
    old_secret_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    disabled_why text NOT NULL,
    version integer NOT NULL,
    added_by_id bigint,
    CONSTRAINT webhooks_webhook_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.webhooks_webhook FORCE ROW LEVEL SECURITY;

ALTER TABLE public.webhooks_webhook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhooks_webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.webhooks_webhookdelivery (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    message_id text NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    next_try_at timestamp with time zone,
    delivered_at timestamp with time zone,
    attempts integer NOT NULL,
    status integer,
    milliseconds integer,
    tries jsonb NOT NULL,
    webhook_id bigint NOT NULL,
    CONSTRAINT webhooks_webhookdelivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT webhooks_webhookdelivery_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT webhooks_webhookdelivery_status_check CHECK ((status >= 0))
);

ALTER TABLE ONLY public.webhooks_webhookdelivery FORCE ROW LEVEL SECURITY;

ALTER TABLE public.webhooks_webhookdelivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhooks_webhookdelivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_attachment (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    is_public boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    comment_id bigint,
    item_id bigint NOT NULL
);

ALTER TABLE ONLY public.work_attachment FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_clock (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    metric text NOT NULL,
    agreement_id bigint NOT NULL,
    agreement_version integer NOT NULL,
    target_minutes integer NOT NULL,
    warn_percent smallint NOT NULL,
    state text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    warn_at timestamp with time zone,
    stopped_at timestamp with time zone,
    elapsed_seconds bigint NOT NULL,
    warned_at timestamp with time zone,
    breached_at timestamp with time zone,
    calendar_id bigint NOT NULL,
    item_id bigint NOT NULL,
    CONSTRAINT work_clock_agreement_version_check CHECK ((agreement_version >= 0)),
    CONSTRAINT work_clock_target_minutes_check CHECK ((target_minutes >= 0)),
    CONSTRAINT work_clock_warn_percent_check CHECK ((warn_percent >= 0))
);

ALTER TABLE ONLY public.work_clock FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_clock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_clock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_comment (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    text text NOT NULL,
    is_public boolean NOT NULL,
    author_id bigint,
    item_id bigint NOT NULL
);

ALTER TABLE ONLY public.work_comment FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_escalation (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    told jsonb NOT NULL,
    acknowledged_at timestamp with time zone,
    answer text NOT NULL,
    acknowledged_by_id bigint,
    by_id bigint,
    item_id bigint NOT NULL,
    person_id bigint,
    team_id bigint,
    CONSTRAINT work_escalation_to_person CHECK (((NOT (kind = 'hierarchic'::text)) OR (person_id IS NOT NULL))),
    CONSTRAINT work_escalation_to_team CHECK (((NOT (kind = 'functional'::text)) OR (team_id IS NOT NULL)))
);

ALTER TABLE ONLY public.work_escalation FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_escalation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_escalation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_item (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    kind character varying(50) NOT NULL,
    number bigint NOT NULL,
    reference text NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    state text NOT NULL,
    category text NOT NULL,
    priority smallint,
    service_id bigint,
    opened_at timestamp with time zone NOT NULL,
    responded_at timestamp with time zone,
    resolved_at timestamp with time zone,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    is_breached boolean NOT NULL,
    is_live boolean GENERATED ALWAYS AS ((category = ANY (ARRAY['open'::text, 'paused'::text]))) STORED,
    version integer NOT NULL,
    assignee_id bigint,
    party_id bigint,
    process_id bigint NOT NULL,
    reporter_id bigint,
    team_id bigint,
    CONSTRAINT work_item_category CHECK ((category = ANY (ARRAY['open'::text, 'paused'::text, 'resolved'::text, 'closed'::text]))),
    CONSTRAINT work_item_priority CHECK (((priority IS NULL) OR ((priority >= 1) AND (priority <= 5)))),
    CONSTRAINT work_item_priority_check CHECK ((priority >= 0)),
    CONSTRAINT work_item_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.work_item FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_link (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    from_type text NOT NULL,
    from_id bigint NOT NULL,
    relation text NOT NULL,
    to_type text NOT NULL,
    to_id bigint NOT NULL,
    ended_at timestamp with time zone
);

ALTER TABLE ONLY public.work_link FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_merge (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    state_before text NOT NULL,
    carried jsonb NOT NULL,
    undone_at timestamp with time zone,
    into_id bigint NOT NULL,
    item_id bigint NOT NULL,
    CONSTRAINT work_merged_into_other CHECK ((NOT (item_id = into_id)))
);

ALTER TABLE ONLY public.work_merge FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_savedview (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    page character varying(50) NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    is_shared boolean NOT NULL,
    person_id bigint
);

ALTER TABLE ONLY public.work_savedview FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_task (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    "position" integer NOT NULL,
    title text NOT NULL,
    due_at timestamp with time zone,
    after_previous boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    dropped_at timestamp with time zone,
    version integer NOT NULL,
    done_by_id bigint,
    item_id bigint NOT NULL,
    owner_id bigint,
    team_id bigint,
    CONSTRAINT work_task_position_check CHECK (("position" >= 0)),
    CONSTRAINT work_task_settled_once CHECK (((done_at IS NULL) OR (dropped_at IS NULL))),
    CONSTRAINT work_task_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.work_task FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_tasklist (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    name text NOT NULL,
    kind character varying(50) NOT NULL,
    category_id bigint,
    steps jsonb NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT work_tasklist_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.work_tasklist FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_tasklist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_tasklist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_timeentry (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    spent_on date NOT NULL,
    minutes integer NOT NULL,
    note text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    voided_at timestamp with time zone,
    version integer NOT NULL,
    item_id bigint NOT NULL,
    person_id bigint NOT NULL,
    task_id bigint,
    CONSTRAINT work_time_at_most_a_day CHECK (((minutes >= 1) AND (minutes <= 1440))),
    CONSTRAINT work_timeentry_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT work_timeentry_version_check CHECK ((version >= 0))
);

ALTER TABLE ONLY public.work_timeentry FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_timeentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_timeentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_transition (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    to_category text NOT NULL,
    reason text NOT NULL,
    by_id bigint,
    item_id bigint NOT NULL
);

ALTER TABLE ONLY public.work_transition FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_transition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_transition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_viewplace (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    "position" integer NOT NULL,
    is_usual boolean NOT NULL,
    person_id bigint NOT NULL,
    view_id bigint NOT NULL,
    CONSTRAINT work_viewplace_position_check CHECK (("position" >= 0))
);

ALTER TABLE ONLY public.work_viewplace FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_viewplace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_viewplace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_viewteam (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    team_id bigint NOT NULL,
    view_id bigint NOT NULL
);

ALTER TABLE ONLY public.work_viewteam FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_viewteam ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_viewteam_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_watcher (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL,
    item_id bigint NOT NULL
);

ALTER TABLE ONLY public.work_watcher FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work_watcher ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_watcher_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_name UNIQUE (organization_id, name_key);

ALTER TABLE ONLY public.agreements_serviceleveltarget
    ADD CONSTRAINT agreements_serviceleveltarget_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_serviceleveltarget
    ADD CONSTRAINT agreements_serviceleveltarget_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.agreements_serviceleveltarget
    ADD CONSTRAINT agreements_target_once UNIQUE (organization_id, agreement_id, metric, priority);

ALTER TABLE ONLY public.api_idempotentanswer
    ADD CONSTRAINT api_idempotent_key UNIQUE (organization_id, person_id, key);

ALTER TABLE ONLY public.api_idempotentanswer
    ADD CONSTRAINT api_idempotentanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.api_idempotentanswer
    ADD CONSTRAINT api_idempotentanswer_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.calendar_calendarversion
    ADD CONSTRAINT calendar_calendarversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.calendar_calendarversion
    ADD CONSTRAINT calendar_calendarversion_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.calendar_feedstate
    ADD CONSTRAINT calendar_feedstate_calendar_id_key UNIQUE (calendar_id);

ALTER TABLE ONLY public.calendar_feedstate
    ADD CONSTRAINT calendar_feedstate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.calendar_feedstate
    ADD CONSTRAINT calendar_feedstate_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.calendar_servicecalendar
    ADD CONSTRAINT calendar_name UNIQUE (organization_id, name);

ALTER TABLE ONLY public.calendar_servicecalendar
    ADD CONSTRAINT calendar_servicecalendar_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.calendar_servicecalendar
    ADD CONSTRAINT calendar_servicecalendar_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.calendar_calendarversion
    ADD CONSTRAINT calendar_version_number UNIQUE (organization_id, calendar_id, number);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_once UNIQUE (organization_id, person_id, form);

ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.entrances_receivedanswer
    ADD CONSTRAINT entrances_answer_once UNIQUE (provider_id, assertion);

ALTER TABLE ONLY public.entrances_counter
    ADD CONSTRAINT entrances_counter_pkey PRIMARY KEY (cache_key);

ALTER TABLE ONLY public.entrances_receivedanswer
    ADD CONSTRAINT entrances_receivedanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.entrances_receivedanswer
    ADD CONSTRAINT entrances_receivedanswer_token_key UNIQUE (token);

ALTER TABLE ONLY public.entrances_session
    ADD CONSTRAINT entrances_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.entrances_signin
    ADD CONSTRAINT entrances_signin_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.entrances_welcomelink
    ADD CONSTRAINT entrances_welcomelink_hash_key UNIQUE (hash);

ALTER TABLE ONLY public.entrances_welcomelink
    ADD CONSTRAINT entrances_welcomelink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_result
    ADD CONSTRAINT evidence_result_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_result
    ADD CONSTRAINT evidence_result_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.federation_directorygroup
    ADD CONSTRAINT federation_directorygroup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.federation_directorygroup
    ADD CONSTRAINT federation_directorygroup_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.federation_directorygroup
    ADD CONSTRAINT federation_group_name UNIQUE NULLS NOT DISTINCT (organization_id, provider_id, name_key);

ALTER TABLE ONLY public.federation_groupmapping
    ADD CONSTRAINT federation_groupmapping_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.federation_groupmapping
    ADD CONSTRAINT federation_groupmapping_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.federation_groupmember
    ADD CONSTRAINT federation_groupmember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.federation_groupmember
    ADD CONSTRAINT federation_groupmember_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.federation_linkedidentity
    ADD CONSTRAINT federation_identity_subject UNIQUE (organization_id, provider_id, subject);

ALTER TABLE ONLY public.federation_identityprovider
    ADD CONSTRAINT federation_identityprovider_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.federation_identityprovider
    ADD CONSTRAINT federation_identityprovider_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.federation_linkedidentity
    ADD CONSTRAINT federation_linkedidentity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.federation_linkedidentity
    ADD CONSTRAINT federation_linkedidentity_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.federation_mappedrole
    ADD CONSTRAINT federation_mapped_once UNIQUE (organization_id, assignment_id);

ALTER TABLE ONLY public.federation_mappedrole
    ADD CONSTRAINT federation_mappedrole_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.federation_mappedrole
    ADD CONSTRAINT federation_mappedrole_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.federation_groupmember
    ADD CONSTRAINT federation_member_once UNIQUE (organization_id, group_id, person_id);

ALTER TABLE ONLY public.federation_identityprovider
    ADD CONSTRAINT federation_provider_name UNIQUE (organization_id, name_key);

ALTER TABLE ONLY public.federation_provisionedperson
    ADD CONSTRAINT federation_provisionedperson_person_id_key UNIQUE (person_id);

ALTER TABLE ONLY public.federation_provisionedperson
    ADD CONSTRAINT federation_provisionedperson_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.federation_provisionedperson
    ADD CONSTRAINT federation_provisionedperson_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.figures_annotation
    ADD CONSTRAINT figures_annotation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.figures_annotation
    ADD CONSTRAINT figures_annotation_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.figures_dashboard
    ADD CONSTRAINT figures_dashboard_once UNIQUE NULLS NOT DISTINCT (organization_id, page, person_id, team_id);

ALTER TABLE ONLY public.figures_dashboard
    ADD CONSTRAINT figures_dashboard_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.figures_dashboard
    ADD CONSTRAINT figures_dashboard_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.figures_staleday
    ADD CONSTRAINT figures_stale_once UNIQUE (organization_id, kind, day);

ALTER TABLE ONLY public.figures_staleday
    ADD CONSTRAINT figures_staleday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.figures_staleday
    ADD CONSTRAINT figures_staleday_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.figures_tally
    ADD CONSTRAINT figures_tally_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.figures_tally
    ADD CONSTRAINT figures_tally_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_email_key UNIQUE (email);

ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_grant
    ADD CONSTRAINT identity_grant_once UNIQUE (organization_id, role_id, verb);

ALTER TABLE ONLY public.identity_grant
    ADD CONSTRAINT identity_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_grant
    ADD CONSTRAINT identity_grant_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_legalhold
    ADD CONSTRAINT identity_legalhold_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_legalhold
    ADD CONSTRAINT identity_legalhold_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_organization
    ADD CONSTRAINT identity_organization_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_organization
    ADD CONSTRAINT identity_organization_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.identity_organization
    ADD CONSTRAINT identity_organization_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_organization
    ADD CONSTRAINT identity_organization_uuid_key UNIQUE (uuid);

ALTER TABLE ONLY public.identity_party
    ADD CONSTRAINT identity_party_name UNIQUE (organization_id, name_key);

ALTER TABLE ONLY public.identity_party
    ADD CONSTRAINT identity_party_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_party
    ADD CONSTRAINT identity_party_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_person
    ADD CONSTRAINT identity_person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_person
    ADD CONSTRAINT identity_person_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_role
    ADD CONSTRAINT identity_role_code UNIQUE (organization_id, code);

ALTER TABLE ONLY public.identity_role
    ADD CONSTRAINT identity_role_name UNIQUE (organization_id, name_key);

ALTER TABLE ONLY public.identity_role
    ADD CONSTRAINT identity_role_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_role
    ADD CONSTRAINT identity_role_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_roleassignment
    ADD CONSTRAINT identity_roleassignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_roleassignment
    ADD CONSTRAINT identity_roleassignment_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_supportaccess
    ADD CONSTRAINT identity_supportaccess_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_supportaccess
    ADD CONSTRAINT identity_supportaccess_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_teammembership
    ADD CONSTRAINT identity_team_member UNIQUE (organization_id, team_id, person_id);

ALTER TABLE ONLY public.identity_team
    ADD CONSTRAINT identity_team_name UNIQUE (organization_id, name_key);

ALTER TABLE ONLY public.identity_team
    ADD CONSTRAINT identity_team_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_team
    ADD CONSTRAINT identity_team_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_teammembership
    ADD CONSTRAINT identity_teammembership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_teammembership
    ADD CONSTRAINT identity_teammembership_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.identity_token
    ADD CONSTRAINT identity_token_hash_key UNIQUE (hash);

ALTER TABLE ONLY public.identity_token
    ADD CONSTRAINT identity_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_token
    ADD CONSTRAINT identity_token_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.jobs_run
    ADD CONSTRAINT jobs_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.jobs_run
    ADD CONSTRAINT jobs_run_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.ledger_change
    ADD CONSTRAINT ledger_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_checkpoint
    ADD CONSTRAINT ledger_checkpoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_clock_step
    ADD CONSTRAINT ledger_clock_step_pkey PRIMARY KEY (organization_id, index);

ALTER TABLE ONLY public.ledger_cursor
    ADD CONSTRAINT ledger_cursor_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.ledger_event
    ADD CONSTRAINT ledger_event_id_xid_key UNIQUE (id, xid);

ALTER TABLE ONLY public.ledger_event
    ADD CONSTRAINT ledger_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_follower
    ADD CONSTRAINT ledger_follower_name UNIQUE (organization_id, name);

ALTER TABLE ONLY public.ledger_follower
    ADD CONSTRAINT ledger_follower_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_follower
    ADD CONSTRAINT ledger_follower_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_pkey PRIMARY KEY (organization_id, index);

ALTER TABLE ONLY public.ledger_node
    ADD CONSTRAINT ledger_node_pkey PRIMARY KEY (organization_id, level, index);

ALTER TABLE ONLY public.ledger_tree
    ADD CONSTRAINT ledger_tree_pkey PRIMARY KEY (organization_id);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notifications_notificationarrangement
    ADD CONSTRAINT notifications_arranged_once UNIQUE (organization_id, kind);

ALTER TABLE ONLY public.notifications_notificationchoice
    ADD CONSTRAINT notifications_choice_once UNIQUE (organization_id, person_id);

ALTER TABLE ONLY public.notifications_notification
    ADD CONSTRAINT notifications_notification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notifications_notification
    ADD CONSTRAINT notifications_notification_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.notifications_notificationarrangement
    ADD CONSTRAINT notifications_notificationarrangement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notifications_notificationarrangement
    ADD CONSTRAINT notifications_notificationarrangement_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.notifications_notificationchoice
    ADD CONSTRAINT notifications_notificationchoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notifications_notificationchoice
    ADD CONSTRAINT notifications_notificationchoice_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.notifications_notificationwording
    ADD CONSTRAINT notifications_notificationwording_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notifications_notificationwording
    ADD CONSTRAINT notifications_notificationwording_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.notifications_notification
    ADD CONSTRAINT notifications_once UNIQUE (organization_id, person_id, event_id);

ALTER TABLE ONLY public.notifications_notificationwording
    ADD CONSTRAINT notifications_worded_once UNIQUE (organization_id, kind, channel, audience, language);

ALTER TABLE ONLY public.portal_announcement
    ADD CONSTRAINT portal_announcement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.portal_announcement
    ADD CONSTRAINT portal_announcement_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.portal_concern
    ADD CONSTRAINT portal_concern_once UNIQUE (organization_id, announcement_id, person_id);

ALTER TABLE ONLY public.portal_concern
    ADD CONSTRAINT portal_concern_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.portal_concern
    ADD CONSTRAINT portal_concern_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.portal_rating
    ADD CONSTRAINT portal_rating_once UNIQUE (organization_id, incident_id, closure);

ALTER TABLE ONLY public.portal_rating
    ADD CONSTRAINT portal_rating_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.portal_rating
    ADD CONSTRAINT portal_rating_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.portfolio_service
    ADD CONSTRAINT portfolio_service_name UNIQUE (organization_id, name_key);

ALTER TABLE ONLY public.portfolio_service
    ADD CONSTRAINT portfolio_service_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.portfolio_service
    ADD CONSTRAINT portfolio_service_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.presence_here
    ADD CONSTRAINT presence_here_once UNIQUE (organization_id, kind, record_id, person_id, page);

ALTER TABLE ONLY public.presence_here
    ADD CONSTRAINT presence_here_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.presence_here
    ADD CONSTRAINT presence_here_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.presence_unseen
    ADD CONSTRAINT presence_unseen_once UNIQUE (organization_id, person_id);

ALTER TABLE ONLY public.presence_unseen
    ADD CONSTRAINT presence_unseen_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.presence_unseen
    ADD CONSTRAINT presence_unseen_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.process_processversion
    ADD CONSTRAINT process_processversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.process_processversion
    ADD CONSTRAINT process_processversion_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.process_processversion
    ADD CONSTRAINT process_version_number UNIQUE (organization_id, code, number);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_category
    ADD CONSTRAINT resolution_category_name UNIQUE NULLS NOT DISTINCT (organization_id, parent_id, name);

ALTER TABLE ONLY public.resolution_category
    ADD CONSTRAINT resolution_category_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_category
    ADD CONSTRAINT resolution_category_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_incident
    ADD CONSTRAINT resolution_incident_pkey PRIMARY KEY (workitem_ptr_id);

ALTER TABLE ONLY public.resolution_incident
    ADD CONSTRAINT resolution_incident_tenant_key UNIQUE (organization_id, workitem_ptr_id);

ALTER TABLE ONLY public.resolution_majorcommunication
    ADD CONSTRAINT resolution_majorcommunication_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_majorcommunication
    ADD CONSTRAINT resolution_majorcommunication_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_majorcriterion
    ADD CONSTRAINT resolution_majorcriterion_name UNIQUE (organization_id, name);

ALTER TABLE ONLY public.resolution_majorcriterionversion
    ADD CONSTRAINT resolution_majorcriterion_number UNIQUE (organization_id, criterion_id, number);

ALTER TABLE ONLY public.resolution_majorcriterion
    ADD CONSTRAINT resolution_majorcriterion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_majorcriterion
    ADD CONSTRAINT resolution_majorcriterion_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_majorcriterionversion
    ADD CONSTRAINT resolution_majorcriterionversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_majorcriterionversion
    ADD CONSTRAINT resolution_majorcriterionversion_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_majorincident
    ADD CONSTRAINT resolution_majorincident_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_majorincident
    ADD CONSTRAINT resolution_majorincident_reference UNIQUE (organization_id, reference);

ALTER TABLE ONLY public.resolution_majorincident
    ADD CONSTRAINT resolution_majorincident_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_majormilestone
    ADD CONSTRAINT resolution_majormilestone_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_majormilestone
    ADD CONSTRAINT resolution_majormilestone_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_majorprocedure
    ADD CONSTRAINT resolution_majorprocedure_number UNIQUE (organization_id, number);

ALTER TABLE ONLY public.resolution_majorprocedure
    ADD CONSTRAINT resolution_majorprocedure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_majorprocedure
    ADD CONSTRAINT resolution_majorprocedure_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_majorproposal
    ADD CONSTRAINT resolution_majorproposal_once UNIQUE (organization_id, incident_id, criterion_id);

ALTER TABLE ONLY public.resolution_majorproposal
    ADD CONSTRAINT resolution_majorproposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_majorproposal
    ADD CONSTRAINT resolution_majorproposal_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_majorreview
    ADD CONSTRAINT resolution_majorreview_once UNIQUE (organization_id, major_id);

ALTER TABLE ONLY public.resolution_majorreview
    ADD CONSTRAINT resolution_majorreview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_majorreview
    ADD CONSTRAINT resolution_majorreview_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.resolution_prioritymatrix
    ADD CONSTRAINT resolution_matrix_number UNIQUE (organization_id, number);

ALTER TABLE ONLY public.resolution_prioritymatrix
    ADD CONSTRAINT resolution_prioritymatrix_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resolution_prioritymatrix
    ADD CONSTRAINT resolution_prioritymatrix_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.retention_retentionrule
    ADD CONSTRAINT retention_retentionrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.retention_retentionrule
    ADD CONSTRAINT retention_retentionrule_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.search_entry
    ADD CONSTRAINT search_entry_pkey PRIMARY KEY (organization_id, kind, item_id);

ALTER TABLE ONLY public.webhooks_webhookdelivery
    ADD CONSTRAINT webhooks_delivery_once UNIQUE (organization_id, webhook_id, message_id);

ALTER TABLE ONLY public.webhooks_webhook
    ADD CONSTRAINT webhooks_webhook_name UNIQUE (organization_id, name_key);

ALTER TABLE ONLY public.webhooks_webhook
    ADD CONSTRAINT webhooks_webhook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhooks_webhook
    ADD CONSTRAINT webhooks_webhook_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.webhooks_webhookdelivery
    ADD CONSTRAINT webhooks_webhookdelivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhooks_webhookdelivery
    ADD CONSTRAINT webhooks_webhookdelivery_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_attachment
    ADD CONSTRAINT work_attachment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_attachment
    ADD CONSTRAINT work_attachment_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_clock
    ADD CONSTRAINT work_clock_once UNIQUE (organization_id, item_id, metric);

ALTER TABLE ONLY public.work_clock
    ADD CONSTRAINT work_clock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_clock
    ADD CONSTRAINT work_clock_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_comment
    ADD CONSTRAINT work_comment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_comment
    ADD CONSTRAINT work_comment_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_escalation
    ADD CONSTRAINT work_escalation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_escalation
    ADD CONSTRAINT work_escalation_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_item
    ADD CONSTRAINT work_item_number UNIQUE (organization_id, kind, number);

ALTER TABLE ONLY public.work_item
    ADD CONSTRAINT work_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_item
    ADD CONSTRAINT work_item_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_link
    ADD CONSTRAINT work_link_once UNIQUE (organization_id, from_type, from_id, relation, to_type, to_id);

ALTER TABLE ONLY public.work_link
    ADD CONSTRAINT work_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_link
    ADD CONSTRAINT work_link_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_merge
    ADD CONSTRAINT work_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_merge
    ADD CONSTRAINT work_merge_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_savedview
    ADD CONSTRAINT work_savedview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_savedview
    ADD CONSTRAINT work_savedview_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_tasklist
    ADD CONSTRAINT work_task_list_name UNIQUE (organization_id, kind, name);

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_tasklist
    ADD CONSTRAINT work_tasklist_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_tasklist
    ADD CONSTRAINT work_tasklist_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_timeentry
    ADD CONSTRAINT work_timeentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_timeentry
    ADD CONSTRAINT work_timeentry_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_transition
    ADD CONSTRAINT work_transition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_transition
    ADD CONSTRAINT work_transition_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_savedview
    ADD CONSTRAINT work_view_name UNIQUE NULLS NOT DISTINCT (organization_id, page, person_id, name);

ALTER TABLE ONLY public.work_viewplace
    ADD CONSTRAINT work_view_place_once UNIQUE (organization_id, person_id, view_id);

ALTER TABLE ONLY public.work_viewteam
    ADD CONSTRAINT work_view_team_once UNIQUE (organization_id, view_id, team_id);

ALTER TABLE ONLY public.work_viewplace
    ADD CONSTRAINT work_viewplace_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_viewplace
    ADD CONSTRAINT work_viewplace_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_viewteam
    ADD CONSTRAINT work_viewteam_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_viewteam
    ADD CONSTRAINT work_viewteam_tenant_key UNIQUE (organization_id, id);

ALTER TABLE ONLY public.work_watcher
    ADD CONSTRAINT work_watcher_once UNIQUE (organization_id, item_id, person_id);

ALTER TABLE ONLY public.work_watcher
    ADD CONSTRAINT work_watcher_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_watcher
    ADD CONSTRAINT work_watcher_tenant_key UNIQUE (organization_id, id);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX agreements_lookup ON public.agreements_agreement USING btree (organization_id, party_id, service_id);

CREATE INDEX api_idempotent_age ON public.api_idempotentanswer USING btree (created_at);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX drafts_draft_age ON public.drafts_draft USING btree (organization_id, saved_at);

CREATE INDEX entrances_counter_cache_key_785cae1c_like ON public.entrances_counter USING btree (cache_key varchar_pattern_ops);

CREATE INDEX entrances_counter_expires_887a1704 ON public.entrances_counter USING btree (expires);

CREATE INDEX entrances_receivedanswer_arrived_at_8120c026 ON public.entrances_receivedanswer USING btree (arrived_at);

CREATE INDEX entrances_session_account_id_0a2d1ca7 ON public.entrances_session USING btree (account_id);

CREATE INDEX entrances_session_expire_date_67bcd344 ON public.entrances_session USING btree (expire_date);

CREATE INDEX entrances_session_session_key_61a718c1_like ON public.entrances_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX entrances_signin_by_time ON public.entrances_signin USING btree (at);

CREATE INDEX entrances_signin_of_account ON public.entrances_signin USING btree (account_id, at DESC);

CREATE INDEX evidence_result_newest ON public.evidence_result USING btree (organization_id, requirement, id DESC);

CREATE INDEX federation_identity_person ON public.federation_linkedidentity USING btree (organization_id, person_id);

CREATE INDEX federation_mapped_person ON public.federation_mappedrole USING btree (organization_id, person_id);

CREATE UNIQUE INDEX federation_mapping_once ON public.federation_groupmapping USING btree (organization_id, provider_id, group_key, role_id) NULLS NOT DISTINCT WHERE (retired_at IS NULL);

CREATE INDEX federation_member_person ON public.federation_groupmember USING btree (organization_id, person_id);

CREATE INDEX federation_person_external ON public.federation_provisionedperson USING btree (organization_id, external_id);

CREATE UNIQUE INDEX federation_user_name ON public.federation_provisionedperson USING btree (organization_id, user_name_key) WHERE (gone_at IS NULL);

CREATE INDEX figures_annotation_on ON public.figures_annotation USING btree (organization_id, page, "on");

CREATE INDEX figures_tally_day ON public.figures_tally USING btree (organization_id, kind, day);

CREATE UNIQUE INDEX figures_tally_once ON public.figures_tally USING btree (organization_id, kind, grain, measure, of, day) INCLUDE (count);

CREATE INDEX identity_account_email_768cf075_like ON public.identity_account USING btree (email varchar_pattern_ops);

CREATE UNIQUE INDEX identity_account_email_lower ON public.identity_account USING btree (lower((email)::text));

CREATE INDEX identity_assignment_person ON public.identity_roleassignment USING btree (organization_id, person_id);

CREATE INDEX identity_assignment_role ON public.identity_roleassignment USING btree (organization_id, role_id);

CREATE UNIQUE INDEX identity_hold_once ON public.identity_legalhold USING btree (organization_id, person_id) WHERE (lifted_at IS NULL);

CREATE INDEX identity_organization_slug_044305a8_like ON public.identity_organization USING btree (slug varchar_pattern_ops);

CREATE UNIQUE INDEX identity_person_account ON public.identity_person USING btree (organization_id, account_id) WHERE (account_id IS NOT NULL);

CREATE INDEX identity_person_by_email ON public.identity_person USING btree (organization_id, email_key, id);

CREATE INDEX identity_person_by_name ON public.identity_person USING btree (organization_id, name_key, id);

CREATE INDEX identity_person_by_party ON public.identity_person USING btree (organization_id, party_id, name_key, id);

CREATE UNIQUE INDEX identity_person_email ON public.identity_person USING btree (organization_id, email_key) WHERE (NOT (email_key = ''::text));

CREATE INDEX identity_person_of_account ON public.identity_person USING btree (account_id) WHERE (account_id IS NOT NULL);

CREATE INDEX identity_role_code_1eaaee01 ON public.identity_role USING btree (code);

CREATE INDEX identity_role_code_1eaaee01_like ON public.identity_role USING btree (code varchar_pattern_ops);

CREATE INDEX identity_support_of_person ON public.identity_supportaccess USING btree (organization_id, person_id);

CREATE INDEX identity_team_of_person ON public.identity_teammembership USING btree (organization_id, person_id);

CREATE INDEX identity_token_of_person ON public.identity_token USING btree (organization_id, person_id);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX jobs_run_kind ON public.jobs_run USING btree (organization_id, kind, id);

CREATE INDEX ledger_change_event ON public.ledger_change USING btree (event_id, id);

CREATE INDEX ledger_change_row ON public.ledger_change USING btree (organization_id, table_name, row_id, id);

CREATE INDEX ledger_checkpoint_latest ON public.ledger_checkpoint USING btree (organization_id, size DESC, id DESC);

CREATE INDEX ledger_event_actor ON public.ledger_event USING btree (organization_id, actor_id, id) WHERE (actor_id IS NOT NULL);

CREATE INDEX ledger_event_recorded ON public.ledger_event USING btree (organization_id, id);

CREATE INDEX ledger_event_settled ON public.ledger_event USING btree (epoch, xid, id);

CREATE INDEX ledger_event_subject ON public.ledger_event USING btree (organization_id, subject_type, subject_id, id);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX notifications_newest ON public.notifications_notification USING btree (organization_id, person_id, id DESC);

CREATE INDEX notifications_together ON public.notifications_notification USING btree (organization_id, person_id, mail_at) WHERE ((mail_at IS NOT NULL) AND (mailed_at IS NULL));

CREATE INDEX notifications_unread ON public.notifications_notification USING btree (organization_id, person_id) WHERE (read_at IS NULL);

CREATE INDEX portal_announcement_newest ON public.portal_announcement USING btree (organization_id, from_at DESC, id DESC);

CREATE INDEX portal_announcement_open ON public.portal_announcement USING btree (organization_id, from_at) WHERE ((ended_at IS NULL) AND (withdrawn_at IS NULL));

CREATE INDEX portal_rating_at ON public.portal_rating USING btree (organization_id, at);

CREATE INDEX process_processversion_code_f60aeb78 ON public.process_processversion USING btree (code);

CREATE INDEX process_processversion_code_f60aeb78_like ON public.process_processversion USING btree (code varchar_pattern_ops);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE UNIQUE INDEX resolution_incident_origin ON public.resolution_incident USING btree (organization_id, origin_number, origin_system) WHERE (NOT (origin_number = ''::text));

CREATE INDEX resolution_majorincident_of ON public.resolution_majorincident USING btree (organization_id, incident_id);

CREATE UNIQUE INDEX resolution_majorincident_once ON public.resolution_majorincident USING btree (organization_id, incident_id) WHERE (state = ANY (ARRAY['running'::text, 'restored'::text]));

CREATE INDEX resolution_majorincident_open ON public.resolution_majorincident USING btree (organization_id, id) WHERE (state = ANY (ARRAY['running'::text, 'restored'::text]));

CREATE UNIQUE INDEX resolution_majormilestone_step ON public.resolution_majormilestone USING btree (organization_id, major_id, step) WHERE ((step IS NOT NULL) AND (voided_at IS NULL));

CREATE INDEX resolution_majortold ON public.resolution_majorcommunication USING btree (organization_id, major_id, at);

CREATE INDEX retention_retentionrule_kind_6251bf5e ON public.retention_retentionrule USING btree (kind);

CREATE INDEX retention_retentionrule_kind_6251bf5e_like ON public.retention_retentionrule USING btree (kind varchar_pattern_ops);

CREATE UNIQUE INDEX retention_rule_once ON public.retention_retentionrule USING btree (organization_id, kind) WHERE (ended_at IS NULL);

CREATE INDEX search_entry_party ON public.search_entry USING btree (organization_id, party_id, kind, item_id);

CREATE INDEX search_entry_words ON public.search_entry USING gin (words) WITH (fastupdate=off);

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX webhooks_delivery_age ON public.webhooks_webhookdelivery USING btree (organization_id, created_at);

CREATE INDEX webhooks_delivery_due ON public.webhooks_webhookdelivery USING btree (organization_id, next_try_at) WHERE (state = 'waiting'::text);

CREATE INDEX webhooks_delivery_newest ON public.webhooks_webhookdelivery USING btree (organization_id, webhook_id, id DESC);

CREATE INDEX work_attachment_by ON public.work_attachment USING btree (organization_id, by_id);

CREATE INDEX work_attachment_item ON public.work_attachment USING btree (organization_id, item_id, id);

CREATE INDEX work_clock_to_breach ON public.work_clock USING btree (due_at) WHERE ((breached_at IS NULL) AND (state = 'running'::text));

CREATE INDEX work_clock_to_warn ON public.work_clock USING btree (warn_at) WHERE ((state = 'running'::text) AND (warned_at IS NULL));

CREATE INDEX work_comment_author ON public.work_comment USING btree (organization_id, author_id);

CREATE INDEX work_comment_item ON public.work_comment USING btree (organization_id, item_id, at, id);

CREATE INDEX work_escalation_item ON public.work_escalation USING btree (organization_id, item_id, id);

CREATE INDEX work_item_kind_4660e693 ON public.work_item USING btree (kind);

CREATE INDEX work_item_kind_4660e693_like ON public.work_item USING btree (kind varchar_pattern_ops);

CREATE INDEX work_item_live_due ON public.work_item USING btree (organization_id, kind, due_at, id) WHERE is_live;

CREATE INDEX work_item_live_mine ON public.work_item USING btree (organization_id, assignee_id, due_at, id) WHERE is_live;

CREATE INDEX work_item_live_priority ON public.work_item USING btree (organization_id, kind, priority, id) WHERE is_live;

CREATE INDEX work_item_live_team ON public.work_item USING btree (organization_id, team_id, id) WHERE is_live;

CREATE INDEX work_item_opened ON public.work_item USING btree (organization_id, kind, opened_at);

CREATE INDEX work_item_party ON public.work_item USING btree (organization_id, party_id, id);

CREATE INDEX work_item_reporter ON public.work_item USING btree (organization_id, reporter_id, id);

CREATE INDEX work_item_resolved ON public.work_item USING btree (organization_id, kind, resolved_at) WHERE (resolved_at IS NOT NULL);

CREATE INDEX work_item_service ON public.work_item USING btree (organization_id, service_id, id);

CREATE INDEX work_item_updated ON public.work_item USING btree (organization_id, kind, updated_at, id);

CREATE INDEX work_link_back ON public.work_link USING btree (organization_id, to_type, to_id);

CREATE UNIQUE INDEX work_link_one_above ON public.work_link USING btree (organization_id, from_type, from_id, relation) WHERE ((ended_at IS NULL) AND (relation = ANY (ARRAY['part_of'::text, 'merged_into'::text])));

CREATE INDEX work_merge_into ON public.work_merge USING btree (organization_id, into_id);

CREATE UNIQUE INDEX work_merged_once ON public.work_merge USING btree (organization_id, item_id) WHERE (undone_at IS NULL);

CREATE INDEX work_savedview_page_6cc8af1a ON public.work_savedview USING btree (page);

CREATE INDEX work_savedview_page_6cc8af1a_like ON public.work_savedview USING btree (page varchar_pattern_ops);

CREATE INDEX work_task_item ON public.work_task USING btree (organization_id, item_id, "position", id);

CREATE INDEX work_task_mine ON public.work_task USING btree (organization_id, owner_id, due_at, id) WHERE ((done_at IS NULL) AND (dropped_at IS NULL));

CREATE INDEX work_tasklist_kind_90d6289c ON public.work_tasklist USING btree (kind);

CREATE INDEX work_tasklist_kind_90d6289c_like ON public.work_tasklist USING btree (kind varchar_pattern_ops);

CREATE INDEX work_time_item ON public.work_timeentry USING btree (organization_id, item_id, spent_on, id);

CREATE INDEX work_time_person ON public.work_timeentry USING btree (organization_id, person_id, spent_on);

CREATE INDEX work_transition_item ON public.work_transition USING btree (organization_id, item_id, at, id);

CREATE INDEX work_watcher_person ON public.work_watcher USING btree (organization_id, person_id, item_id);

CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON public.ledger_change FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_clock_step FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_append_only();

CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON public.ledger_event FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_append_only();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_node FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_append_only();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.agreements_agreement FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete AFTER DELETE ON public.agreements_serviceleveltarget REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete BEFORE DELETE ON public.calendar_calendarversion FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.calendar_servicecalendar FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.evidence_result FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete AFTER DELETE ON public.federation_directorygroup REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id', 'name_key');

CREATE TRIGGER capture_delete BEFORE DELETE ON public.federation_groupmapping FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete AFTER DELETE ON public.federation_groupmember REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete BEFORE DELETE ON public.federation_identityprovider FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.federation_linkedidentity FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.federation_mappedrole FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.federation_provisionedperson FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.figures_annotation FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete AFTER DELETE ON public.figures_dashboard REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete AFTER DELETE ON public.identity_grant REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_legalhold FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_organization FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_party FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_person FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_role FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_roleassignment FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_supportaccess FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_team FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete AFTER DELETE ON public.identity_teammembership REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete BEFORE DELETE ON public.identity_token FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.notifications_notificationarrangement FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.notifications_notificationwording FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.portal_announcement FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete AFTER DELETE ON public.portal_concern REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete BEFORE DELETE ON public.portal_rating FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.portfolio_service FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.process_processversion FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_category FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_incident FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_majorcommunication FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_majorcriterion FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_majorcriterionversion FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_majorincident FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_majormilestone FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_majorprocedure FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_majorproposal FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_majorreview FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.resolution_prioritymatrix FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.retention_retentionrule FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.webhooks_webhook FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_attachment FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_clock FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_comment FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_escalation FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_item FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_link FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_merge FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete AFTER DELETE ON public.work_savedview REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_task FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_tasklist FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_timeentry FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete BEFORE DELETE ON public.work_transition FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER capture_delete AFTER DELETE ON public.work_viewplace REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete AFTER DELETE ON public.work_viewteam REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_delete AFTER DELETE ON public.work_watcher REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_delete('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.agreements_agreement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.agreements_serviceleveltarget REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.calendar_calendarversion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.calendar_servicecalendar REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.evidence_result REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.federation_directorygroup REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.federation_groupmapping REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'group_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.federation_groupmember REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.federation_identityprovider REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key', 'secret');

CREATE TRIGGER capture_insert AFTER INSERT ON public.federation_linkedidentity REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.federation_mappedrole REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.federation_provisionedperson REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'user_name_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.figures_annotation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.figures_dashboard REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_grant REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_legalhold REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_organization REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_party REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key', 'email_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_role REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_roleassignment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_supportaccess REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_team REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_teammembership REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.identity_token REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'hash');

CREATE TRIGGER capture_insert AFTER INSERT ON public.notifications_notificationarrangement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.notifications_notificationwording REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.portal_announcement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.portal_concern REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.portal_rating REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.portfolio_service REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key');

CREATE TRIGGER capture_insert AFTER INSERT ON public.process_processversion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_category REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_incident REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('workitem_ptr_id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_majorcommunication REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_majorcriterion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_majorcriterionversion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_majorincident REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_majormilestone REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_majorprocedure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_majorproposal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_majorreview REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.resolution_prioritymatrix REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.retention_retentionrule REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.webhooks_webhook REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id', 'name_key', 'secret', 'old_secret');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_attachment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_clock REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_comment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_escalation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_item REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_link REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_merge REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_savedview REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_task REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_tasklist REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_timeentry REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_transition REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_viewplace REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_viewteam REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_insert AFTER INSERT ON public.work_watcher REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_insert('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.agreements_agreement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.agreements_serviceleveltarget REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.calendar_calendarversion REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.calendar_servicecalendar REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.evidence_result REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.federation_directorygroup REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.federation_groupmapping REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'group_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.federation_groupmember REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.federation_identityprovider REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key', 'secret');

CREATE TRIGGER capture_update AFTER UPDATE ON public.federation_linkedidentity REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.federation_mappedrole REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.federation_provisionedperson REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'user_name_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.figures_annotation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.figures_dashboard REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_grant REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_legalhold REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_organization REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_party REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key', 'email_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_role REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_roleassignment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_supportaccess REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_team REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_teammembership REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.identity_token REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'hash');

CREATE TRIGGER capture_update AFTER UPDATE ON public.notifications_notificationarrangement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.notifications_notificationwording REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.portal_announcement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.portal_concern REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.portal_rating REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.portfolio_service REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key');

CREATE TRIGGER capture_update AFTER UPDATE ON public.process_processversion REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_category REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_incident REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('workitem_ptr_id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_majorcommunication REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_majorcriterion REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_majorcriterionversion REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_majorincident REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_majormilestone REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_majorprocedure REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_majorproposal REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_majorreview REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.resolution_prioritymatrix REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.retention_retentionrule REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.webhooks_webhook REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id', 'name_key', 'secret', 'old_secret');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_attachment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_clock REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_comment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_escalation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_item REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_link REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_merge REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_savedview REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_task REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_tasklist REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_timeentry REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_transition REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_viewplace REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_viewteam REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER capture_update AFTER UPDATE ON public.work_watcher REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_capture_update('id');

CREATE TRIGGER only_erasure BEFORE UPDATE ON public.ledger_change FOR EACH ROW EXECUTE FUNCTION public.ledger_only_erasure();

CREATE TRIGGER only_erasure BEFORE UPDATE ON public.ledger_event FOR EACH ROW EXECUTE FUNCTION public.ledger_only_erasure();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

CREATE TRIGGER refuse_circle BEFORE INSERT OR UPDATE ON public.work_link FOR EACH ROW EXECUTE FUNCTION public.work_refuse_circle();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.agreements_agreement FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.agreements_serviceleveltarget FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.calendar_calendarversion FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.calendar_servicecalendar FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.evidence_result FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.federation_directorygroup FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.federation_groupmapping FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.federation_groupmember FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.federation_identityprovider FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.federation_linkedidentity FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.federation_mappedrole FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.federation_provisionedperson FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.figures_annotation FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.figures_dashboard FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_grant FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_legalhold FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_organization FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_party FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_person FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_role FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_roleassignment FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_supportaccess FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_team FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_teammembership FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.identity_token FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.notifications_notificationarrangement FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.notifications_notificationwording FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.portal_announcement FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.portal_concern FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.portal_rating FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.portfolio_service FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.process_processversion FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_category FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_incident FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_majorcommunication FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_majorcriterion FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_majorcriterionversion FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_majorincident FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_majormilestone FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_majorprocedure FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_majorproposal FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_majorreview FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.resolution_prioritymatrix FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.retention_retentionrule FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.webhooks_webhook FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_attachment FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_clock FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_comment FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_escalation FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_item FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_link FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_merge FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_savedview FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_task FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_tasklist FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_timeentry FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_transition FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_viewplace FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_viewteam FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.work_watcher FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_delete();

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_calendar_id_tenant FOREIGN KEY (organization_id, calendar_id) REFERENCES public.calendar_servicecalendar(organization_id, id);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_party_id_tenant FOREIGN KEY (organization_id, party_id) REFERENCES public.identity_party(organization_id, id);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_service_id_tenant FOREIGN KEY (organization_id, service_id) REFERENCES public.portfolio_service(organization_id, id);

ALTER TABLE ONLY public.agreements_serviceleveltarget
    ADD CONSTRAINT agreements_serviceleveltarget_agreement_id_tenant FOREIGN KEY (organization_id, agreement_id) REFERENCES public.agreements_agreement(organization_id, id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.calendar_calendarversion
    ADD CONSTRAINT calendar_calendarversion_calendar_id_tenant FOREIGN KEY (organization_id, calendar_id) REFERENCES public.calendar_servicecalendar(organization_id, id);

ALTER TABLE ONLY public.calendar_feedstate
    ADD CONSTRAINT calendar_feedstate_calendar_id_tenant FOREIGN KEY (organization_id, calendar_id) REFERENCES public.calendar_servicecalendar(organization_id, id);

ALTER TABLE ONLY public.calendar_servicecalendar
    ADD CONSTRAINT calendar_servicecalendar_current_id_tenant FOREIGN KEY (organization_id, current_id) REFERENCES public.calendar_calendarversion(organization_id, id);

ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.entrances_session
    ADD CONSTRAINT entrances_session_account_id_0a2d1ca7_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.entrances_signin
    ADD CONSTRAINT entrances_signin_account_id_b04a4eff_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.federation_directorygroup
    ADD CONSTRAINT federation_directorygroup_provider_id_tenant FOREIGN KEY (organization_id, provider_id) REFERENCES public.federation_identityprovider(organization_id, id);

ALTER TABLE ONLY public.federation_groupmapping
    ADD CONSTRAINT federation_groupmapping_provider_id_tenant FOREIGN KEY (organization_id, provider_id) REFERENCES public.federation_identityprovider(organization_id, id);

ALTER TABLE ONLY public.federation_groupmapping
    ADD CONSTRAINT federation_groupmapping_role_id_tenant FOREIGN KEY (organization_id, role_id) REFERENCES public.identity_role(organization_id, id);

ALTER TABLE ONLY public.federation_groupmember
    ADD CONSTRAINT federation_groupmember_group_id_tenant FOREIGN KEY (organization_id, group_id) REFERENCES public.federation_directorygroup(organization_id, id);

ALTER TABLE ONLY public.federation_groupmember
    ADD CONSTRAINT federation_groupmember_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.federation_linkedidentity
    ADD CONSTRAINT federation_linkedidentity_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.federation_linkedidentity
    ADD CONSTRAINT federation_linkedidentity_provider_id_tenant FOREIGN KEY (organization_id, provider_id) REFERENCES public.federation_identityprovider(organization_id, id);

ALTER TABLE ONLY public.federation_mappedrole
    ADD CONSTRAINT federation_mappedrole_assignment_id_tenant FOREIGN KEY (organization_id, assignment_id) REFERENCES public.identity_roleassignment(organization_id, id);

ALTER TABLE ONLY public.federation_mappedrole
    ADD CONSTRAINT federation_mappedrole_mapping_id_tenant FOREIGN KEY (organization_id, mapping_id) REFERENCES public.federation_groupmapping(organization_id, id);

ALTER TABLE ONLY public.federation_mappedrole
    ADD CONSTRAINT federation_mappedrole_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.federation_provisionedperson
    ADD CONSTRAINT federation_provisionedperson_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.figures_annotation
    ADD CONSTRAINT figures_annotation_by_id_tenant FOREIGN KEY (organization_id, by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.figures_dashboard
    ADD CONSTRAINT figures_dashboard_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.figures_dashboard
    ADD CONSTRAINT figures_dashboard_team_id_tenant FOREIGN KEY (organization_id, team_id) REFERENCES public.identity_team(organization_id, id);

ALTER TABLE ONLY public.identity_grant
    ADD CONSTRAINT identity_grant_role_id_tenant FOREIGN KEY (organization_id, role_id) REFERENCES public.identity_role(organization_id, id);

ALTER TABLE ONLY public.identity_legalhold
    ADD CONSTRAINT identity_legalhold_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.identity_party
    ADD CONSTRAINT identity_party_parent_id_tenant FOREIGN KEY (organization_id, parent_id) REFERENCES public.identity_party(organization_id, id);

ALTER TABLE ONLY public.identity_person
    ADD CONSTRAINT identity_person_account_id_b3506c00_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_person
    ADD CONSTRAINT identity_person_party_id_tenant FOREIGN KEY (organization_id, party_id) REFERENCES public.identity_party(organization_id, id);

ALTER TABLE ONLY public.identity_roleassignment
    ADD CONSTRAINT identity_roleassignment_assigned_by_id_tenant FOREIGN KEY (organization_id, assigned_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.identity_roleassignment
    ADD CONSTRAINT identity_roleassignment_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.identity_roleassignment
    ADD CONSTRAINT identity_roleassignment_role_id_tenant FOREIGN KEY (organization_id, role_id) REFERENCES public.identity_role(organization_id, id);

ALTER TABLE ONLY public.identity_supportaccess
    ADD CONSTRAINT identity_supportaccess_granted_by_id_tenant FOREIGN KEY (organization_id, granted_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.identity_supportaccess
    ADD CONSTRAINT identity_supportaccess_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.identity_teammembership
    ADD CONSTRAINT identity_teammembership_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.identity_teammembership
    ADD CONSTRAINT identity_teammembership_team_id_tenant FOREIGN KEY (organization_id, team_id) REFERENCES public.identity_team(organization_id, id);

ALTER TABLE ONLY public.identity_token
    ADD CONSTRAINT identity_token_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.jobs_run
    ADD CONSTRAINT jobs_run_started_by_id_tenant FOREIGN KEY (organization_id, started_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.ledger_change
    ADD CONSTRAINT ledger_change_event_id_xid_fkey FOREIGN KEY (event_id, xid) REFERENCES public.ledger_event(id, xid) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notifications_notification
    ADD CONSTRAINT notifications_notification_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.notifications_notificationchoice
    ADD CONSTRAINT notifications_notificationchoice_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.portal_announcement
    ADD CONSTRAINT portal_announcement_party_id_tenant FOREIGN KEY (organization_id, party_id) REFERENCES public.identity_party(organization_id, id);

ALTER TABLE ONLY public.portal_announcement
    ADD CONSTRAINT portal_announcement_published_by_id_tenant FOREIGN KEY (organization_id, published_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.portal_announcement
    ADD CONSTRAINT portal_announcement_service_id_tenant FOREIGN KEY (organization_id, service_id) REFERENCES public.portfolio_service(organization_id, id);

ALTER TABLE ONLY public.portal_concern
    ADD CONSTRAINT portal_concern_announcement_id_tenant FOREIGN KEY (organization_id, announcement_id) REFERENCES public.portal_announcement(organization_id, id);

ALTER TABLE ONLY public.portal_concern
    ADD CONSTRAINT portal_concern_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.portal_rating
    ADD CONSTRAINT portal_rating_by_id_tenant FOREIGN KEY (organization_id, by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.portal_rating
    ADD CONSTRAINT portal_rating_incident_id_tenant FOREIGN KEY (organization_id, incident_id) REFERENCES public.resolution_incident(organization_id, workitem_ptr_id);

ALTER TABLE ONLY public.portfolio_service
    ADD CONSTRAINT portfolio_service_owner_id_tenant FOREIGN KEY (organization_id, owner_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.portfolio_service
    ADD CONSTRAINT portfolio_service_team_id_tenant FOREIGN KEY (organization_id, team_id) REFERENCES public.identity_team(organization_id, id);

ALTER TABLE ONLY public.presence_here
    ADD CONSTRAINT presence_here_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.presence_unseen
    ADD CONSTRAINT presence_unseen_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.process_processversion
    ADD CONSTRAINT process_processversion_published_by_id_tenant FOREIGN KEY (organization_id, published_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.resolution_category
    ADD CONSTRAINT resolution_category_parent_id_tenant FOREIGN KEY (organization_id, parent_id) REFERENCES public.resolution_category(organization_id, id);

ALTER TABLE ONLY public.resolution_incident
    ADD CONSTRAINT resolution_incident_classification_id_tenant FOREIGN KEY (organization_id, classification_id) REFERENCES public.resolution_category(organization_id, id);

ALTER TABLE ONLY public.resolution_incident
    ADD CONSTRAINT resolution_incident_matrix_id_tenant FOREIGN KEY (organization_id, matrix_id) REFERENCES public.resolution_prioritymatrix(organization_id, id);

ALTER TABLE ONLY public.resolution_incident
    ADD CONSTRAINT resolution_incident_workitem_ptr_id_tenant FOREIGN KEY (organization_id, workitem_ptr_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.resolution_majorcommunication
    ADD CONSTRAINT resolution_majorcommunication_by_id_tenant FOREIGN KEY (organization_id, by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.resolution_majorcommunication
    ADD CONSTRAINT resolution_majorcommunication_major_id_tenant FOREIGN KEY (organization_id, major_id) REFERENCES public.resolution_majorincident(organization_id, id);

ALTER TABLE ONLY public.resolution_majorcriterion
    ADD CONSTRAINT resolution_majorcriterion_current_id_tenant FOREIGN KEY (organization_id, current_id) REFERENCES public.resolution_majorcriterionversion(organization_id, id);

ALTER TABLE ONLY public.resolution_majorcriterionversion
    ADD CONSTRAINT resolution_majorcriterionversion_criterion_id_tenant FOREIGN KEY (organization_id, criterion_id) REFERENCES public.resolution_majorcriterion(organization_id, id);

ALTER TABLE ONLY public.resolution_majorincident
    ADD CONSTRAINT resolution_majorincident_criterion_id_tenant FOREIGN KEY (organization_id, criterion_id) REFERENCES public.resolution_majorcriterionversion(organization_id, id);

ALTER TABLE ONLY public.resolution_majorincident
    ADD CONSTRAINT resolution_majorincident_declared_by_id_tenant FOREIGN KEY (organization_id, declared_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.resolution_majorincident
    ADD CONSTRAINT resolution_majorincident_incident_id_tenant FOREIGN KEY (organization_id, incident_id) REFERENCES public.resolution_incident(organization_id, workitem_ptr_id);

ALTER TABLE ONLY public.resolution_majorincident
    ADD CONSTRAINT resolution_majorincident_lead_id_tenant FOREIGN KEY (organization_id, lead_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.resolution_majorincident
    ADD CONSTRAINT resolution_majorincident_procedure_id_tenant FOREIGN KEY (organization_id, procedure_id) REFERENCES public.resolution_majorprocedure(organization_id, id);

ALTER TABLE ONLY public.resolution_majormilestone
    ADD CONSTRAINT resolution_majormilestone_by_id_tenant FOREIGN KEY (organization_id, by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.resolution_majormilestone
    ADD CONSTRAINT resolution_majormilestone_major_id_tenant FOREIGN KEY (organization_id, major_id) REFERENCES public.resolution_majorincident(organization_id, id);

ALTER TABLE ONLY public.resolution_majorproposal
    ADD CONSTRAINT resolution_majorproposal_criterion_id_tenant FOREIGN KEY (organization_id, criterion_id) REFERENCES public.resolution_majorcriterionversion(organization_id, id);

ALTER TABLE ONLY public.resolution_majorproposal
    ADD CONSTRAINT resolution_majorproposal_decided_by_id_tenant FOREIGN KEY (organization_id, decided_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.resolution_majorproposal
    ADD CONSTRAINT resolution_majorproposal_incident_id_tenant FOREIGN KEY (organization_id, incident_id) REFERENCES public.resolution_incident(organization_id, workitem_ptr_id);

ALTER TABLE ONLY public.resolution_majorreview
    ADD CONSTRAINT resolution_majorreview_major_id_tenant FOREIGN KEY (organization_id, major_id) REFERENCES public.resolution_majorincident(organization_id, id);

ALTER TABLE ONLY public.webhooks_webhook
    ADD CONSTRAINT webhooks_webhook_added_by_id_tenant FOREIGN KEY (organization_id, added_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.webhooks_webhookdelivery
    ADD CONSTRAINT webhooks_webhookdelivery_webhook_id_tenant FOREIGN KEY (organization_id, webhook_id) REFERENCES public.webhooks_webhook(organization_id, id);

ALTER TABLE ONLY public.work_attachment
    ADD CONSTRAINT work_attachment_by_id_tenant FOREIGN KEY (organization_id, by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_attachment
    ADD CONSTRAINT work_attachment_comment_id_tenant FOREIGN KEY (organization_id, comment_id) REFERENCES public.work_comment(organization_id, id);

ALTER TABLE ONLY public.work_attachment
    ADD CONSTRAINT work_attachment_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_clock
    ADD CONSTRAINT work_clock_calendar_id_tenant FOREIGN KEY (organization_id, calendar_id) REFERENCES public.calendar_calendarversion(organization_id, id);

ALTER TABLE ONLY public.work_clock
    ADD CONSTRAINT work_clock_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_comment
    ADD CONSTRAINT work_comment_author_id_tenant FOREIGN KEY (organization_id, author_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_comment
    ADD CONSTRAINT work_comment_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_escalation
    ADD CONSTRAINT work_escalation_acknowledged_by_id_tenant FOREIGN KEY (organization_id, acknowledged_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_escalation
    ADD CONSTRAINT work_escalation_by_id_tenant FOREIGN KEY (organization_id, by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_escalation
    ADD CONSTRAINT work_escalation_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_escalation
    ADD CONSTRAINT work_escalation_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_escalation
    ADD CONSTRAINT work_escalation_team_id_tenant FOREIGN KEY (organization_id, team_id) REFERENCES public.identity_team(organization_id, id);

ALTER TABLE ONLY public.work_item
    ADD CONSTRAINT work_item_assignee_id_tenant FOREIGN KEY (organization_id, assignee_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_item
    ADD CONSTRAINT work_item_party_id_tenant FOREIGN KEY (organization_id, party_id) REFERENCES public.identity_party(organization_id, id);

ALTER TABLE ONLY public.work_item
    ADD CONSTRAINT work_item_process_id_tenant FOREIGN KEY (organization_id, process_id) REFERENCES public.process_processversion(organization_id, id);

ALTER TABLE ONLY public.work_item
    ADD CONSTRAINT work_item_reporter_id_tenant FOREIGN KEY (organization_id, reporter_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_item
    ADD CONSTRAINT work_item_team_id_tenant FOREIGN KEY (organization_id, team_id) REFERENCES public.identity_team(organization_id, id);

ALTER TABLE ONLY public.work_merge
    ADD CONSTRAINT work_merge_into_id_tenant FOREIGN KEY (organization_id, into_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_merge
    ADD CONSTRAINT work_merge_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_savedview
    ADD CONSTRAINT work_savedview_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_done_by_id_tenant FOREIGN KEY (organization_id, done_by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_owner_id_tenant FOREIGN KEY (organization_id, owner_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_team_id_tenant FOREIGN KEY (organization_id, team_id) REFERENCES public.identity_team(organization_id, id);

ALTER TABLE ONLY public.work_timeentry
    ADD CONSTRAINT work_timeentry_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_timeentry
    ADD CONSTRAINT work_timeentry_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_timeentry
    ADD CONSTRAINT work_timeentry_task_id_tenant FOREIGN KEY (organization_id, task_id) REFERENCES public.work_task(organization_id, id);

ALTER TABLE ONLY public.work_transition
    ADD CONSTRAINT work_transition_by_id_tenant FOREIGN KEY (organization_id, by_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_transition
    ADD CONSTRAINT work_transition_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_viewplace
    ADD CONSTRAINT work_viewplace_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE ONLY public.work_viewplace
    ADD CONSTRAINT work_viewplace_view_id_tenant FOREIGN KEY (organization_id, view_id) REFERENCES public.work_savedview(organization_id, id);

ALTER TABLE ONLY public.work_viewteam
    ADD CONSTRAINT work_viewteam_team_id_tenant FOREIGN KEY (organization_id, team_id) REFERENCES public.identity_team(organization_id, id);

ALTER TABLE ONLY public.work_viewteam
    ADD CONSTRAINT work_viewteam_view_id_tenant FOREIGN KEY (organization_id, view_id) REFERENCES public.work_savedview(organization_id, id);

ALTER TABLE ONLY public.work_watcher
    ADD CONSTRAINT work_watcher_item_id_tenant FOREIGN KEY (organization_id, item_id) REFERENCES public.work_item(organization_id, id);

ALTER TABLE ONLY public.work_watcher
    ADD CONSTRAINT work_watcher_person_id_tenant FOREIGN KEY (organization_id, person_id) REFERENCES public.identity_person(organization_id, id);

ALTER TABLE public.agreements_agreement ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.agreements_serviceleveltarget ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.api_idempotentanswer ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.calendar_calendarversion ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.calendar_feedstate ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.calendar_servicecalendar ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.drafts_draft ENABLE ROW LEVEL SECURITY;

CREATE POLICY erasure ON public.ledger_change TO bailiwick_definer USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY erasure ON public.ledger_event TO bailiwick_definer USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

ALTER TABLE public.evidence_result ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.federation_directorygroup ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.federation_groupmapping ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.federation_groupmember ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.federation_identityprovider ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.federation_linkedidentity ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.federation_mappedrole ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.federation_provisionedperson ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.figures_annotation ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.figures_dashboard ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.figures_staleday ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.figures_tally ENABLE ROW LEVEL SECURITY;

CREATE POLICY health ON public.ledger_checkpoint FOR SELECT TO bailiwick_definer USING (true);

CREATE POLICY health ON public.ledger_event FOR SELECT TO bailiwick_definer USING (true);

CREATE POLICY health ON public.ledger_follower FOR SELECT TO bailiwick_definer USING (true);

CREATE POLICY health ON public.ledger_tree FOR SELECT TO bailiwick_definer USING (true);

ALTER TABLE public.identity_grant ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_legalhold ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_organization ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_party ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_role ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_roleassignment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_supportaccess ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_team ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_teammembership ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_token ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.jobs_run ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_change ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_checkpoint ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_clock_step ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_follower ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_leaf ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_node ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_tree ENABLE ROW LEVEL SECURITY;

CREATE POLICY lookup ON public.federation_identityprovider FOR SELECT TO bailiwick_definer USING (true);

CREATE POLICY lookup ON public.identity_organization FOR SELECT TO bailiwick_definer USING (true);

CREATE POLICY lookup ON public.identity_person FOR SELECT TO bailiwick_definer USING (true);

CREATE POLICY lookup ON public.identity_token FOR SELECT TO bailiwick_definer USING (true);

ALTER TABLE public.notifications_notification ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_notificationarrangement ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_notificationchoice ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_notificationwording ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal_announcement ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal_concern ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal_rating ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portfolio_service ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.presence_here ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.presence_unseen ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.process_processversion ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_category ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_incident ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorcommunication ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorcriterion ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorcriterionversion ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorincident ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majormilestone ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorprocedure ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorproposal ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_majorreview ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.resolution_prioritymatrix ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.retention_retentionrule ENABLE ROW LEVEL SECURITY;

CREATE POLICY sealer ON public.ledger_change TO bailiwick_sealer USING (true) WITH CHECK (true);

CREATE POLICY sealer ON public.ledger_checkpoint TO bailiwick_sealer USING (true) WITH CHECK (true);

CREATE POLICY sealer ON public.ledger_clock_step TO bailiwick_sealer USING (true) WITH CHECK (true);

CREATE POLICY sealer ON public.ledger_event TO bailiwick_sealer USING (true) WITH CHECK (true);

CREATE POLICY sealer ON public.ledger_leaf TO bailiwick_sealer USING (true) WITH CHECK (true);

CREATE POLICY sealer ON public.ledger_node TO bailiwick_sealer USING (true) WITH CHECK (true);

CREATE POLICY sealer ON public.ledger_tree TO bailiwick_sealer USING (true) WITH CHECK (true);

CREATE POLICY tenant ON public.agreements_agreement TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.agreements_serviceleveltarget TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.api_idempotentanswer TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.calendar_calendarversion TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.calendar_feedstate TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.calendar_servicecalendar TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.drafts_draft TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.evidence_result TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.federation_directorygroup TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.federation_groupmapping TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.federation_groupmember TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.federation_identityprovider TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.federation_linkedidentity TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.federation_mappedrole TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.federation_provisionedperson TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.figures_annotation TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.figures_dashboard TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.figures_staleday TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.figures_tally TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_grant TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_legalhold TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_organization TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_party TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_person TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_role TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_roleassignment TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_supportaccess TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_team TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_teammembership TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.identity_token TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.jobs_run TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.ledger_change TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.ledger_checkpoint TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.ledger_clock_step TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.ledger_event TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.ledger_follower TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.ledger_leaf TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.ledger_node TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.ledger_tree TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.notifications_notification TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.notifications_notificationarrangement TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.notifications_notificationchoice TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.notifications_notificationwording TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.portal_announcement TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.portal_concern TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.portal_rating TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.portfolio_service TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.presence_here TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.presence_unseen TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.process_processversion TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_category TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_incident TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_majorcommunication TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_majorcriterion TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_majorcriterionversion TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_majorincident TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_majormilestone TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_majorprocedure TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_majorproposal TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_majorreview TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.resolution_prioritymatrix TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.retention_retentionrule TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.webhooks_webhook TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.webhooks_webhookdelivery TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_attachment TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_clock TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_comment TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_escalation TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_item TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_link TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_merge TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_savedview TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_task TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_tasklist TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_timeentry TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_transition TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_viewplace TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_viewteam TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

CREATE POLICY tenant ON public.work_watcher TO bailiwick_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.tenant'::text, true), ''::text))::bigint AS "nullif")));

ALTER TABLE public.webhooks_webhook ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhooks_webhookdelivery ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_attachment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_clock ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_comment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_escalation ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_merge ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_savedview ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_task ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_tasklist ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_timeentry ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_transition ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_viewplace ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_viewteam ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work_watcher ENABLE ROW LEVEL SECURITY;

GRANT ALL ON SCHEMA public TO bailiwick_definer;
GRANT USAGE ON SCHEMA public TO bailiwick_app;
GRANT USAGE ON SCHEMA public TO bailiwick_sealer;

REVOKE ALL ON FUNCTION public.ledger_erase(event_ids bigint[], change_ids bigint[], OUT events bigint, OUT changes bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ledger_erase(event_ids bigint[], change_ids bigint[], OUT events bigint, OUT changes bigint) TO bailiwick_app;

GRANT SELECT ON TABLE public.ledger_event TO bailiwick_definer;
GRANT SELECT ON TABLE public.ledger_event TO bailiwick_app;
GRANT SELECT ON TABLE public.ledger_event TO bailiwick_sealer;

GRANT INSERT(id) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(organization_id) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(parent_id) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(verb) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(actor_kind) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(actor_id) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(subject_type) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(subject_id) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(occurred_at) ON TABLE public.ledger_event TO bailiwick_app;

GRANT UPDATE(payload) ON TABLE public.ledger_event TO bailiwick_definer;
GRANT INSERT(payload) ON TABLE public.ledger_event TO bailiwick_app;

GRANT UPDATE(salt) ON TABLE public.ledger_event TO bailiwick_definer;
GRANT INSERT(salt) ON TABLE public.ledger_event TO bailiwick_app;

GRANT INSERT(digest) ON TABLE public.ledger_event TO bailiwick_app;

REVOKE ALL ON FUNCTION public.ledger_note_erasure(tenant bigint, operation bigint, erased_from text, rows bigint[]) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_jobs TO bailiwick_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailaddress TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.account_emailaddress_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.account_emailaddress_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailconfirmation TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.account_emailconfirmation_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.account_emailconfirmation_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.agreements_agreement TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.agreements_agreement_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.agreements_agreement_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.agreements_serviceleveltarget TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.agreements_serviceleveltarget_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.agreements_serviceleveltarget_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_idempotentanswer TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.api_idempotentanswer_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.api_idempotentanswer_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.auth_group_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.auth_group_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group_permissions TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_permission TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.auth_permission_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.auth_permission_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.calendar_calendarversion TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.calendar_calendarversion_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.calendar_calendarversion_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calendar_feedstate TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.calendar_feedstate_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.calendar_feedstate_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.calendar_servicecalendar TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.calendar_servicecalendar_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.calendar_servicecalendar_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_content_type TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.django_content_type_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.django_content_type_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.django_migrations TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.django_migrations_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.django_migrations_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.drafts_draft TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.drafts_draft_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.drafts_draft_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.entrances_counter TO bailiwick_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.entrances_receivedanswer TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.entrances_receivedanswer_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.entrances_receivedanswer_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.entrances_session TO bailiwick_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.entrances_signin TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.entrances_signin_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.entrances_signin_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.entrances_welcomelink TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.entrances_welcomelink_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.entrances_welcomelink_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.evidence_result TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.evidence_result_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.evidence_result_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.federation_directorygroup TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.federation_directorygroup_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.federation_directorygroup_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.federation_groupmapping TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.federation_groupmapping_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.federation_groupmapping_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.federation_groupmember TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.federation_groupmember_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.federation_groupmember_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.federation_identityprovider TO bailiwick_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.federation_identityprovider TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.federation_identityprovider_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.federation_identityprovider_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.federation_linkedidentity TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.federation_linkedidentity_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.federation_linkedidentity_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.federation_mappedrole TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.federation_mappedrole_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.federation_mappedrole_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.federation_provisionedperson TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.federation_provisionedperson_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.federation_provisionedperson_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.figures_annotation TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.figures_annotation_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.figures_annotation_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.figures_dashboard TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.figures_dashboard_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.figures_dashboard_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.figures_staleday TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.figures_staleday_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.figures_staleday_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.figures_tally TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.figures_tally_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.figures_tally_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.identity_account TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_account_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_account_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.identity_grant TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_grant_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_grant_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_legalhold TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_legalhold_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_legalhold_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.identity_organization TO bailiwick_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_organization TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_organization_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_organization_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_party TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_party_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_party_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.identity_person TO bailiwick_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_person TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_person_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_person_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_role TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_role_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_role_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_roleassignment TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_roleassignment_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_roleassignment_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_supportaccess TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_supportaccess_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_supportaccess_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_team TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_team_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_team_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.identity_teammembership TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_teammembership_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_teammembership_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.identity_token TO bailiwick_definer;
GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_token TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.identity_token_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.identity_token_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.jobs_run TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.jobs_run_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.jobs_run_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT ON TABLE public.ledger_change TO bailiwick_definer;
GRANT SELECT ON TABLE public.ledger_change TO bailiwick_app;
GRANT SELECT ON TABLE public.ledger_change TO bailiwick_sealer;

GRANT INSERT(organization_id) ON TABLE public.ledger_change TO bailiwick_app;

GRANT INSERT(event_id) ON TABLE public.ledger_change TO bailiwick_app;

GRANT INSERT(table_name) ON TABLE public.ledger_change TO bailiwick_app;

GRANT INSERT(row_id) ON TABLE public.ledger_change TO bailiwick_app;

GRANT INSERT(op) ON TABLE public.ledger_change TO bailiwick_app;

GRANT UPDATE(before) ON TABLE public.ledger_change TO bailiwick_definer;
GRANT INSERT(before) ON TABLE public.ledger_change TO bailiwick_app;

GRANT UPDATE(after) ON TABLE public.ledger_change TO bailiwick_definer;
GRANT INSERT(after) ON TABLE public.ledger_change TO bailiwick_app;

GRANT UPDATE(salt) ON TABLE public.ledger_change TO bailiwick_definer;
GRANT INSERT(salt) ON TABLE public.ledger_change TO bailiwick_app;

GRANT INSERT(digest) ON TABLE public.ledger_change TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.ledger_change_id_seq TO bailiwick_definer;
GRANT USAGE ON SEQUENCE public.ledger_change_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.ledger_change_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.ledger_checkpoint TO bailiwick_definer;
GRANT SELECT ON TABLE public.ledger_checkpoint TO bailiwick_app;
GRANT SELECT,INSERT ON TABLE public.ledger_checkpoint TO bailiwick_sealer;

GRANT USAGE ON SEQUENCE public.ledger_checkpoint_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.ledger_checkpoint_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.ledger_clock_step TO bailiwick_app;
GRANT SELECT,INSERT ON TABLE public.ledger_clock_step TO bailiwick_sealer;

GRANT SELECT ON TABLE public.ledger_cursor TO bailiwick_definer;
GRANT SELECT,UPDATE ON TABLE public.ledger_cursor TO bailiwick_sealer;

GRANT USAGE ON SEQUENCE public.ledger_event_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.ledger_event_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.ledger_follower TO bailiwick_definer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.ledger_follower TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.ledger_follower_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.ledger_follower_id_seq TO bailiwick_sealer;

GRANT SELECT ON TABLE public.ledger_leaf TO bailiwick_app;
GRANT SELECT,INSERT ON TABLE public.ledger_leaf TO bailiwick_sealer;

GRANT SELECT ON TABLE public.ledger_node TO bailiwick_app;
GRANT SELECT,INSERT ON TABLE public.ledger_node TO bailiwick_sealer;

GRANT SELECT ON TABLE public.ledger_tree TO bailiwick_definer;
GRANT SELECT ON TABLE public.ledger_tree TO bailiwick_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.ledger_tree TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mfa_authenticator TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.mfa_authenticator_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.mfa_authenticator_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notifications_notification TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.notifications_notification_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.notifications_notification_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.notifications_notificationarrangement TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.notifications_notificationarrangement_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.notifications_notificationarrangement_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notifications_notificationchoice TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.notifications_notificationchoice_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.notifications_notificationchoice_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.notifications_notificationwording TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.notifications_notificationwording_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.notifications_notificationwording_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.portal_announcement TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.portal_announcement_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.portal_announcement_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.portal_concern TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.portal_concern_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.portal_concern_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.portal_rating TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.portal_rating_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.portal_rating_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.portfolio_service TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.portfolio_service_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.portfolio_service_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.presence_here TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.presence_here_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.presence_here_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.presence_unseen TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.presence_unseen_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.presence_unseen_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.process_processversion TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.process_processversion_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.process_processversion_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_events TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO bailiwick_sealer;

GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_periodic_defers TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_workers TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.procrastinate_workers_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.procrastinate_workers_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_category TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_category_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_category_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_incident TO bailiwick_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_majorcommunication TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_majorcommunication_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_majorcommunication_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_majorcriterion TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_majorcriterion_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_majorcriterion_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_majorcriterionversion TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_majorcriterionversion_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_majorcriterionversion_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_majorincident TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_majorincident_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_majorincident_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_majormilestone TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_majormilestone_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_majormilestone_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_majorprocedure TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_majorprocedure_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_majorprocedure_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_majorproposal TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_majorproposal_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_majorproposal_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_majorreview TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_majorreview_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_majorreview_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.resolution_prioritymatrix TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.resolution_prioritymatrix_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.resolution_prioritymatrix_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.retention_retentionrule TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.retention_retentionrule_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.retention_retentionrule_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.search_entry TO bailiwick_definer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.webhooks_webhook TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.webhooks_webhook_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.webhooks_webhook_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.webhooks_webhookdelivery TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.webhooks_webhookdelivery_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.webhooks_webhookdelivery_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_attachment TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_attachment_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_attachment_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_clock TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_clock_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_clock_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_comment TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_comment_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_comment_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_escalation TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_escalation_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_escalation_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_item TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_item_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_item_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_link TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_link_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_link_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_merge TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_merge_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_merge_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.work_savedview TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_savedview_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_savedview_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_task TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_task_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_task_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_tasklist TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_tasklist_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_tasklist_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_timeentry TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_timeentry_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_timeentry_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_transition TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_transition_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_transition_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.work_viewplace TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_viewplace_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_viewplace_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.work_viewteam TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_viewteam_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_viewteam_id_seq TO bailiwick_sealer;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.work_watcher TO bailiwick_app;

GRANT USAGE ON SEQUENCE public.work_watcher_id_seq TO bailiwick_app;
GRANT USAGE ON SEQUENCE public.work_watcher_id_seq TO bailiwick_sealer;
