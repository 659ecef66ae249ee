-- Full text. The vectors stand in a table that only bailiwick_definer may read, because row-level security would keep
-- the planner from using the index on them (measured: 450 ms against 0.6). The functions filter by tenant themselves;
-- whoever asks re-reads what they name through its own visibility. Organization, kind and party are words of the
-- vector, so that one index serves large and small organizations alike.
create table search_entry (
    organization_id bigint not null,
    kind text not null,
    item_id bigint not null,
    party_id bigint,
    words tsvector not null,
    primary key (organization_id, kind, item_id)
);
create index search_entry_words on search_entry using gin (words) with (fastupdate = off);
create index search_entry_party on search_entry (organization_id, party_id, kind, item_id);
grant select, insert, update on search_entry to bailiwick_definer;

create function search_tenant() returns bigint language plpgsql stable as $$
declare
    tenant text := nullif(current_setting('app.tenant', true), '');
begin
    if tenant is null then
        raise exception 'a search needs an organization';
    end if;
    return tenant::bigint;
end $$;

create function search_words(tenant bigint, of_kind text, party bigint, title text, body text) returns tsvector
    language sql immutable as $$
    select array_to_tsvector(array_remove(array['@o' || tenant, '@k' || of_kind, '@p' || party], null))
        || setweight(to_tsvector('pg_catalog.english', left(title, 1000)), 'A')
        || to_tsvector('pg_catalog.english', left(body, 100000))
$$;

create function search_put(of_kind text, item bigint, party bigint, title text, body text) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    insert into search_entry as e (organization_id, kind, item_id, party_id, words)
    values (search_tenant(), of_kind, item, party, search_words(search_tenant(), of_kind, party, title, body))
    on conflict (organization_id, kind, item_id) do update set party_id = excluded.party_id, words = excluded.words
$$;

create function search_put_many(of_kind text, items bigint[], parties bigint[], titles text[], bodies text[])
    returns void language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    insert into search_entry as e (organization_id, kind, item_id, party_id, words)
    select search_tenant(), of_kind, n.item, n.party,
           search_words(search_tenant(), of_kind, n.party, n.title, n.body)
    from unnest(items, parties, titles, bodies) as n(item, party, title, body)
    on conflict (organization_id, kind, item_id) do update set party_id = excluded.party_id, words = excluded.words
$$;

-- The newest hits. A common word fills the page from the newest entries; how many of them are looked through follows
-- from how often it stands in the first of them. A rare word has few hits in the index. The index alone would have to
-- fetch every entry with a common word before it knows the newest.
create function search_find(query text, of_kind text, party bigint, before bigint, page integer)
    returns setof bigint language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
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

-- Entries that share the most words with a text, among the newest that share any (for "similar incidents").
create function search_similar(title text, of_kind text, party bigint, except_item bigint, page integer)
    returns table (item_id bigint, likeness real) language plpgsql stable security definer
    set search_path = pg_catalog, public, pg_temp as $$
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

alter function search_put(text, bigint, bigint, text, text) owner to bailiwick_definer;
alter function search_put_many(text, bigint[], bigint[], text[], text[]) owner to bailiwick_definer;
alter function search_find(text, text, bigint, bigint, integer) owner to bailiwick_definer;
alter function search_similar(text, text, bigint, bigint, integer) owner to bailiwick_definer;
