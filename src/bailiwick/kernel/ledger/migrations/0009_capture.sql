-- The same rows as before, but each record is turned into JSON once.
create or replace function ledger_capture_insert() returns trigger language plpgsql as $$
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

create or replace function ledger_capture_delete() returns trigger language plpgsql as $$
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
