-- How far sealing, signing and delivering are behind, over all organizations, for whoever watches the installation.
create policy health on ledger_event for select to bailiwick_definer using (true);
create policy health on ledger_tree for select to bailiwick_definer using (true);
create policy health on ledger_checkpoint for select to bailiwick_definer using (true);
create policy health on ledger_follower for select to bailiwick_definer using (true);
grant select on ledger_tree, ledger_checkpoint, ledger_follower, ledger_cursor to bailiwick_definer;

create function ledger_health()
    returns table (unsealed bigint, oldest_seconds double precision, entries bigint, undelivered bigint,
                   unsigned_seconds double precision)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
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
alter function ledger_health() owner to bailiwick_definer;
