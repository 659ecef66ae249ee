-- Erasure under retention rules: content and salt of named entries go, their digests stay, and so does every proof.
-- The database itself records each erased row as a change of the operation that erased it.
create policy erasure on ledger_event to bailiwick_definer
    using (organization_id = (select nullif(current_setting('app.tenant', true), '')::bigint))
    with check (organization_id = (select nullif(current_setting('app.tenant', true), '')::bigint));
create policy erasure on ledger_change to bailiwick_definer
    using (organization_id = (select nullif(current_setting('app.tenant', true), '')::bigint))
    with check (organization_id = (select nullif(current_setting('app.tenant', true), '')::bigint));
grant select, update (payload, salt) on ledger_event to bailiwick_definer;
grant select, insert, update (before, after, salt) on ledger_change to bailiwick_definer;
grant usage on sequence ledger_change_id_seq to bailiwick_definer;

-- What was erased is erased altogether; what has no finite time has no leaf.
alter table ledger_change add constraint ledger_change_erased
    check (salt is not null or (before is null and after is null));
alter table ledger_event add constraint ledger_event_times
    check (occurred_at between '0001-01-01 00:00Z' and '9999-12-31 23:59:59.999999Z'
           and recorded_at between '0001-01-01 00:00Z' and '9999-12-31 23:59:59.999999Z');

create function ledger_note_erasure(tenant bigint, operation bigint, erased_from text, rows bigint[]) returns bigint
    language sql set search_path = pg_catalog, public, pg_temp as $$
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

create function ledger_erase(event_ids bigint[], change_ids bigint[], out events bigint, out changes bigint)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
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

alter function ledger_note_erasure owner to bailiwick_definer;
alter function ledger_erase owner to bailiwick_definer;
revoke all on function ledger_note_erasure, ledger_erase from public;
grant execute on function ledger_erase to bailiwick_app;
