-- Numbers of work items: a sequence for each organization and kind, so that nobody waits for anybody, none is used
-- twice, and one organization learns nothing of another's volume.
create function work_next_numbers(of_kind text, amount integer) returns setof bigint
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
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
end $$;

alter function work_next_numbers(text, integer) owner to bailiwick_definer;
